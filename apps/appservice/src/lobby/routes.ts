import {
  admitRequestSchema,
  changeLobbyRequestSchema,
  lobbyOutcomesSchema,
  lobbySchema,
  ownWaitSchema,
  refuseRequestSchema,
  roomIdSchema,
  type InstallationConfig,
  type Lobby as LobbyAnswer,
} from "@plenum/model";
import { z } from "zod";
import { moderatorsPower } from "../conferences/moderator.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { Knocks } from "./knocks.ts";
import type { Lobby } from "./lobby.ts";
import type { LobbySettingsOfRooms } from "./settings.ts";
import type { WaitStore } from "./wait-store.ts";

interface LobbyRouteDependencies {
  readonly config: InstallationConfig;
  readonly conferences: Pick<ProvisioningStore, "conference">;
  readonly rooms: Pick<RoomReader, "standing">;
  readonly waits: WaitStore;
  readonly settings: LobbySettingsOfRooms;
  readonly lobby: Lobby;
  readonly knocks: Knocks;
}

const ofRoom = z.object({ roomId: roomIdSchema });
const moderatorProblems = [
  "forbidden",
  "not-a-member",
  "not-a-conference",
  "room-gone",
  "homeserver-unavailable",
] as const;

/** Lobbies: for moderators, and for those who wait. */
export function lobbyRoutes(deps: LobbyRouteDependencies): readonly Route[] {
  return [...moderatorRoutes(deps), ...waitingRoutes(deps)];
}

function moderatorRoutes(deps: LobbyRouteDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/{roomId}/lobby",
      operationId: "getLobby",
      summary: "Settings of a room's lobby and who waits there, the longest first. For moderators.",
      security: "session",
      problems: moderatorProblems,
      params: ofRoom,
      success: { status: 200, description: "The lobby.", schema: lobbySchema },
      async handle(input) {
        await moderatorsPower(deps, input.params.roomId, callerOf(input));
        return shown(deps, input.params.roomId);
      },
    }),
    defineRoute({
      method: "put",
      path: "/api/v1/conferences/{roomId}/lobby",
      operationId: "changeLobby",
      summary:
        "Turn a lobby on or off, and say what is read and who passes. Whoever waits goes on waiting. For moderators.",
      security: "session",
      problems: moderatorProblems,
      params: ofRoom,
      body: changeLobbyRequestSchema,
      success: { status: 200, description: "The lobby as it is now.", schema: lobbySchema },
      async handle(input) {
        const { roomId } = input.params;
        const { userId } = callerOf(input);
        await moderatorsPower(deps, roomId, callerOf(input));
        await deps.settings.change(roomId, input.body, userId);
        await deps.knocks.follow(roomId);
        return shown(deps, roomId);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/lobby/admit",
      operationId: "admitFromLobby",
      summary:
        "Let some or all of those who wait in. Says of each what became of it. For moderators.",
      security: "session",
      problems: moderatorProblems,
      params: ofRoom,
      body: admitRequestSchema,
      success: { status: 200, description: "The outcomes.", schema: lobbyOutcomesSchema },
      async handle(input) {
        const { roomId } = input.params;
        const { userId } = callerOf(input);
        await moderatorsPower(deps, roomId, callerOf(input));
        return { outcomes: [...(await deps.lobby.admit(roomId, input.body.people, userId))] };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/lobby/refuse",
      operationId: "refuseFromLobby",
      summary:
        "Refuse some or all of those who wait, with a sentence that they read. For moderators.",
      security: "session",
      problems: moderatorProblems,
      params: ofRoom,
      body: refuseRequestSchema,
      success: { status: 200, description: "The outcomes.", schema: lobbyOutcomesSchema },
      async handle(input) {
        const { roomId } = input.params;
        const { people, sentence } = input.body;
        const { userId } = callerOf(input);
        await moderatorsPower(deps, roomId, callerOf(input));
        return { outcomes: [...(await deps.lobby.refuse(roomId, people, sentence, userId))] };
      },
    }),
  ];
}

function waitingRoutes(deps: LobbyRouteDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/{roomId}/lobby/own",
      operationId: "getOwnWait",
      summary:
        "How it stands for the caller, who knocks at a room. With `seen` the answer comes when something is different, after 20 seconds at the latest.",
      security: "session",
      problems: ["not-found", "homeserver-unavailable"],
      params: ofRoom,
      query: z.object({ seen: z.string().max(100).optional() }),
      success: { status: 200, description: "The wait.", schema: ownWaitSchema },
      async handle(input) {
        const { roomId } = input.params;
        const { userId } = callerOf(input);
        // The event may not have come yet, or never come.
        const own = await deps.waits.ofUser(roomId, userId);
        if (own?.state === "waiting") await deps.waits.seen(own.id);
        else await deps.knocks.found(roomId, userId);
        const find = () => deps.waits.ofUser(roomId, userId);
        const news = await deps.lobby.news(find, input.query.seen);
        if (news === undefined) throw new ApiProblem("not-found");
        return news;
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/v1/conferences/{roomId}/lobby/own",
      operationId: "leaveLobby",
      summary: "The caller waits no more; the stay of a guest ends with it.",
      security: "session",
      problems: ["homeserver-unavailable"],
      params: ofRoom,
      success: { status: 204, description: "The wait is over." },
      async handle(input) {
        const own = await deps.waits.ofUser(input.params.roomId, callerOf(input).userId);
        if (own !== undefined) await deps.lobby.leave(own);
        return undefined;
      },
    }),
  ];
}

async function shown(
  { waits, settings }: LobbyRouteDependencies,
  roomId: string,
): Promise<LobbyAnswer> {
  const [now, waiting] = await Promise.all([settings.of(roomId), waits.waiting(roomId)]);
  return {
    on: now.on,
    message: now.message,
    colleagues: now.colleagues,
    returning: now.returning,
    waiting: waiting.map((wait) => ({
      id: wait.id,
      userId: wait.userId,
      displayName: wait.displayName,
      reason: wait.reason,
      kind: wait.kind,
      organisation: wait.organisation,
      since: wait.since.toISOString(),
    })),
  };
}
