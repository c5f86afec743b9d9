import { readCsv } from "../csv/read.ts";
import { limited } from "../findings/limit.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import { truth } from "../people/address.ts";
import type { ExportedChannel } from "../records.ts";
import { compared } from "../rules/rules.ts";
import { cleanLabel, sipAddress } from "../text/clean.ts";
import type { ChatFile } from "./compliance.ts";
import type { ChatExport } from "./export.ts";
import type { ChatCode } from "./words.ts";

const PRIVACY: ReadonlyMap<string, ExportedChannel["visibility"]> = new Map([
  ["open", "open"],
  ["closed", "closed"],
  ["secret", "secret"],
]);
const COLUMNS = {
  needed: ["Identity", "Name", "Members", "Managers"],
  useful: ["Description", "Category", "Privacy", "Type", "Disabled"],
};
/** What a list of values becomes where nobody has joined it. */
const TYPE_NAME = /^(?:System|Microsoft|Deserialized)\.[\w.`]+(?:\[.*\])?$/;

/**
 * Reads what `Get-CsPersistentChatRoom` says of rooms: who may enter and who leads them, as it holds today.
 * Lists of people that the export has lost are told, with the line that keeps them; members that are groups
 * or organisational units are counted.
 */
export async function readRoomList(file: ChatFile, tell: Tell): Promise<ExportedChannel[]> {
  const limit = limited(tell, file.name);
  const speak = speaker(limit.tell, file.name);
  const rooms: ExportedChannel[] = [];
  let groups = 0;
  let lost = 0;
  const addresses = (cell: string): readonly string[] => {
    const parts = cell.split(/[;,\r\n]+/).filter((part) => part.trim() !== "");
    const found = parts.map(sipAddress).filter((one) => one !== undefined);
    groups += parts.length - found.length;
    return found;
  };
  for await (const row of readCsv(file.open(), file.name, COLUMNS, limit.tell)) {
    const [members, managers] = [row.cell("Members"), row.cell("Managers")];
    if (TYPE_NAME.test(members) || TYPE_NAME.test(managers)) {
      lost += 1;
      continue;
    }
    const name = cleanLabel(row.cell("Name"));
    if (name === "") continue;
    const category = cleanLabel(row.cell("Category").replace(/^.*\\/s, ""));
    const description = cleanLabel(row.cell("Description"));
    rooms.push({
      kind: "channel",
      place: { file: file.name, line: row.line },
      id: cleanLabel(row.cell("Identity")),
      name,
      ...(description === "" ? {} : { description }),
      ...(category === "" ? {} : { category }),
      disabled: truth(row.cell("Disabled")) ?? false,
      visibility: PRIVACY.get(row.cell("Privacy").toLowerCase()) ?? "unknown",
      auditorium: /^auditorium$/i.test(row.cell("Type")),
      members: [...new Set(addresses(members))],
      managers: [...new Set(addresses(managers))],
    });
  }
  if (groups > 0) speak("chat-role-groups", "problem", { count: groups });
  if (lost > 0) speak("chat-room-list-lost", "problem", { count: lost });
  limit.close();
  return rooms;
}

/**
 * Rooms as the list has them, with the history that the export has of them. Rooms are found again by name and, where
 * both know it, category; which of several is meant cannot be told, so these stay as they were. A room without any
 * message is a room as well.
 */
export function withRoomList(
  chat: ChatExport | undefined,
  listed: readonly ExportedChannel[],
  tell: Tell,
): ChatExport {
  const known = chat?.channels ?? [];
  const byName = new Map<string, ExportedChannel[]>();
  for (const channel of known) {
    const key = compared(channel.name);
    byName.set(key, [...(byName.get(key) ?? []), channel]);
  }
  const taken = new Map<string, ExportedChannel>();
  const added: ExportedChannel[] = [];
  for (const room of listed) {
    const speak = speaker(tell, room.place.file, room.place.line);
    const same = (byName.get(compared(room.name)) ?? []).filter((one) => mayBe(one, room));
    const [found, another] = same;
    if (found === undefined) added.push(room);
    else if (another !== undefined || taken.has(found.id)) {
      speak("chat-room-unclear", "problem", { room: room.name });
    } else taken.set(found.id, room);
  }
  const channels = known.map((channel) => joined(channel, taken.get(channel.id)));
  return {
    channels: [...channels, ...added],
    count: chat?.count ?? 0,
    heard: chat?.heard ?? true,
    messages: chat?.messages ?? nothing,
  };
}

/** What the list says holds, under the name and the id that messages know. */
function joined(channel: ExportedChannel, room: ExportedChannel | undefined): ExportedChannel {
  if (room === undefined) return channel;
  return { ...channel, ...room, id: channel.id, name: channel.name };
}

function mayBe(channel: ExportedChannel, room: ExportedChannel): boolean {
  if (channel.category === undefined || room.category === undefined) return true;
  return compared(channel.category) === compared(room.category);
}

async function* nothing(): AsyncGenerator<never> {}

function speaker(tell: Tell, file: string, line?: number) {
  return (code: ChatCode, severity: Finding["severity"], facts: Finding["facts"]): void =>
    tell({ code, severity, place: { file, ...(line === undefined ? {} : { line }) }, facts });
}
