import {
  changeGuestLinkRequestSchema,
  createGuestLinkRequestSchema,
  createGuestLinkResponseSchema,
  guestLinkListSchema,
  guestLinkSchema,
  mayCreateGuestLink,
  roomIdSchema,
  shownGuestCode,
  userIdSchema,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { moderatorsPower } from "../conferences/moderator.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Caller, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { GuestLinks } from "./links.ts";
import { shownLink } from "./link-store.ts";
import type { GuestPresenceStore } from "./presence-store.ts";

interface LinkDependencies {
  readonly config: InstallationConfig;
  readonly conferences: ProvisioningStore;
  readonly links: GuestLinks;
  readonly presence: GuestPresenceStore;
  readonly rooms: RoomReader;
  readonly administrators: Pick<Administrators, "includes">;
}

const ofRoom = z.object({ roomId: roomIdSchema });
const ofLink = z.object({ roomId: roomIdSchema, linkId: z.uuid() });
const ofGuest = z.object({ roomId: roomIdSchema, userId: userIdSchema });

const OF_MODERATORS = [
  "forbidden",
  "not-a-member",
  "not-a-conference",
  "room-gone",
  "homeserver-unavailable",
] as const;

/** Guest links and guests of a room, for its moderators. */
export function guestLinkRoutes(deps: LinkDependencies): readonly Route[] {
  const base = "/api/v1/conferences/{roomId}" as const;
  return [
    defineRoute({
      method: "post",
      path: `${base}/guest-links`,
      operationId: "createGuestLink",
      summary: "Make a guest link. Its URL, and its code if it has one, are shown this once.",
      security: "session",
      problems: OF_MODERATORS,
      params: ofRoom,
      body: createGuestLinkRequestSchema,
      success: { status: 201, description: "The link.", schema: createGuestLinkResponseSchema },
      async handle(input) {
        const { params, body } = input;
        const power = await moderatorsPower(deps, params.roomId, callerOf(input));
        if (!mayCreateGuestLink(power, body.role)) throw new ApiProblem("forbidden");
        const { userId } = callerOf(input);
        const { link, token, code } = await deps.links.create(params.roomId, body, userId);
        return {
          ...shownLink(link),
          url: `${deps.config.publicUrl}/join/${token}`,
          ...(code === undefined ? {} : { code: shownGuestCode(code) }),
        };
      },
    }),
    defineRoute({
      method: "get",
      path: `${base}/guest-links`,
      operationId: "listGuestLinks",
      summary: "Guest links of a room, newest first, with the guests who came through them.",
      security: "session",
      problems: OF_MODERATORS,
      params: ofRoom,
      success: { status: 200, description: "The links.", schema: guestLinkListSchema },
      async handle(input) {
        const { roomId } = input.params;
        await moderatorsPower(deps, roomId, callerOf(input));
        const [links, guests] = await Promise.all([
          deps.links.ofRoom(roomId),
          deps.presence.ofRoom(roomId),
        ]);
        return { links: links.map((link) => shownLink(link, guests.get(link.id))) };
      },
    }),
    defineRoute({
      method: "patch",
      path: `${base}/guest-links/{linkId}`,
      operationId: "changeGuestLink",
      summary: "Change or extend a guest link. Stays of its guests end when it now ends.",
      security: "session",
      problems: [...OF_MODERATORS, "not-found"],
      params: ofLink,
      body: changeGuestLinkRequestSchema,
      success: { status: 200, description: "The link as it is now.", schema: guestLinkSchema },
      async handle(input) {
        const { roomId, linkId } = input.params;
        const power = await moderatorsPower(deps, roomId, callerOf(input));
        const link = await deps.links.inRoom(roomId, linkId);
        if (link === undefined) throw new ApiProblem("not-found");
        if (!mayCreateGuestLink(power, link.role)) throw new ApiProblem("forbidden");
        const changed = await deps.links.change(link, input.body, callerOf(input).userId);
        const guests = await deps.presence.ofRoom(roomId);
        return shownLink(changed, guests.get(linkId));
      },
    }),
    defineRoute({
      method: "delete",
      path: `${base}/guest-links/{linkId}`,
      operationId: "revokeGuestLink",
      summary:
        "Revoke a guest link, as a moderator of the room or an administrator. Whoever came through it is removed at once.",
      security: "session",
      problems: [...OF_MODERATORS, "not-found"],
      params: ofLink,
      success: { status: 204, description: "The link is revoked." },
      async handle(input) {
        const { roomId, linkId } = input.params;
        await ensureMayEnd(deps, roomId, callerOf(input));
        const link = await deps.links.inRoom(roomId, linkId);
        if (link === undefined) throw new ApiProblem("not-found");
        await deps.links.revoke(link, callerOf(input).userId);
        return undefined;
      },
    }),
    defineRoute({
      method: "delete",
      path: `${base}/guests/{userId}`,
      operationId: "endGuestStay",
      summary:
        "End the stay of one guest at once, as a moderator of the room or an administrator. The link stays valid.",
      security: "session",
      problems: [...OF_MODERATORS, "not-found"],
      params: ofGuest,
      success: { status: 204, description: "The guest is out." },
      async handle(input) {
        const { roomId, userId } = input.params;
        const caller = callerOf(input);
        await ensureMayEnd(deps, roomId, caller);
        if (!(await deps.links.endStay(roomId, userId, caller.userId))) {
          throw new ApiProblem("not-found");
        }
        return undefined;
      },
    }),
    defineRoute({
      method: "delete",
      path: `${base}/guests`,
      operationId: "endGuestStays",
      summary: "End the stays of all guests of a room, e.g. because the meeting is over.",
      security: "session",
      problems: OF_MODERATORS,
      params: ofRoom,
      success: { status: 204, description: "All guests are out." },
      async handle(input) {
        await moderatorsPower(deps, input.params.roomId, callerOf(input));
        await deps.links.endAllStays(input.params.roomId, callerOf(input).userId);
        return undefined;
      },
    }),
  ];
}

/**
 * Ending a stay or a link is for moderators of the room, and for administrators who are not in it.
 * @throws ApiProblem for everybody else
 */
async function ensureMayEnd(deps: LinkDependencies, roomId: string, caller: Caller): Promise<void> {
  if (await deps.administrators.includes(caller.userId)) return;
  await moderatorsPower(deps, roomId, caller);
}
