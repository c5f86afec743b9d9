import type { MigrationItemInput } from "@plenum/model/migration";
import { channelItem, type PlannedChannel } from "./channels.ts";
import { roomKey, type PlannedRoom } from "./group-rooms.ts";
import { comersOf, membersItems } from "./shared-room.ts";
import { isMadeBy, say, type WaveItemsInput } from "./wave-input.ts";

/** Rooms without people, which come as items of their own. @returns channels into which people of the wave come */
export function* roomItems(
  input: WaveItemsInput,
): Generator<MigrationItemInput, readonly PlannedChannel[]> {
  const { plan, wave, tell } = input;
  const { spaces, rooms, rules, serverName } = plan;
  const has = (room: { home: number; server: string; people: PlannedRoom["people"] }): boolean =>
    comersOf(room, wave.at).length > 0;
  const all = [...rooms, ...plan.channels].filter(has);
  const here = rooms.filter((room) => room.server === serverName && has(room));
  const channels = plan.channels.filter((one) => one.server === serverName && has(one));
  const space = rules.channels.space;
  const hall = space === undefined ? undefined : spaces.find(({ key }) => key === roomKey(space));
  const around = new Set(here.map((room) => room.space));
  if (channels.length > 0 && hall?.server === serverName) around.add(hall.key);
  const spacesHere = spaces.filter(
    (one) => one.server === serverName && (around.has(one.key) || has(one)),
  );
  for (const { item } of [...spacesHere, ...here]) yield item;
  for (const channel of channels) {
    if (isMadeBy(input, channel)) yield channelItem(channel, rules, hall?.server);
  }
  for (const room of [...spacesHere, ...here]) {
    yield* membersItems(room, wave.name, comersOf(room, wave.at));
  }
  const elsewhere = [...spaces.filter(has), ...all].filter(({ server }) => server !== serverName);
  const servers = [...new Set(elsewhere.map(({ server }) => server))].toSorted().join(", ");
  const facts = { count: elsewhere.length, servers };
  say(tell, "items-rooms-elsewhere", "note", facts, elsewhere.length);
  return channels;
}
