import {
  conferenceContentSchema,
  conferenceLocksSchema,
  isChatLocked,
  type AuditDetails,
} from "@plenum/model";
import { z } from "zod";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { ACTOR_FIELD } from "../moderation/room-changes.ts";
import type { AuditNote } from "./audit-log.ts";

const levelsSchema = z.looseObject({
  users: z.record(z.string(), z.unknown()).default({}).catch({}),
  users_default: z.unknown().optional(),
});
/** Entries that one event makes at most: an event of 64 kB could name a thousand people. */
const MOST_NOTES = 50;

type Bare = Pick<AuditNote, "act" | "subject" | "details">;

/**
 * What an event of a room means for the audit log. Acts of the bot count for whom it acted; what it does by
 * itself is written down by whoever has it done.
 * @param event with `unsigned.prev_content`, as the homeserver delivers it
 */
export function notesOf(event: MatrixEvent, botUserId: string): readonly AuditNote[] {
  const { room_id: roomId, sender, state_key: stateKey } = event;
  if (roomId === undefined || sender === undefined || stateKey === undefined) return [];
  const marked = event.content[ACTOR_FIELD];
  const actor = sender === botUserId ? (typeof marked === "string" ? marked : undefined) : sender;
  if (actor === undefined) return [];
  const before = event.unsigned?.prev_content;
  return bareNotes(event.type, stateKey, actor, event.content, before)
    .slice(0, MOST_NOTES)
    .map(({ act, subject, details }) => ({
      actor,
      act,
      roomId,
      subject,
      details: details ?? {},
    }));
}

function bareNotes(
  type: string,
  stateKey: string,
  actor: string,
  content: Readonly<Record<string, unknown>>,
  before: unknown,
): readonly Bare[] {
  if (type === "m.room.member") return membership(stateKey, actor, content, before);
  if (stateKey !== "") return [];
  switch (type) {
    case "m.room.power_levels":
      return before === undefined ? [] : power(content, before);
    case "chat.plenum.conference":
      return before === undefined ? [] : conference(content, before);
    case "m.room.join_rules":
      return before === undefined ? [] : access(content, before);
    case "m.room.tombstone":
      return [{ act: "room.replaced" }];
    case "m.room.name":
    case "m.room.topic":
    case "m.room.history_visibility":
    case "m.room.guest_access":
    case "m.room.encryption":
    case "m.room.server_acl":
      return [{ act: "room.changed", details: { what: type } }];
    default:
      return [];
  }
}

function membership(
  userId: string,
  actor: string,
  content: Readonly<Record<string, unknown>>,
  before: unknown,
): readonly Bare[] {
  // Coming and going of one's own accord is no act on anybody.
  if (userId === actor) return [];
  const was = text(before, "membership");
  switch (content["membership"]) {
    case "ban":
      return [{ act: "person.banned", subject: userId }];
    case "invite":
      return [{ act: was === "knock" ? "person.admitted" : "person.invited", subject: userId }];
    case "leave":
      if (was === "ban") return [{ act: "person.unbanned", subject: userId }];
      if (was === "knock") return [{ act: "person.refused", subject: userId }];
      return [{ act: "person.removed", subject: userId }];
    default:
      return [];
  }
}

function power(content: unknown, before: unknown): readonly Bare[] {
  const now = levelsSchema.parse(content);
  const then = levelsSchema.safeParse(before).data ?? levelsSchema.parse({});
  const level = (levels: typeof now, userId: string): unknown =>
    (Object.hasOwn(levels.users, userId) ? levels.users[userId] : undefined) ??
    levels.users_default ??
    0;
  const people = new Set([...Object.keys(now.users), ...Object.keys(then.users)]);
  const notes: Bare[] = [];
  for (const userId of people) {
    const [from, to] = [fact(level(then, userId)), fact(level(now, userId))];
    if (from !== to) notes.push({ act: "role.changed", subject: userId, details: { from, to } });
  }
  const [was, is] = [isChatLocked(before), isChatLocked(content)];
  if (was !== is) notes.push({ act: is ? "chat.locked" : "chat.unlocked" });
  else if (rightsText(now) !== rightsText(then)) notes.push({ act: "rights.changed" });
  return notes;
}

const LOCKED = [
  ["audio", "microphones"],
  ["video", "cameras"],
  ["desktop", "screens"],
] as const;

function conference(content: unknown, before: unknown): readonly Bare[] {
  const now = conferenceContentSchema.safeParse(content).data;
  const then = conferenceContentSchema.safeParse(before).data;
  const locks = conferenceLocksSchema.parse(now?.locks ?? {});
  const were = conferenceLocksSchema.parse(then?.locks ?? {});
  const notes: Bare[] = [];
  for (const [kind, word] of LOCKED) {
    if (locks[kind] !== were[kind])
      notes.push({ act: `${word}.${locks[kind] ? "locked" : "unlocked"}` });
  }
  const [lecture, was] = [now?.kind === "lecture", then?.kind === "lecture"];
  if (lecture !== was) notes.push({ act: lecture ? "lecture.begun" : "lecture.ended" });
  return notes;
}

function access(content: unknown, before: unknown): readonly Bare[] {
  const [from, to] = [text(before, "join_rule"), text(content, "join_rule")];
  if (from === to) return [];
  if (to === "private") return [{ act: "room.locked" }];
  if (from === "private") return [{ act: "room.unlocked" }];
  return [{ act: "access.changed", details: { from: from ?? null, to: to ?? null } }];
}

/** Everything in power levels but people's own, and what a lock of the chat changes. */
function rightsText(levels: object): string {
  const rest = Object.entries(levels).filter(([key]) => key !== "users" && key !== ACTOR_FIELD);
  return JSON.stringify(rest.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function text(value: unknown, key: string): string | undefined {
  const found: unknown =
    typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? Reflect.get(value, key)
      : undefined;
  return typeof found === "string" ? found.slice(0, 100) : undefined;
}

function fact(value: unknown): AuditDetails[string] {
  return typeof value === "number" ? value : String(value).slice(0, 20);
}
