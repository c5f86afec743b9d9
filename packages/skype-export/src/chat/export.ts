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
  /** Hears every message while the chat is read for the first time, as long as they come in their order. */
  readonly hear?: (message: ExportedMessage) => void;
}

/** Persistent chat rooms of an export; read once to know them, and again for their messages. */
export interface ChatExport {
  readonly channels: readonly ExportedChannel[];
  readonly count: number;
  /** All of them were heard, each once and in its order: nobody has to read them again for that. */
  readonly heard: boolean;
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
  const repeated = new Repeated();
  let count = 0;
  let ordered = true;
  for await (const stamped of read(speak)) {
    const before = last.get(stamped.message.channelId);
    if (before !== undefined && compareStamped(before, stamped) > 0) ordered = false;
    last.set(stamped.message.channelId, stamped);
    count += 1;
    if (ordered && !repeated.is(stamped)) options.hear?.(stamped.message);
  }
  const found = channels();
  speak("chat-read", "note", file, undefined, { rooms: found.length, messages: count });
  limit.close();
  const again = (): AsyncIterable<Stamped> => read(() => undefined);
  return {
    channels: found,
    count,
    heard: ordered,
    messages: () => once(ordered ? again() : sorted(again(), options.spill, options.limits)),
  };
}

async function* once(messages: AsyncIterable<Stamped>): AsyncGenerator<ExportedMessage> {
  const repeated = new Repeated();
  for await (const stamped of messages) if (!repeated.is(stamped)) yield stamped.message;
}

/** Files of several days overlap: what has the same room, time, number and sender is the same. */
class Repeated {
  private readonly now = new Map<string, Moment>();

  /** @param stamped in its order */
  is({ message, rest }: Stamped): boolean {
    const { channelId, sentAt, id } = message;
    const moment = this.now.get(channelId);
    if (moment?.sentAt !== sentAt || moment.rest !== rest) {
      this.now.set(channelId, { sentAt, rest, id, others: undefined });
      return false;
    }
    if (moment.id === id || moment.others?.has(id) === true) return true;
    moment.others ??= new Set();
    moment.others.add(id);
    return false;
  }
}

/** The messages of a room that have the time of its last one; rarely more than one. */
interface Moment {
  readonly sentAt: number;
  readonly rest: number;
  readonly id: string;
  others: Set<string> | undefined;
}
