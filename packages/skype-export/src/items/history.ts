import { MOST_MESSAGES, type MigrationItemInput } from "@plenum/model/migration";
import type { ExportedFile, ExportedMessage } from "../records.ts";
import { keyOfText } from "../text/key.ts";
import type { Moves } from "./moves.ts";

type HistoryItem = Extract<MigrationItemInput, { kind: "history" }>;
type Message = HistoryItem["messages"][number];

/** How much is kept until it makes a block, in bytes of JSON. */
export interface HistoryLimits {
  /** One block. */
  readonly block: number;
  /** All channels together: beyond it the longest begun block is closed. */
  readonly open: number;
}
const LIMITS: HistoryLimits = { block: 1_000_000, open: 64_000_000 };

interface Block {
  readonly channel: string;
  number: number;
  messages: Message[];
  bytes: number;
}

/**
 * Messages of channels in blocks. The same messages in the same order give the same blocks.
 * @param keys of the channels that are wanted, by their ids
 * @param fileHash hash of a file that a message names; undefined where it cannot come along
 */
export async function* historyItems(
  messages: AsyncIterable<ExportedMessage>,
  keys: ReadonlyMap<string, string>,
  moves: Moves,
  fileHash: (file: ExportedFile) => Promise<string | undefined>,
  limits: HistoryLimits = LIMITS,
): AsyncGenerator<HistoryItem> {
  const blocks = new Map<string, Block>();
  let open = 0;
  for await (const exported of messages) {
    const channel = keys.get(exported.channelId);
    if (channel === undefined) continue;
    const message = await messageOf(exported, moves, fileHash);
    const bytes = Buffer.byteLength(JSON.stringify(message));
    const block = blocks.get(channel) ?? { channel, number: 0, messages: [], bytes: 0 };
    blocks.set(channel, block);
    const isFull = block.messages.length === MOST_MESSAGES || block.bytes + bytes > limits.block;
    if (isFull && block.messages.length > 0) {
      open -= block.bytes;
      yield closed(block);
    }
    block.messages.push(message);
    block.bytes += bytes;
    open += bytes;
    while (open > limits.open) {
      const longest = longestOf(blocks.values());
      open -= longest.bytes;
      yield closed(longest);
    }
  }
  for (const block of blocks.values()) if (block.messages.length > 0) yield closed(block);
}

function closed(block: Block): HistoryItem {
  const { channel, number, messages } = block;
  block.number += 1;
  block.messages = [];
  block.bytes = 0;
  return { kind: "history", channel, block: number, messages };
}

function longestOf(blocks: Iterable<Block>): Block {
  let longest: Block | undefined;
  for (const block of blocks) if (!longest || block.bytes > longest.bytes) longest = block;
  if (!longest) throw new Error("There is no block.");
  return longest;
}

async function messageOf(
  exported: ExportedMessage,
  moves: Moves,
  fileHash: (file: ExportedFile) => Promise<string | undefined>,
): Promise<Message> {
  const { id, sentAt, sender, senderName, text, title, alert, file } = exported;
  const sha256 = file && (await fileHash(file));
  const userId = moves.at(sender)?.userId;
  return {
    id: keyOfText(id),
    sentAt,
    sender: { name: senderName ?? sender, ...(userId === undefined ? {} : { userId }) },
    text,
    ...(title === undefined || title === "" ? {} : { title }),
    ...(alert ? { alert } : {}),
    ...(file === undefined
      ? {}
      : {
          file: {
            name: file.name === "" ? "?" : file.name,
            ...(sha256 === undefined ? {} : { sha256 }),
          },
        }),
  };
}
