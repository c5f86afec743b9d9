import type { MigrationItemInput } from "@plenum/model/migration";
import { compared, type MigrationRules } from "../rules/rules.ts";
import { keyOfText } from "../text/key.ts";
import type { Mover, Moves } from "./moves.ts";
import { placeOf, type RoomPlace } from "./shared-room.ts";

/** A space, or the room of a group, with everybody who will be in it. */
export interface PlannedRoom extends RoomPlace {
  readonly kind: "space" | "group-room";
  readonly key: string;
  readonly name: string;
  readonly item: MigrationItemInput;
  readonly people: readonly Mover[];
  /** Key of the space in which it stands. */
  readonly space: string | undefined;
}

interface Draft {
  readonly name: string;
  readonly people: Mover[];
}

/** A name as key: those that differ in case alone are one room. */
export function roomKey(name: string): string {
  return keyOfText(compared(name));
}

/**
 * Spaces and rooms of groups that the rules name and somebody is in.
 * @param inChannels whoever is in a channel is in the space of all channels too
 */
export function groupRoomsOf(
  moves: Moves,
  rules: MigrationRules,
  inChannels: Iterable<Mover>,
): { readonly spaces: readonly PlannedRoom[]; readonly rooms: readonly PlannedRoom[] } {
  const spaces = new Map<string, Draft>();
  const rooms = new Map<string, Draft>();
  const spaceOfRoom = new Map<string, string>();
  // The first spelling in the rules is the name, whoever comes first in the export.
  for (const { space, room } of [...rules.departments.values(), ...rules.groups.values()]) {
    if (space !== undefined) begin(spaces, space);
    if (room === undefined) continue;
    begin(rooms, room);
    const key = roomKey(room);
    if (space !== undefined && !spaceOfRoom.has(key)) spaceOfRoom.set(key, roomKey(space));
  }
  for (const mover of moves.movers) {
    for (const name of mover.person.spaces) add(begin(spaces, name), mover);
    for (const name of mover.person.rooms) add(begin(rooms, name), mover);
  }
  if (rules.channels.space !== undefined) {
    const space = begin(spaces, rules.channels.space);
    const there = new Set(space.people);
    for (const mover of inChannels) {
      if (there.has(mover)) continue;
      there.add(mover);
      space.people.push(mover);
    }
  }
  const servers = [...new Set(rules.servers.values())];
  const plannedSpaces = [...spaces].flatMap(([key, { name, people }]): PlannedRoom[] => {
    if (people.length === 0) return [];
    const item = { kind: "space", key, name } as const;
    return [
      {
        kind: "space",
        key,
        name,
        item,
        people,
        space: undefined,
        ...placeOf(people, servers, "first"),
      },
    ];
  });
  const serverOfSpace = new Map(plannedSpaces.map(({ key, server }) => [key, server]));
  const plannedRooms = [...rooms].flatMap(([key, { name, people }]): PlannedRoom[] => {
    if (people.length === 0) return [];
    const place = placeOf(people, servers, "first");
    const around = spaceOfRoom.get(key);
    // A space of another server cannot hold it.
    const space =
      around !== undefined && serverOfSpace.get(around) === place.server ? around : undefined;
    const item = {
      kind: "group-room",
      key,
      name,
      encrypted: rules.rooms.encrypted,
      ...(space === undefined ? {} : { space }),
    } as const;
    return [{ kind: "group-room", key, name, item, people, space, ...place }];
  });
  return { spaces: plannedSpaces, rooms: plannedRooms };
}

function begin(drafts: Map<string, Draft>, name: string): Draft {
  const key = roomKey(name);
  const known = drafts.get(key);
  if (known) return known;
  const draft = { name, people: [] };
  drafts.set(key, draft);
  return draft;
}

/** Names that differ in case alone may come twice, one after the other. */
function add({ people }: Draft, mover: Mover): void {
  if (people.at(-1) !== mover) people.push(mover);
}
