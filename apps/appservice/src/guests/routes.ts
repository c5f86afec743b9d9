import {
  createGuestLinkRequestSchema,
  createGuestLinkResponseSchema,
  enterAsGuestRequestSchema,
  enterAsGuestResponseSchema,
  guestLinkListSchema,
  guestLinkPreviewSchema,
  isGuestUserId,
  judgeGuestLink,
  mayCreateGuestLink,
  MODERATOR_POWER,
  roomIdSchema,
  shownName,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { AttemptLimiter } from "../http/attempt-limiter.ts";
import { callerOf, defineRoute, type Caller, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { GuestEndings } from "./ending.ts";
import type { GuestEntrance } from "./enter.ts";
import type { GuestEntryStore } from "./entry-store.ts";
import { shownLink, type GuestLinkStore, type StoredLink } from "./link-store.ts";
import { hashLinkToken, newLinkToken } from "./link-token.ts";

interface GuestDependencies {
  readonly config: InstallationConfig;
  readonly conferences: ProvisioningStore;
  readonly links: GuestLinkStore;
  readonly entries: GuestEntryStore;
  readonly entrance: GuestEntrance;
  readonly endings: GuestEndings;
  readonly rooms: RoomReader;
  readonly attempts: AttemptLimiter;
}

const ofRoom = z.object({ roomId: roomIdSchema });
const ofLink = z.object({ roomId: roomIdSchema, linkId: z.uuid() });
const byToken = z.object({ token: z.string().min(1).max(200) });

/** Guest links for moderators, and the door for guests. */
export function guestRoutes(deps: GuestDependencies): readonly Route[] {
  return [...moderatorRoutes(deps), ...doorRoutes(deps)];
}

function moderatorRoutes(deps: GuestDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/conferences/{roomId}/guest-links",
      operationId: "createGuestLink",
      summary: "Make a guest link. Its URL is shown this once.",
      security: "session",
      problems: [
        "forbidden",
        "not-a-member",
        "not-a-conference",
        "room-gone",
        "homeserver-unavailable",
      ],
      params: ofRoom,
      body: createGuestLinkRequestSchema,
      success: { status: 201, description: "The link.", schema: createGuestLinkResponseSchema },
      async handle(input) {
        const { params, body } = input;
        const power = await moderatorsPower(deps, params.roomId, callerOf(input));
        if (!mayCreateGuestLink(power, body.role)) throw new ApiProblem("forbidden");
        const expiresAt = new Date(body.expiresAt);
        const notBefore = body.notBefore === undefined ? undefined : new Date(body.notBefore);
        if (expiresAt <= new Date() || (notBefore !== undefined && notBefore >= expiresAt)) {
          throw new ApiProblem("invalid-request", { detail: "body.expiresAt: too early" });
        }
        const token = newLinkToken();
        const link = await deps.links.create({
          roomId: params.roomId,
          tokenHash: hashLinkToken(token),
          label: shownName(body.label),
          role: body.role,
          notBefore,
          expiresAt,
          maxUses: body.maxUses,
          createdBy: callerOf(input).userId,
        });
        return { ...shownLink(link), url: `${deps.config.publicUrl}/join/${token}` };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/conferences/{roomId}/guest-links",
      operationId: "listGuestLinks",
      summary: "Guest links of a room, newest first.",
      security: "session",
      problems: [
        "forbidden",
        "not-a-member",
        "not-a-conference",
        "room-gone",
        "homeserver-unavailable",
      ],
      params: ofRoom,
      success: { status: 200, description: "The links.", schema: guestLinkListSchema },
      async handle(input) {
        await moderatorsPower(deps, input.params.roomId, callerOf(input));
        return { links: (await deps.links.ofRoom(input.params.roomId)).map(shownLink) };
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/v1/conferences/{roomId}/guest-links/{linkId}",
      operationId: "revokeGuestLink",
      summary: "Revoke a guest link. Whoever came through it is removed at once.",
      security: "session",
      problems: [
        "forbidden",
        "not-a-member",
        "not-a-conference",
        "room-gone",
        "not-found",
        "homeserver-unavailable",
      ],
      params: ofLink,
      success: { status: 204, description: "The link is revoked." },
      async handle(input) {
        const { roomId, linkId } = input.params;
        await moderatorsPower(deps, roomId, callerOf(input));
        const link = await deps.links.byId(linkId);
        if (link === undefined || link.roomId !== roomId) throw new ApiProblem("not-found");
        await deps.links.revoke(linkId);
        await deps.entries.endAllOfLink(linkId);
        await deps.endings.endDue(linkId);
        return undefined;
      },
    }),
  ];
}

function doorRoutes(deps: GuestDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/guest-links/{token}",
      operationId: "previewGuestLink",
      summary: "What a guest may know before giving a name.",
      security: "none",
      problems: [
        "guest-link-unknown",
        "guest-link-not-yet",
        "guest-link-expired",
        "guest-link-used-up",
        "guest-link-revoked",
        "too-many-attempts",
      ],
      params: byToken,
      success: { status: 200, description: "Title and agency.", schema: guestLinkPreviewSchema },
      async handle({ params, address }) {
        const { link, title } = await openLink(deps, params.token, address);
        return {
          title,
          agency: deps.config.agency.name,
          expiresAt: link.expiresAt.toISOString(),
        };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/guest-links/{token}/enter",
      operationId: "enterAsGuest",
      summary: "Enter as a guest: a Matrix session that is limited to the one room.",
      security: "none",
      problems: [
        "guest-link-unknown",
        "guest-link-not-yet",
        "guest-link-expired",
        "guest-link-used-up",
        "guest-link-revoked",
        "too-many-attempts",
        "conflict",
        "room-gone",
        "homeserver-unavailable",
      ],
      params: byToken,
      body: enterAsGuestRequestSchema,
      success: { status: 201, description: "The session.", schema: enterAsGuestResponseSchema },
      async handle({ params, body, address }) {
        const { link } = await openLink(deps, params.token, address);
        return deps.entrance.enter(link, body.displayName);
      },
    }),
  ];
}

/** The link of a token, if one may enter through it now. A wrong token counts as an attempt. */
async function openLink(
  deps: GuestDependencies,
  token: string,
  address: string,
): Promise<{ link: StoredLink; title: string }> {
  await deps.attempts.ensureAllowed(address);
  const link = await deps.links.byTokenHash(hashLinkToken(token));
  const conference =
    link === undefined ? undefined : await deps.conferences.conference(link.roomId);
  if (link === undefined || conference === undefined) {
    await deps.attempts.failed(address);
    throw new ApiProblem("guest-link-unknown");
  }
  const verdict = judgeGuestLink(link, new Date());
  if (verdict !== "open") throw new ApiProblem(verdict);
  return { link, title: conference.title };
}

/**
 * The caller's power, if he moderates the conference room.
 * @throws ApiProblem for everybody else
 */
async function moderatorsPower(
  deps: GuestDependencies,
  roomId: string,
  caller: Caller,
): Promise<number> {
  // A guest with moderator rights moderates; whom the agency lets in is not his to decide.
  if (isGuestUserId(caller.userId, deps.config.serverName)) throw new ApiProblem("forbidden");
  const standing = await deps.rooms.standing(roomId, caller.userId);
  if (standing === "gone") throw new ApiProblem("room-gone");
  if (standing === "not-joined") throw new ApiProblem("not-a-member");
  if (standing.powerLevel < MODERATOR_POWER) throw new ApiProblem("forbidden");
  if ((await deps.conferences.conference(roomId)) === undefined) {
    throw new ApiProblem("not-a-conference");
  }
  return standing.powerLevel;
}
