import type { RoomSummary } from "@plenum/matrix";

export type SectionName =
  | "invitations"
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
  "favourites",
  "direct",
  "conferences",
  "rooms",
  "lowPriority",
];

export interface RoomFilter {
  /** What was typed; matches anywhere in the name, without regard to case and accents. */
  readonly text: string;
  /** Only rooms of this space, and direct messages. */
  readonly spaceId?: string | undefined;
}

/**
 * The room list: every room in exactly one section, sections in a fixed order, empty ones left
 * out; inside a section what happened last stands first, equal times by name.
 */
export function sectionsOf(rooms: Iterable<RoomSummary>, filter: RoomFilter): readonly Section[] {
  const wanted = fold(filter.text.trim());
  const bySection = new Map<SectionName, RoomSummary[]>();
  for (const room of rooms) {
    if (room.isSpace || !isListed(room)) continue;
    if (wanted !== "" && !fold(room.name).includes(wanted)) continue;
    if (!isInSpace(room, filter.spaceId)) continue;
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

/** Spaces that the person is in, by name. */
export function spacesOf(rooms: Iterable<RoomSummary>): readonly RoomSummary[] {
  return [...rooms]
    .filter((room) => room.isSpace && room.membership === "join")
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Unread and mentions over all rooms that may call for attention; for the window's title. */
export function totalOf(rooms: Iterable<RoomSummary>): { unread: number; mentions: number } {
  let unread = 0;
  let mentions = 0;
  for (const room of rooms) {
    if (room.isSpace || !isListed(room)) continue;
    mentions += room.mentions;
    if (room.membership === "invite") mentions += 1;
    else if (!room.muted && room.unread > 0) unread += 1;
  }
  return { unread, mentions };
}

function sectionOf(room: RoomSummary): SectionName {
  if (room.membership === "invite") return "invitations";
  if (room.favourite) return "favourites";
  if (room.lowPriority) return "lowPriority";
  if (room.isDirect) return "direct";
  return room.isConference ? "conferences" : "rooms";
}

function isListed(room: RoomSummary): boolean {
  return room.membership === "join" || room.membership === "invite";
}

function isInSpace(room: RoomSummary, spaceId: string | undefined): boolean {
  if (spaceId === undefined || room.membership === "invite") return true;
  return room.spaces.includes(spaceId);
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
