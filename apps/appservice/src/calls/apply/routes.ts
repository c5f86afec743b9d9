import {
  floorContentSchema,
  giveFloorRequestSchema,
  isGuestUserId,
  roleMay,
  roleOf,
  roomIdSchema,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../../http/route.ts";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import type { SpeakingLists } from "../../speaking-list/speaking-lists.ts";
import { standingIn } from "../../matrix/standing.ts";
import { ConferenceServerUnreachable } from "../conference-control.ts";
import type { CallApplier } from "./applier.ts";

interface ApplyDependencies {
  readonly config: InstallationConfig;
  readonly rooms: RoomReader;
  readonly speaking: Pick<SpeakingLists, "command">;
  readonly applier: CallApplier;
}

/** What brings a call up to date with its room at once, and who has the floor in it. */
export function applyRoutes(deps: ApplyDependencies): readonly Route[] {
  const params = z.object({ roomId: roomIdSchema });
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/apply",
      operationId: "applyRoom",
      summary:
        "Bring the call of a room up to date with the room at once. For rooms that the bot is not in: there changes are noticed within 15 seconds otherwise.",
      security: "session",
      problems: [
        "not-a-member",
        "room-gone",
        "homeserver-unavailable",
        "conference-server-unavailable",
      ],
      params,
      success: { status: 204, description: "The call is as the room says." },
      async handle(input) {
        await standingIn(deps.rooms, input.params.roomId, callerOf(input).userId);
        await applied(deps.applier, input.params.roomId);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/floor",
      operationId: "giveFloor",
      summary:
        "Give somebody the floor in a conference room, or take it back. For moderators. Whoever had it before has it no more, unless several may have it at once.",
      security: "session",
      problems: [
        "not-a-member",
        "not-a-conference",
        "forbidden",
        "conflict",
        "room-gone",
        "homeserver-unavailable",
        "conference-server-unavailable",
      ],
      params,
      body: giveFloorRequestSchema,
      success: {
        status: 200,
        description: "Who has the floor now.",
        schema: floorContentSchema.pick({ holders: true }).strip(),
      },
      async handle(input) {
        const { userId } = callerOf(input);
        const { roomId } = input.params;
        const { powerLevel } = await standingIn(deps.rooms, roomId, userId);
        const guest = isGuestUserId(userId, deps.config.serverName);
        if (!roleMay("give-floor", roleOf(powerLevel, guest))) throw new ApiProblem("forbidden");
        const holders = await changeFloor(deps, roomId, userId, input.body);
        await applied(deps.applier, roomId);
        return { holders: [...holders] };
      },
    }),
  ];
}

/** A command like any other chair's, so that the speaking list knows of it. */
async function changeFloor(
  { speaking }: ApplyDependencies,
  roomId: string,
  by: string,
  wish: z.infer<typeof giveFloorRequestSchema>,
): Promise<readonly string[]> {
  const person = wish.userId;
  try {
    const list = await speaking.command(roomId, by, { act: wish.given ? "give" : "end", person });
    const holders = list.turns.map((turn) => turn.person);
    // Not in the room, or as many have it as may.
    if (wish.given && !holders.includes(person)) throw new ApiProblem("conflict");
    return holders;
  } catch (error) {
    // The bot is in conference rooms alone.
    if (error instanceof HomeserverError && error.status === 403) {
      throw new ApiProblem("not-a-conference");
    }
    throw error;
  }
}

async function applied(applier: CallApplier, roomId: string): Promise<void> {
  try {
    await applier.apply(roomId);
  } catch (error) {
    if (error instanceof ConferenceServerUnreachable) {
      throw new ApiProblem("conference-server-unavailable");
    }
    throw error;
  }
}
