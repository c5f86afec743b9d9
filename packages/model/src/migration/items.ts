import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";
import { keySchema, lineSchema, textSchema } from "./text.ts";

/** Kinds of items in the order in which a wave makes them; it is taken back in reverse. */
export const MIGRATION_KINDS = [
  "account",
  "profile",
  "space",
  "group-room",
  "channel",
  "history",
  "channel-members",
  "members",
  "contacts",
  "meeting",
] as const;
export const migrationKindSchema = z.enum(MIGRATION_KINDS);
export type MigrationKind = z.infer<typeof migrationKindSchema>;

/** Messages of one item of history. */
export const MOST_MESSAGES = 100;
/** People named in one item. */
export const MOST_MEMBERS = 10_000;
/** Milliseconds since 1970 that a date can name: the year 9999. */
const LAST_MOMENT = 253_402_300_799_999;

const people = z.array(userIdSchema).max(MOST_MEMBERS).default([]);
/** Milliseconds since 1970, UTC; before 1970 negative. */
const moment = z.number().int().min(-LAST_MOMENT).max(LAST_MOMENT);

/**
 * An account of this homeserver, made before its owner signs in for the first time. It gets no password:
 * people come through the sign-in service that `externalIds` name.
 */
export const accountItemSchema = z.object({
  kind: z.literal("account"),
  /** As homeservers accept it for new accounts. @see https://spec.matrix.org/v1.16/appendices/#user-identifiers */
  userId: userIdSchema.regex(/^@[a-z0-9._=/+-]+:/),
  displayName: lineSchema(256),
  /** Who this is at the sign-in service; `provider` is the homeserver's `idp_id`. */
  externalIds: z
    .array(z.object({ provider: keySchema, id: keySchema }))
    .max(5)
    .default([]),
  /** Their address in the old system. Two of them for one account are a collision: neither is made. */
  source: keySchema,
  /** Somebody who has left stands in the report, but no account is made. */
  active: z.boolean().default(true),
});

/**
 * What the contact card of an account shows, where it is empty. Only for accounts that the migration made.
 * Invitations to meetings go to `mail` as well, unless another account has the address.
 */
export const profileItemSchema = z.object({
  kind: z.literal("profile"),
  userId: userIdSchema,
  organisation: lineSchema(200).optional(),
  function: lineSchema(200).optional(),
  phone: lineSchema(60).optional(),
  mail: z.email().max(200).optional(),
});

const roomParts = {
  /** Unique among its kind; chosen by the planner and the same in every run. */
  key: keySchema,
  name: lineSchema(200),
  topic: textSchema(2_000).optional(),
  members: people,
  /** They moderate; being a member is included. */
  managers: people,
};

/** A department or agency. */
export const spaceItemSchema = z.object({
  kind: z.literal("space"),
  ...roomParts,
  /** Key of the space that this one is a part of; that one comes before it. */
  parent: keySchema.optional(),
});

/** Who may come in without an invitation: nobody, everybody in the space, everybody of this homeserver. */
export const openToSchema = z.enum(["members", "space", "everybody"]);
export type OpenTo = z.infer<typeof openToSchema>;

/** The room of a distribution group. */
export const groupRoomItemSchema = z.object({
  kind: z.literal("group-room"),
  ...roomParts,
  /** Key of the space in which it stands. */
  space: keySchema.optional(),
  openTo: openToSchema.default("members"),
  encrypted: z.boolean().default(true),
});

/** A room of persistent chat, without people: they come with `channel-members`, after the history. */
export const channelItemSchema = z.object({
  kind: z.literal("channel"),
  key: keySchema,
  name: lineSchema(200),
  topic: textSchema(2_000).optional(),
  space: keySchema.optional(),
  openTo: openToSchema.default("members"),
  /** An auditorium: only managers write. */
  onlyManagersWrite: z.boolean().default(false),
  /** Messages disappear after so many days; older ones of the history are left out and counted. */
  retentionDays: z.number().int().min(1).max(36_500).optional(),
});

/** A file of a message. Its bytes were sent before, by `PUT /api/v1/migration/files/{sha256}`. */
export const messageFileSchema = z.object({
  name: lineSchema(255),
  /** Hexadecimal; absent where the export does not hold the file. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const historyMessageSchema = z.object({
  /** Unique in its channel. */
  id: keySchema,
  sentAt: moment,
  /** Whoever wrote it; the account where it is known. */
  sender: z.object({ name: lineSchema(256), userId: userIdSchema.optional() }),
  /** Plain text. What does not fit into one message is sent as several. */
  text: textSchema(200_000),
  title: lineSchema(500).optional(),
  /** Marked as important. */
  alert: z.boolean().default(false),
  file: messageFileSchema.optional(),
});
export type HistoryMessage = z.infer<typeof historyMessageSchema>;

/** A part of what was written in a channel. Blocks are written in the order of their numbers. */
export const historyItemSchema = z.object({
  kind: z.literal("history"),
  /** Key of the channel, which belongs to the same wave or was made before. */
  channel: keySchema,
  /** From 0, without gaps. */
  block: z.number().int().min(0).max(999_999),
  /** Oldest first; none is older than the last one of the block before. */
  messages: z.array(historyMessageSchema).min(1).max(MOST_MESSAGES),
});

/** Brings people into a channel, and only then switches encryption on. */
export const channelMembersItemSchema = z.object({
  kind: z.literal("channel-members"),
  channel: keySchema,
  members: people,
  managers: people,
  encrypted: z.boolean().default(true),
});

/** Kinds of items of which rooms are made. */
export const ROOM_KINDS = ["space", "group-room", "channel"] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

/**
 * People of one part of the agency, as a rule those of one wave, in a room that several parts share. The room
 * is made by the first wave that needs it; each wave brings its own people, and takes only them back.
 */
export const membersItemSchema = z.object({
  kind: z.literal("members"),
  /** Tells the parts of one room apart; the name of their wave. */
  part: keySchema,
  room: z.object({ kind: z.enum(ROOM_KINDS), key: keySchema }),
  /** Of the room, for those who read the ledger. */
  name: lineSchema(200).optional(),
  members: people,
  managers: people,
});

/** Somebody's contact list, merged into what is there: nothing that they did since is lost. */
export const contactsItemSchema = z.object({
  kind: z.literal("contacts"),
  userId: userIdSchema,
  /** When the list was exported. What the person removes later stays removed. */
  exportedAt: moment.min(0),
  groups: z
    .array(z.object({ name: lineSchema(80), people: z.array(userIdSchema).max(2_000) }))
    .max(500)
    .default([]),
  favourites: z.array(userIdSchema).max(2_000).default([]),
  /** People in no group. */
  others: z.array(userIdSchema).max(5_000).default([]),
  blocked: z.array(userIdSchema).max(2_000).default([]),
});

/** A meeting that somebody organises. */
export const meetingItemSchema = z.object({
  kind: z.literal("meeting"),
  /** Conference id in the old system: `ID` of `https://meet.DOMAIN/USER/ID`. */
  key: keySchema,
  /** The old link, as it was. */
  joinUrl: z.url().max(2_000),
  organiser: userIdSchema,
  subject: lineSchema(200),
  /** Accounts where they are known, mail addresses of everybody else. */
  attendees: z
    .array(
      z.union([
        z.object({
          userId: userIdSchema,
          /** As the calendar names them, in lower case. */
          address: keySchema.optional(),
        }),
        z.object({ mail: z.email().max(254), name: lineSchema(200).optional() }),
      ]),
    )
    .max(1_000)
    .default([]),
  leaders: z.array(userIdSchema).max(200).default([]),
  dialInId: keySchema.optional(),
  /** The appointment as it was exported: all VEVENTs of one UID, exceptions included. */
  calendar: z
    .object({
      uid: keySchema,
      sequence: z.number().int().min(0).max(2_000_000_000),
      ics: z.string().max(500_000),
    })
    .optional(),
});

export const migrationItemSchema = z.discriminatedUnion("kind", [
  accountItemSchema,
  profileItemSchema,
  spaceItemSchema,
  groupRoomItemSchema,
  channelItemSchema,
  historyItemSchema,
  channelMembersItemSchema,
  membersItemSchema,
  contactsItemSchema,
  meetingItemSchema,
]);
/** One thing to be made, checked and cleaned. */
export type MigrationItem = z.infer<typeof migrationItemSchema>;
/** One thing to be made, as a planner writes it. */
export type MigrationItemInput = z.input<typeof migrationItemSchema>;
export type MigrationItemOf<Kind extends MigrationKind> = Extract<MigrationItem, { kind: Kind }>;

/** What identifies an item among those of its kind, over all waves. */
export function keyOfItem(item: MigrationItem | MigrationItemInput): string {
  if (item.kind === "history") return historyKey(item.channel, item.block);
  if (item.kind === "channel-members") return item.channel;
  if (item.kind === "members") return membersKey(item.room, item.part);
  return "userId" in item ? item.userId : item.key;
}

/** Key of a block of history; blocks of one channel sort as texts. */
export function historyKey(channel: string, block: number): string {
  return `${channel}/${String(block).padStart(6, "0")}`;
}

/** Key of the people of one part in a room. */
export function membersKey(
  room: { readonly kind: RoomKind; readonly key: string },
  part: string,
): string {
  return `${room.kind}/${room.key}/${part}`;
}
