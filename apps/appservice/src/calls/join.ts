import {
  conferenceRoomName,
  isGuestUserId,
  joinRequestSchema,
  joinResponseSchema,
  roleOf,
  roomIdSchema,
  type InstallationConfig,
  type JoinResponse,
} from "@plenum/model";
import { z } from "zod";
import type { GuestEntryStore } from "../guests/entry-store.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { AttemptLimiter } from "../http/attempt-limiter.ts";
import { defineRoute, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { proveIdentity } from "../sessions/openid.ts";
import type { CallApplier } from "./apply/applier.ts";
import { callServiceOf } from "./call-service.ts";
import { conferenceClaims, signConferenceToken } from "./conference-token.ts";
import { nameInCall } from "./names.ts";
import { iceServersOf } from "./turn.ts";

interface JoinDependencies {
  readonly config: InstallationConfig;
  readonly rooms: RoomReader;
  readonly entries: GuestEntryStore;
  readonly attempts: AttemptLimiter;
  readonly applier: CallApplier;
}

/** The way into a call: works for every room that the caller is joined to. */
export function joinRoutes(deps: JoinDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/join",
      operationId: "joinConference",
      summary: "Get the address, the name and a token of a few minutes for the call of a room.",
      security: "session-or-body",
      problems: ["not-a-member", "room-gone", "too-many-attempts", "homeserver-unavailable"],
      params: z.object({ roomId: roomIdSchema }),
      body: joinRequestSchema,
      success: { status: 200, description: "How to enter the call.", schema: joinResponseSchema },
      async handle({ params, body, caller, address }) {
        let userId = caller?.userId;
        if (body.openIdToken !== undefined) {
          await deps.attempts.ensureAllowed(address);
          let proven: string;
          try {
            proven = await proveIdentity(deps.config, body.openIdToken);
          } catch (error) {
            if (error instanceof ApiProblem && error.code === "unauthorised") {
              await deps.attempts.failed(address);
            }
            throw error;
          }
          // Two identities in one request: somebody mixes up sessions, or worse.
          if (userId !== undefined && userId !== proven) throw new ApiProblem("unauthorised");
          userId = proven;
        }
        if (userId === undefined) throw new ApiProblem("unauthorised");
        return join(deps, params.roomId, userId, body.deviceId, new Date());
      },
    }),
  ];
}

async function join(
  deps: JoinDependencies,
  roomId: string,
  userId: string,
  deviceId: string,
  now: Date,
): Promise<JoinResponse> {
  const guest = isGuestUserId(userId, deps.config.serverName);
  const [standing, displayName] = await Promise.all([
    deps.rooms.standing(roomId, userId),
    nameInCall(deps, roomId, userId, guest),
  ]);
  if (standing === "gone") throw new ApiProblem("room-gone");
  if (standing === "not-joined" || displayName === undefined) throw new ApiProblem("not-a-member");
  const role = roleOf(standing.powerLevel, guest);
  // Before the token, so that the first one in finds what holds. A wish that fails is put again soon.
  await deps.applier.attempt(roomId);
  const claims = conferenceClaims(
    deps.config,
    roomId,
    { userId, deviceId, displayName, role, guest },
    now,
  );
  return {
    service: callServiceOf(deps.config),
    conferenceName: conferenceRoomName(roomId),
    token: await signConferenceToken(deps.config, claims),
    expiresAt: new Date(claims.exp * 1000).toISOString(),
    // Bridges announce their own addresses; here stands what relays to them.
    iceServers: iceServersOf(deps.config.conference.turn, now),
    user: { id: userId, displayName, role },
  };
}
