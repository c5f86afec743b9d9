import { createHash } from "node:crypto";
import { MODERATOR_POWER, ORDINARY_EVENT_POWERS } from "@plenum/model";
import type { MigrationItemOf, OpenTo } from "@plenum/model/migration";

/** Key in the content of `m.room.create` that ties a room to the item it was made for. */
export const MIGRATION_MARKER = "chat.plenum.migration";

/** Since this version the creator stands above all levels, so that nobody can put the bot out. */
const ROOM_VERSION = "12";

/** Items of which rooms are made. */
export type RoomItem = MigrationItemOf<"space" | "group-room" | "channel">;

export interface PlannedEvent {
  readonly type: string;
  readonly stateKey: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The text that ties a room to its item; says nothing to anybody else. */
export function markerOf(kind: string, key: string): string {
  return createHash("sha256").update(`${kind}\n${key}`).digest("hex");
}

/**
 * The state that a room begins with, as rooms of this client have it. Channels are closed until their
 * history is written.
 * @param space in which it stands
 */
export function plannedState(
  item: RoomItem,
  space: { readonly roomId: string; readonly server: string } | undefined,
): readonly PlannedEvent[] {
  const openTo = item.kind === "group-room" ? item.openTo : "members";
  return [
    state("m.room.power_levels", plannedPower(item)),
    state("m.room.join_rules", joinRules(openTo, space?.roomId)),
    state("m.room.history_visibility", { history_visibility: "shared" }),
    state("m.room.guest_access", { guest_access: "forbidden" }),
    ...(item.kind === "group-room" && item.encrypted
      ? [state("m.room.encryption", ENCRYPTION)]
      : []),
    ...(item.kind === "channel" && item.retentionDays !== undefined
      ? [state("m.room.retention", { max_lifetime: item.retentionDays * DAY })]
      : []),
    ...(space === undefined
      ? []
      : [
          {
            type: "m.space.parent",
            stateKey: space.roomId,
            content: { via: [space.server], canonical: true },
          },
        ]),
    state("m.room.name", { name: item.name }),
    ...(item.topic === undefined || item.topic === ""
      ? []
      : [state("m.room.topic", { topic: item.topic })]),
  ];
}

const DAY = 24 * 60 * 60_000;
export const ENCRYPTION = { algorithm: "m.megolm.v1.aes-sha2" };

/** Who gets in without an invitation. Where the space is missing: nobody. */
export function joinRules(openTo: OpenTo, spaceId: string | undefined): Record<string, unknown> {
  if (openTo === "everybody") return { join_rule: "public" };
  if (openTo === "space" && spaceId !== undefined) {
    return {
      join_rule: "restricted",
      allow: [{ type: "m.room_membership", room_id: spaceId }],
    };
  }
  return { join_rule: "invite" };
}

function plannedPower(item: RoomItem): Record<string, unknown> {
  const managers = item.kind === "channel" ? [] : item.managers;
  const quiet =
    item.kind === "space" || (item.kind === "channel" && item.onlyManagersWrite)
      ? MODERATOR_POWER
      : 0;
  return {
    users: Object.fromEntries(managers.map((userId) => [userId, MODERATOR_POWER])),
    users_default: 0,
    events_default: quiet,
    state_default: 50,
    invite: item.kind === "space" ? 50 : 0,
    kick: 50,
    ban: 50,
    redact: 50,
    events: ORDINARY_EVENT_POWERS,
  };
}

function state(type: string, content: Readonly<Record<string, unknown>>): PlannedEvent {
  return { type, stateKey: "", content };
}

/** The body of `createRoom`; people come afterwards, one by one. */
export function createBody(
  item: RoomItem,
  planned: readonly PlannedEvent[],
  marker: string,
): object {
  const power = planned.find(({ type }) => type === "m.room.power_levels");
  const named = new Set(["m.room.power_levels", "m.room.name", "m.room.topic"]);
  return {
    preset: "private_chat",
    visibility: "private",
    room_version: ROOM_VERSION,
    name: item.name,
    ...(item.topic === undefined || item.topic === "" ? {} : { topic: item.topic }),
    creation_content: {
      ...(item.kind === "space" ? { type: "m.space" } : {}),
      [MIGRATION_MARKER]: marker,
    },
    power_level_content_override: power?.content,
    initial_state: planned
      .filter(({ type }) => !named.has(type))
      .map(({ type, stateKey, content }) => ({ type, state_key: stateKey, content })),
  };
}
