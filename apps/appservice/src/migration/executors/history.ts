import { createHash } from "node:crypto";
import { channelItemSchema, historyKey } from "@plenum/model/migration";
import { z } from "zod";
import { itemOf, NotYet, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import { succeeded, understood, type MigrationHomeserver } from "../homeserver.ts";
import type { Ledger } from "../ledger.ts";
import { markIn, plannedMessages, type PlannedMessage } from "./message-content.ts";
import { isWrittenIn } from "./written-in.ts";

const DAY = 24 * 60 * 60_000;
/** Events of one answer when the end of a room is read. */
const PAGE = 100;

const eventsSchema = z.looseObject({
  chunk: z.array(
    z.looseObject({ sender: z.string(), content: z.record(z.string(), z.unknown()).default({}) }),
  ),
  end: z.string().optional(),
});

/**
 * Writes the history of channels, block after block and oldest first, with the dates of then. Nobody is in
 * the room meanwhile, so nobody hears of it.
 */
export class History implements Executor {
  readonly most = 4;
  readonly claim = 4;
  readonly inChannels = true;

  constructor(
    private readonly homeserver: MigrationHomeserver,
    private readonly ledger: Ledger,
  ) {}

  async make(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "history");
    const channel = await this.ledger.roomOf("channel", item.channel);
    if (channel === undefined) return { state: "failed", problem: "no-room" };
    const people = await this.ledger.stateOf("channel-members", item.channel);
    if (people === "done" || people === "kept") {
      return { state: "failed", problem: "already-open" };
    }
    if (item.block > 0) {
      const before = await this.ledger.stateOf("history", historyKey(item.channel, item.block - 1));
      if (before === "queued") throw new NotYet();
      if (before !== "done") return { state: "failed", problem: "block-missing" };
    }
    const { retentionDays } = channelItemSchema.parse(channel.item);
    const oldest = retentionDays === undefined ? undefined : Date.now() - retentionDays * DAY;
    const kept = item.messages.filter(({ sentAt }) => oldest === undefined || sentAt >= oldest);
    const hashes = kept.flatMap(({ file }) => file?.sha256 ?? []);
    const files = await this.ledger.filesOf(hashes);
    if (hashes.some((hash) => !files.has(hash)))
      return { state: "failed", problem: "file-missing" };
    const planned = kept.flatMap((message) => plannedMessages(message, files));
    const there =
      row.begunBefore === undefined
        ? new Set<string>()
        : await this.marksAtTheEnd(channel.roomId, planned.length);
    for (const message of planned) {
      if (!there.has(message.mark)) await this.send(channel.roomId, item.channel, message);
    }
    const tooOld = item.messages.length - kept.length;
    return {
      state: "done",
      ...(tooOld > 0 ? { problem: "older-than-retention" } : {}),
      made: { sent: kept.length, ...(tooOld > 0 ? { tooOld } : {}) },
    };
  }

  /** It goes with the room. */
  async undo(row: LedgerRow): Promise<Outcome> {
    if (
      row.channel !== undefined &&
      (await this.ledger.hasOthers(row.wave, "channel", row.channel))
    ) {
      return { state: "kept", problem: "shared" };
    }
    const channel =
      row.channel === undefined ? undefined : await this.ledger.roomOf("channel", row.channel);
    if (channel === undefined || !(await isWrittenIn(this.homeserver, channel.roomId))) {
      return { state: "undone" };
    }
    return { state: "kept", problem: "written-in" };
  }

  /** Which messages stand at the end of the room: an attempt that was cut off wrote no others. */
  private async marksAtTheEnd(roomId: string, most: number): Promise<ReadonlySet<string>> {
    const marks = new Set<string>();
    let from: string | undefined;
    do {
      const query = new URLSearchParams({
        dir: "b",
        limit: String(PAGE),
        filter: JSON.stringify({ types: ["m.room.message"], senders: [this.homeserver.botUserId] }),
        ...(from === undefined ? {} : { from }),
      });
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/messages?${query.toString()}`;
      const page = understood(eventsSchema, succeeded(await this.homeserver.asBot("GET", path)));
      for (const { content } of page.chunk) {
        const mark = markIn(content);
        if (mark !== undefined) marks.add(mark);
      }
      from = page.chunk.length === 0 ? undefined : page.end;
    } while (from !== undefined && marks.size < most + PAGE);
    return marks;
  }

  /**
   * @see https://spec.matrix.org/v1.16/application-service-api/#timestamp-massaging
   */
  private async send(roomId: string, channel: string, message: PlannedMessage): Promise<void> {
    const transaction = createHash("sha256")
      .update(`${channel}\n${message.mark}`)
      .digest("base64url");
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/migration-${transaction}?ts=${message.sentAt}`;
    succeeded(await this.homeserver.asBot("PUT", path, message.content));
  }
}
