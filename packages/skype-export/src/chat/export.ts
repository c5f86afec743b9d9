import type { Finding, Tell } from "../findings/finding.ts";
import { limited } from "../findings/limit.ts";
import type { ExportedChannel, ExportedMessage } from "../records.ts";
import { compareStamped, sorted, type SortLimits, type Stamped } from "./sort.ts";
import type { FindFile } from "./content.ts";
import type { Spill } from "./spill.ts";
import type { ChatCode } from "./words.ts";

export interface ChatOptions {
  /** Where to put aside what is not in order. */
  readonly spill: Spill;
  readonly findFile?: FindFile;
  readonly limits?: SortLimits;
}

/** Persistent chat rooms of an export; read once to know them, and again for their messages. */
export interface ChatExport {
  readonly channels: readonly ExportedChannel[];
  readonly count: number;
  /** Oldest first within each room; of several rooms one may be ahead of another. */
  readonly messages: () => AsyncIterable<ExportedMessage>;
}

/** Reads all of it from the beginning, told or silently; fills `channels` while it does. */
export type ChatReader = (tell: ChatTell) => AsyncIterable<Stamped>;
export type ChatTell = (
  code: ChatCode,
  severity: Finding["severity"],
  file: string,
  line: number | undefined,
  facts: Finding["facts"],
) => void;

/**
 * Reads everything once: what is wrong is told now, and rooms are known with their members. Files
 * that are in order stream through afterwards; others are sorted with bounded memory.
 */
export async function surveyed(
  file: string,
  read: ChatReader,
  channels: () => readonly ExportedChannel[],
  tell: Tell,
  options: ChatOptions,
): Promise<ChatExport> {
  const limit = limited(tell, file);
  const speak: ChatTell = (code, severity, at, line, facts) =>
    limit.tell({
      code,
      severity,
      place: { file: at, ...(line === undefined ? {} : { line }) },
      facts,
    });
  const last = new Map<string, Stamped>();
  let count = 0;
  let ordered = true;
  for await (const stamped of read(speak)) {
    const before = last.get(stamped.message.channelId);
    if (before !== undefined && compareStamped(before, stamped) > 0) ordered = false;
    last.set(stamped.message.channelId, stamped);
    count += 1;
  }
  const found = channels();
  speak("chat-read", "note", file, undefined, { rooms: found.length, messages: count });
  limit.close();
  const again = (): AsyncIterable<Stamped> => read(() => undefined);
  return {
    channels: found,
    count,
    messages: () => once(ordered ? again() : sorted(again(), options.spill, options.limits)),
  };
}

/** Files of several days overlap: what has the same room, time, number and sender is the same. */
async function* once(messages: AsyncIterable<Stamped>): AsyncGenerator<ExportedMessage> {
  const now = new Map<string, { time: string; ids: Set<string> }>();
  for await (const { message, rest } of messages) {
    const time = `${message.sentAt}.${rest}`;
    const state = now.get(message.channelId);
    if (state?.time === time) {
      if (state.ids.has(message.id)) continue;
      state.ids.add(message.id);
    } else now.set(message.channelId, { time, ids: new Set([message.id]) });
    yield message;
  }
}
