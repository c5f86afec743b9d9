import { powerForMessage, powerForState, type RoomRights } from "@plenum/model";

/** What a room lets people do, as its table of rights shows it. */
export type RightName =
  | "write"
  | "invite"
  | "remove"
  | "ban"
  | "redact"
  | "appearance"
  | "access"
  | "pins"
  | "roles"
  | "children";

interface Right {
  /** The power that is asked for now; the highest, where several settings belong together. */
  readonly read: (rights: RoomRights) => number;
  readonly write: (content: Readonly<Record<string, unknown>>, power: number) => unknown;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function field(name: string): Right["write"] {
  return (content, power) => ({ ...content, [name]: power });
}

function states(...types: readonly string[]): Right {
  return {
    read: (rights) => Math.max(...types.map((type) => powerForState(rights, type))),
    write: (content, power) => ({
      ...content,
      events: {
        ...record(content["events"]),
        ...Object.fromEntries(types.map((type) => [type, power])),
      },
    }),
  };
}

const RIGHTS: Readonly<Record<RightName, Right>> = {
  write: { read: (rights) => powerForMessage(rights), write: field("events_default") },
  invite: { read: (rights) => rights.invite, write: field("invite") },
  remove: { read: (rights) => rights.kick, write: field("kick") },
  ban: { read: (rights) => rights.ban, write: field("ban") },
  redact: { read: (rights) => rights.redact, write: field("redact") },
  appearance: states("m.room.name", "m.room.topic", "m.room.avatar"),
  access: states(
    "m.room.join_rules",
    "m.room.canonical_alias",
    "m.room.history_visibility",
    "m.room.encryption",
  ),
  pins: states("m.room.pinned_events"),
  roles: states("m.room.power_levels"),
  children: states("m.space.child"),
};

const OF_ROOM: readonly RightName[] = [
  "write",
  "invite",
  "remove",
  "ban",
  "redact",
  "pins",
  "appearance",
  "access",
  "roles",
];
const OF_SPACE: readonly RightName[] = [
  "children",
  "invite",
  "remove",
  "ban",
  "appearance",
  "access",
  "roles",
];

/** The rows of the table, with the power that each asks for. */
export function rightsTable(
  rights: RoomRights,
  isSpace: boolean,
): readonly { readonly name: RightName; readonly power: number }[] {
  return (isSpace ? OF_SPACE : OF_ROOM).map((name) => ({ name, power: RIGHTS[name].read(rights) }));
}

/** Content of `m.room.power_levels` with another power for a right; all else survives. */
export function withRight(
  content: unknown,
  name: RightName,
  power: number,
): Readonly<Record<string, unknown>> {
  return record(RIGHTS[name].write(record(content), power));
}
