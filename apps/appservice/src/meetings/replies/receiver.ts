import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import type { MailConfig } from "@plenum/model";
import { occurrenceOf } from "@plenum/model/calendar";
import { readReplies, wallTimeOfOccurrence, type CalendarReply } from "@plenum/model/ics";
import type { Logger } from "../../logging/logger.ts";
import { replyTokenIn } from "../keys.ts";
import { seriesOf, uidOf, type StoredMeeting } from "../meeting-row.ts";
import type { MeetingStore } from "../meeting-store.ts";
import type { MeetingPeopleStore, StoredPerson } from "../people-store.ts";

/** Largest mail that is taken, in octets: an answer is some kilobytes. */
const MAX_MAIL = 256 * 1024;
const MAX_CONNECTIONS = 20;
/** Parts within parts, and octets of headers, after which nothing is read any more. */
const MAX_NESTING = 10;
const MAX_HEADERS = 64 * 1024;
/** How far ahead of ours the clock of somebody who answers may be, in milliseconds. */
const CLOCK_TOLERANCE = 5 * 60_000;

/**
 * Takes answers to invitations from the agency's mail server, on this machine alone. Each person has an
 * address of their own for each meeting, and an answer to it counts for that person: who the mail says it
 * is from counts for nothing. Mails to other addresses are refused before they are read.
 */
export class ReplyReceiver {
  private readonly server: SMTPServer;

  constructor(
    private readonly deps: {
      readonly replies: NonNullable<MailConfig["replies"]>;
      readonly serverName: string;
      readonly store: MeetingStore;
      readonly people: MeetingPeopleStore;
      readonly log: Logger;
    },
  ) {
    const { protocol } = deps.replies;
    this.server = new SMTPServer({
      lmtp: protocol === "lmtp",
      size: MAX_MAIL,
      maxClients: MAX_CONNECTIONS,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      banner: "Plenum",
      socketTimeout: 60_000,
      closeTimeout: 2_000,
      onRcptTo: (address, _session, callback) => {
        void tell(this.accept(address.address), callback);
      },
      onData: (stream, session, callback) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void tell(this.take(stream, to), callback);
      },
    });
    this.server.on("error", (error) =>
      deps.log.warn({ err: error }, "trouble with answers by mail"),
    );
  }

  /** Listens. @returns the port, for a configured port of 0 in tests */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      const listener = this.server.listen(this.deps.replies.port, "127.0.0.1", () => {
        this.server.off("error", reject);
        resolve((listener.address() as AddressInfo).port);
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  /** @throws ReceiverError for addresses that nobody was given */
  private async accept(address: string): Promise<void> {
    if ((await this.personOf(address)) === undefined) throw failure(550, "No such address");
  }

  private async personOf(address: string): Promise<StoredPerson | undefined> {
    const token = replyTokenIn(address, this.deps.replies.domain);
    return token === undefined ? undefined : this.deps.people.byReplyToken(token);
  }

  private async take(stream: SMTPServerDataStream, addresses: readonly string[]): Promise<void> {
    const raw = await contentOf(stream);
    const replies = await repliesIn(raw);
    for (const address of addresses) {
      const person = await this.personOf(address);
      if (person === undefined) continue;
      const meeting = await this.deps.store.find(person.meetingId);
      if (meeting === undefined || meeting.cancelled) continue;
      for (const reply of replies) await this.store(meeting, person, reply);
    }
  }

  private async store(
    meeting: StoredMeeting,
    person: StoredPerson,
    reply: CalendarReply,
  ): Promise<void> {
    if (reply.uid !== uidOf(meeting, this.deps.serverName)) return;
    const series = seriesOf(meeting);
    const original =
      reply.occurrence && wallTimeOfOccurrence(reply.occurrence, meeting.fields.timeZone);
    // An occurrence that there is not, any more.
    if (reply.occurrence !== undefined) {
      if (original === undefined || occurrenceOf(series, original) === undefined) return;
    }
    const latest = Date.now() + CLOCK_TOLERANCE;
    const stamp = new Date(Math.min(reply.stamp ?? Date.now(), latest));
    await this.deps.people.answer(person.id, { answer: reply.answer, original, stamp });
  }
}

/** The answers in a mail, wherever in it the calendar stands. */
async function repliesIn(raw: Buffer): Promise<readonly CalendarReply[]> {
  const mail = await PostalMime.parse(raw, {
    maxNestingDepth: MAX_NESTING,
    maxHeadersSize: MAX_HEADERS,
    attachmentEncoding: "utf8",
  }).catch(() => undefined);
  for (const part of mail?.attachments ?? []) {
    const calendar = /^(?:text\/calendar|application\/ics)$/i.test(part.mimeType);
    if (!calendar || typeof part.content !== "string") continue;
    const replies = readReplies(part.content);
    if (replies.length > 0) return replies;
  }
  return [];
}

/** Says how it went; trouble of our own is worth another try. */
async function tell(work: Promise<void>, callback: (error?: Error | null) => void): Promise<void> {
  let trouble: Error | null = null;
  try {
    await work;
  } catch (error) {
    trouble = error instanceof ReceiverError ? error : failure(451, "Try again later");
  }
  callback(trouble);
}

class ReceiverError extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

function failure(responseCode: number, message: string): ReceiverError {
  return new ReceiverError(responseCode, message);
}

async function contentOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += part.length;
    // The rest is read and dropped, so that the other side hears why.
    if (size <= MAX_MAIL) chunks.push(part);
  }
  if (size > MAX_MAIL || stream.sizeExceeded) throw failure(552, "Too large");
  return Buffer.concat(chunks);
}
