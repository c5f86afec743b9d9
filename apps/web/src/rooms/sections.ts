import type { RoomSummary } from "@plenum/matrix";
import { isListed } from "./attention.ts";
import { isContinued } from "./upgrades.ts";

export type SectionName =
  | "invitations"
  | "asked"
  | "favourites"
  | "direct"
  | "conferences"
  | "rooms"
  | "lowPriority";

export interface Section {
  readonly name: SectionName;
  readonly rooms: readonly RoomSummary[];
}

const ORDER: readonly SectionName[] = [
  "invitations",
  "asked",
  "favourites",
  "direct",
  "conferences",
  "rooms",
  "lowPriority",
];

/** One of the quick filters beside the text. */
export type QuickFilter = "unread" | "mentions" | "direct" | "rooms";

export interface RoomFilter {
  /** What was typed; matches anywhere in the name, without regard to case and accents. */
  readonly text: string;
  readonly quick?: QuickFilter | undefined;
  /** Ids of what the chosen space contains; undefined while none is chosen. */
  readonly within?: ReadonlySet<string> | undefined;
  /** The open room stays, so that reading it does not take it away. */
  readonly open?: string | undefined;
}

type Rooms = ReadonlyMap<string, RoomSummary>;

/**
 * The room list: every room in exactly one section, sections in a fixed order, empty ones left
 * out; inside a section what happened last stands first, equal times by name. A closed room whose
 * continuation one is in is left out.
 */
export function sectionsOf(rooms: Rooms, filter: RoomFilter): readonly Section[] {
  const wanted = fold(filter.text.trim());
  const bySection = new Map<SectionName, RoomSummary[]>();
  for (const room of rooms.values()) {
    if (!isShown(room) || !passes(room, filter)) continue;
    if (wanted !== "" && !fold(room.name).includes(wanted)) continue;
    if (isContinued(rooms, room) && room.id !== filter.open) continue;
    const name = sectionOf(room);
    const list = bySection.get(name);
    if (list) list.push(room);
    else bySection.set(name, [room]);
  }
  return ORDER.flatMap((name) => {
    const list = bySection.get(name);
    return list ? [{ name, rooms: list.toSorted(byActivity) }] : [];
  });
}

function passes(room: RoomSummary, { quick, within, open }: RoomFilter): boolean {
  if (room.membership !== "join") return quick === undefined;
  if (within !== undefined && !within.has(room.id)) return false;
  if (quick === undefined || room.id === open) return true;
  if (quick === "unread") return hasNews(room);
  if (quick === "mentions") return room.mentions > 0;
  return room.isDirect === (quick === "direct");
}

/** Something is to be read: new messages that are not muted, a mention, or put back by hand. */
export function hasNews(room: RoomSummary): boolean {
  return room.mentions > 0 || room.markedUnread || (room.unread > 0 && !room.muted);
}

function sectionOf(room: RoomSummary): SectionName {
  if (room.membership === "invite") return "invitations";
  if (room.membership === "knock") return "asked";
  if (room.favourite) return "favourites";
  if (room.lowPriority) return "lowPriority";
  if (room.isDirect) return "direct";
  return room.isConference ? "conferences" : "rooms";
}

function isShown(room: RoomSummary): boolean {
  return isListed(room) || room.membership === "knock";
}

function byActivity(a: RoomSummary, b: RoomSummary): number {
  return b.lastActivity - a.lastActivity || a.name.localeCompare(b.name);
}

/** Lower case without accents: "Müller" is found by "muller" and by "MÜL". */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}
