import { pick, repeatableRandom } from "./random.ts";
import { CIRCLES, FIRST_NAMES, LAST_NAMES, SENTENCES, SUBJECTS } from "./wording.ts";

/** How large the measured account is. */
export interface SeedSize {
  readonly rooms: number;
  /** Messages of the one large room. */
  readonly bigRoom: number;
  /** Most recent rooms, with more messages than fit on a screen. */
  readonly busyRooms: number;
}

export const FULL_SIZE: SeedSize = { rooms: 500, bigRoom: 20_000, busyRooms: 80 };

export interface PlannedPerson {
  readonly localpart: string;
  readonly name: string;
  readonly avatar: boolean;
}

export interface PlannedRoom {
  readonly key: string;
  readonly kind: "direct" | "room" | "space" | "big";
  /** Absent for a direct message. */
  readonly name?: string;
  readonly topic?: string;
  readonly avatar: boolean;
  readonly encrypted: boolean;
  /** Indices of the people in it, besides the measured account; the first one made the room. */
  readonly people: readonly [number, ...number[]];
  readonly messages: number;
  /** Of these, the newest that the account has not read. */
  readonly unread: number;
  readonly mention: boolean;
  readonly favourite: boolean;
  readonly lowPriority: boolean;
  readonly muted: boolean;
}

export interface SeedPlan {
  readonly people: readonly PlannedPerson[];
  /** Most recent first. */
  readonly rooms: readonly PlannedRoom[];
}

const PEOPLE = 190;
const SPACES = 6;
/** Place of the large room in the list. */
const BIG_AT = 4;

function localpartOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replaceAll(" ", ".");
}

function planPeople(): PlannedPerson[] {
  return Array.from({ length: PEOPLE }, (_, index) => {
    const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "";
    const last =
      LAST_NAMES[(index * 7 + Math.floor(index / FIRST_NAMES.length)) % LAST_NAMES.length];
    const name = `${first} ${last ?? ""}`;
    return { localpart: `bench.${localpartOf(name)}`, name, avatar: index % 12 === 0 };
  });
}

function roomName(index: number): string {
  const subject = SUBJECTS[index % SUBJECTS.length] ?? "";
  const circle = CIRCLES[Math.floor(index / SUBJECTS.length) % CIRCLES.length] ?? "";
  return `${subject} ${circle}`;
}

/** People, rooms and what is in them: always the same ones. Pure. */
export function planSeed(size: SeedSize): SeedPlan {
  const random = repeatableRandom(20_000);
  const people = planPeople();
  const rooms: PlannedRoom[] = [];
  let directs = 0;
  let named = 0;
  for (let index = 0; index < size.rooms; index += 1) {
    const big = index === Math.min(BIG_AT, size.rooms - 1);
    const space = !big && index >= size.rooms - SPACES;
    const direct = !big && !space && directs < people.length && random() < 0.36;
    const kind = big ? "big" : space ? "space" : direct ? "direct" : "room";
    const busy = index < size.busyRooms;
    const first = direct ? directs++ : Math.floor(random() * people.length);
    const others = direct || space ? 0 : big ? 11 : 1 + Math.floor(random() * 5);
    const members = new Set([first]);
    while (members.size <= others) members.add(Math.floor(random() * people.length));
    const hasNews = !big && !space && index < 140 && random() < 0.25;
    const messages = big
      ? size.bigRoom
      : space
        ? 0
        : busy
          ? 40 + Math.floor(random() * 20)
          : 2 + Math.floor(random() * 4);
    rooms.push({
      key: `${kind}-${index}`,
      kind,
      ...(direct ? {} : { name: big ? "Poststelle" : roomName(named++) }),
      ...(kind === "room" && random() < 0.5 ? { topic: pick(SENTENCES, random()) } : {}),
      avatar: kind === "room" && random() < 0.04,
      encrypted: kind === "direct" ? random() < 0.6 : kind === "room" && random() < 0.3,
      people: [first, ...[...members].slice(1)],
      messages,
      unread: hasNews ? 1 + Math.floor(random() * Math.min(messages - 1, 8)) : 0,
      mention: hasNews && random() < 0.3,
      favourite: index > 0 && index % 60 === 11,
      lowPriority: index % 90 === 47,
      muted: index % 45 === 29,
    });
  }
  return { people, rooms };
}

/** Who writes the message of a room, and what; always the same. Pure. */
export function plannedMessage(
  room: PlannedRoom,
  index: number,
): { readonly person: number; readonly text: string } {
  // Neighbouring messages are often of the same person, as in life.
  const random = repeatableRandom(room.key.length * 7919 + Math.floor(index / 2) * 31 + index);
  const byPerson = repeatableRandom(room.people[0] + Math.floor(index / 2));
  const text = pick(SENTENCES, random());
  return {
    person: room.people[Math.floor(byPerson() * room.people.length)] ?? room.people[0],
    text: random() < 0.2 ? `${text} ${pick(SENTENCES, random())}` : text,
  };
}
