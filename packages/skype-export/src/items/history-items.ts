import type { MigrationItemInput } from "@plenum/model/migration";
import type { ExportedFile } from "../records.ts";
import type { PlannedChannel } from "./channels.ts";
import { historyItems } from "./history.ts";
import { counted } from "./item-plan.ts";
import { comersOf, membersItems } from "./shared-room.ts";
import { isMadeBy, say, type WaveItemsInput } from "./wave-input.ts";

/** What was written, then the opening, and only then the people. */
export async function* historyAndPeople(
  input: WaveItemsInput,
  channels: readonly PlannedChannel[],
): AsyncGenerator<MigrationItemInput> {
  const { plan, wave, files, gauge, tell, keepFile } = input;
  const made = channels.filter((channel) => isMadeBy(input, channel));
  const known = await input.historyThere?.(made.map(({ key }) => key));
  const wanted = new Map(
    made.filter(({ key }) => known?.there.has(key) !== true).map(({ id, key }) => [id, key]),
  );
  const byName = new Map(files.map((file) => [file.name, file]));
  const hashes = new Map<string, string | undefined>();
  let left = 0;
  const fileHash = async ({ path, name }: ExportedFile): Promise<string | undefined> => {
    const file = path === undefined ? undefined : byName.get(path);
    if (file !== undefined && !hashes.has(file.name)) {
      hashes.set(file.name, await keepFile(file, name));
    }
    const hash = file && hashes.get(file.name);
    if (hash === undefined) left += 1;
    return hash;
  };
  const { chat } = plan.survey;
  if (chat !== undefined && wanted.size > 0) {
    gauge.step = "chat";
    yield* historyItems(chat.messages(), wanted, plan.moves, fileHash, input.limits);
  }
  for (const channel of made) {
    const { encrypted } = plan.rules.channels;
    yield { kind: "channel-members", channel: channel.key, encrypted };
  }
  for (const channel of channels) {
    const room = { kind: "channel", key: channel.key, name: channel.name } as const;
    yield* membersItems(room, wave.name, comersOf(channel, wave.at), (userId) =>
      channel.managers.has(userId),
    );
  }
  const opened = counted(made.filter(({ key }) => known?.open.has(key)));
  say(tell, "items-history-open", "loss", opened, opened.count);
  say(tell, "items-files-left", "loss", { count: left }, left);
}
