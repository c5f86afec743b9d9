import type { MigrationItemInput } from "@plenum/model/migration";
import type { ExportedChannel } from "../records.ts";
import type { MigrationRules } from "../rules/rules.ts";
import { keyOfText } from "../text/key.ts";
import { roomKey } from "./group-rooms.ts";
import type { Mover, Moves } from "./moves.ts";
import { placeOf, type RoomPlace } from "./shared-room.ts";

/** A room of persistent chat with everybody who will be in it. */
export interface PlannedChannel extends RoomPlace {
  readonly key: string;
  /** As messages name it. */
  readonly id: string;
  readonly name: string;
  readonly people: readonly Mover[];
  readonly managers: ReadonlySet<string>;
  readonly onlyManagersWrite: boolean;
  readonly disabled: boolean;
  readonly channel: ExportedChannel;
}

/** Channels in which somebody is moved, and how many there are besides. */
export function channelsOf(
  channels: readonly ExportedChannel[],
  moves: Moves,
  rules: MigrationRules,
): { readonly moved: readonly PlannedChannel[]; readonly left: readonly ExportedChannel[] } {
  const servers = [...new Set(rules.servers.values())];
  const moved: PlannedChannel[] = [];
  const left: ExportedChannel[] = [];
  for (const channel of channels) {
    const people = new Set<Mover>();
    const managers = new Set<string>();
    for (const address of channel.managers) {
      const mover = moves.at(address);
      if (!mover) continue;
      people.add(mover);
      managers.add(mover.userId);
    }
    for (const address of channel.members) {
      const mover = moves.at(address);
      if (mover) people.add(mover);
    }
    if (people.size === 0) {
      left.push(channel);
      continue;
    }
    const all = [...people];
    moved.push({
      key: keyOfText(channel.id),
      id: channel.id,
      name: channel.name === "" ? channel.id : channel.name,
      people: all,
      managers,
      // What was closed in the old system stays to be read.
      onlyManagersWrite: channel.auditorium || channel.disabled,
      disabled: channel.disabled,
      channel,
      ...placeOf(all, servers, "most"),
    });
  }
  return { moved, left };
}

/** @param spaceServer server of the space of all channels */
export function channelItem(
  planned: PlannedChannel,
  { channels }: MigrationRules,
  spaceServer: string | undefined,
): MigrationItemInput {
  const { key, name, onlyManagersWrite, channel, server } = planned;
  const { space, retentionDays } = channels;
  return {
    kind: "channel",
    key,
    name,
    ...(channel.description === undefined ? {} : { topic: channel.description }),
    ...(space !== undefined && spaceServer === server ? { space: roomKey(space) } : {}),
    openTo: channel.visibility === "open" ? "everybody" : "members",
    onlyManagersWrite,
    ...(retentionDays === undefined ? {} : { retentionDays }),
  };
}
