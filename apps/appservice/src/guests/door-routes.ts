import {
  enterAsGuestRequestSchema,
  enterAsGuestResponseSchema,
  enterWithAccountRequestSchema,
  enterWithAccountResponseSchema,
  guestLinkPreviewSchema,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import { defineRoute, type Route } from "../http/route.ts";
import type { AccountEntrance } from "./account-entrance.ts";
import type { LobbyAtTheDoor } from "../lobby/guest-knocks.ts";
import type { GuestDoor } from "./door.ts";
import type { GuestEntrance } from "./enter.ts";

interface DoorDependencies {
  readonly config: InstallationConfig;
  readonly door: GuestDoor;
  readonly entrance: GuestEntrance;
  readonly accounts: AccountEntrance;
  readonly lobby: Pick<LobbyAtTheDoor, "mustWait">;
}

/** A link's token, or its code in whatever spelling. */
const byKey = z.object({ token: z.string().min(1).max(200) });

const CLOSED_DOOR = [
  "guest-link-unknown",
  "guest-code-unknown",
  "guest-link-not-yet",
  "guest-link-expired",
  "guest-link-used-up",
  "guest-link-revoked",
  "too-many-attempts",
] as const;
const PASSWORD = ["guest-password-needed", "guest-password-wrong"] as const;

/** The door for guests: for whoever holds a link or a code. */
export function guestDoorRoutes(deps: DoorDependencies): readonly Route[] {
  const base = "/api/v1/guest-links/{token}" as const;
  return [
    defineRoute({
      method: "get",
      path: base,
      operationId: "previewGuestLink",
      summary: "What a guest may know before giving a name. By a link's token or its code.",
      security: "none",
      problems: CLOSED_DOOR,
      params: byKey,
      success: { status: 200, description: "Title and agency.", schema: guestLinkPreviewSchema },
      async handle({ params, address }) {
        const { link, title } = await deps.door.open(params.token, address);
        return {
          title,
          agency: deps.config.agency.name,
          expiresAt: link.expiresAt.toISOString(),
          lobby: await deps.lobby.mustWait(link),
          withPassword: link.passwordHash !== undefined,
        };
      },
    }),
    defineRoute({
      method: "post",
      path: `${base}/enter`,
      operationId: "enterAsGuest",
      summary: "Enter as a guest: a Matrix session that is limited to the one room.",
      security: "none",
      problems: [
        ...CLOSED_DOOR,
        ...PASSWORD,
        "guest-name-taken",
        "room-locked",
        "lobby-refused",
        "room-gone",
        "homeserver-unavailable",
      ],
      params: byKey,
      body: enterAsGuestRequestSchema,
      success: { status: 201, description: "The session.", schema: enterAsGuestResponseSchema },
      async handle({ params, body, address }) {
        const { link } = await deps.door.open(params.token, address);
        await deps.door.checkPassword(link, body.password, address);
        return deps.entrance.enter(link, body.displayName, { ...body, address });
      },
    }),
    defineRoute({
      method: "post",
      path: `${base}/enter-with-account`,
      operationId: "enterWithAccount",
      summary: "Have an account of one's own invited to the room, of this agency or another one.",
      security: "session-or-body",
      problems: [
        ...CLOSED_DOOR,
        ...PASSWORD,
        "forbidden",
        "room-locked",
        "room-gone",
        "homeserver-unavailable",
      ],
      params: byKey,
      body: enterWithAccountRequestSchema,
      success: {
        status: 200,
        description: "The room, and how one stands to it now.",
        schema: enterWithAccountResponseSchema,
      },
      async handle({ params, body, caller, address }) {
        const userId = deps.accounts.accountOf(caller?.userId, body.userId);
        const { link } = await deps.door.open(params.token, address, "used-up");
        await deps.door.checkPassword(link, body.password, address);
        return deps.accounts.enter(link, userId);
      },
    }),
  ];
}
