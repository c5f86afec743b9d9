import { DecryptionFailureCode } from "matrix-js-sdk/lib/crypto-api/index.js";
import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { SendState } from "../contract.ts";
import { toFailure } from "../errors/failure.ts";
import { threadBundleOf } from "../threads/digest.ts";
import { field, isRecord, record, text } from "../untrusted/guards.ts";
import type { Decryption, RawEvent } from "./raw-event.ts";

const REASONS: Partial<Record<DecryptionFailureCode, Decryption>> = {
  [DecryptionFailureCode.MEGOLM_UNKNOWN_INBOUND_SESSION_ID]: "no-key",
  [DecryptionFailureCode.MEGOLM_KEY_WITHHELD]: "no-key",
  [DecryptionFailureCode.OLM_UNKNOWN_MESSAGE_INDEX]: "no-key",
  [DecryptionFailureCode.HISTORICAL_MESSAGE_NO_KEY_BACKUP]: "no-key",
  [DecryptionFailureCode.HISTORICAL_MESSAGE_BACKUP_UNCONFIGURED]: "no-key",
  [DecryptionFailureCode.HISTORICAL_MESSAGE_WORKING_BACKUP]: "no-key",
  [DecryptionFailureCode.HISTORICAL_MESSAGE_USER_NOT_JOINED]: "sent-before-you",
  [DecryptionFailureCode.MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE]: "untrusted",
  [DecryptionFailureCode.SENDER_IDENTITY_PREVIOUSLY_VERIFIED]: "untrusted",
  [DecryptionFailureCode.UNSIGNED_SENDER_DEVICE]: "untrusted",
  [DecryptionFailureCode.UNKNOWN_SENDER_DEVICE]: "untrusted",
};

function decryptionOf(event: MatrixEvent): Decryption | undefined {
  if (!event.isEncrypted() || event.isRedacted()) return undefined;
  if (event.isDecryptionFailure()) {
    const code = event.decryptionFailureReason;
    return (code === null ? undefined : REASONS[code]) ?? "unknown";
  }
  return event.getClearContent() === null && event.status === null ? "pending" : undefined;
}

/** `not_sent` and `cancelled` are final; everything else is on its way. */
function sendStateOf(event: MatrixEvent): SendState {
  const { status } = event;
  if (status === null) return { kind: "sent" };
  if (status === EventStatus.NOT_SENT || status === EventStatus.CANCELLED) {
    return { kind: "failed", code: event.error === null ? "unknown" : toFailure(event.error).code };
  }
  return status === EventStatus.SENT ? { kind: "sent" } : { kind: "sending" };
}

/** In an encrypted event the relation stands outside, for the server to read. */
function contentOf(event: MatrixEvent): unknown {
  const content: unknown = event.getOriginalContent();
  if (!event.isEncrypted() || !isRecord(content)) return content;
  const relates = field(event.getWireContent(), "m.relates_to");
  return relates === undefined ? content : { ...content, "m.relates_to": relates };
}

/** Redacting an event takes its relation; what is removed shall stay where it was. */
const threads = new WeakMap<MatrixEvent, string>();

function lostThreadOf(event: MatrixEvent, content: unknown): string | undefined {
  if (event.isRedacted()) return threads.get(event);
  const relates = record(content, "m.relates_to");
  const rootId = text(relates, "event_id", 255);
  if (rootId !== undefined && field(relates, "rel_type") === "m.thread") threads.set(event, rootId);
  return undefined;
}

/** An event of matrix-js-sdk as plain data. */
export function toRawEvent(event: MatrixEvent, ownUserId: string): RawEvent {
  const id = event.getId();
  const local = event.status !== null && event.status !== EventStatus.SENT;
  const sender = event.getSender() ?? "";
  // Only for own events: in others' the server never sends one, and nobody may choose our keys.
  const transaction = sender === ownUserId ? event.getTxnId() : undefined;
  const stateKey = event.getStateKey();
  const prevContent: unknown = event.getUnsigned().prev_content;
  const decryption = decryptionOf(event);
  const content = contentOf(event);
  const lostThread = lostThreadOf(event, content);
  const threadBundle = threadBundleOf(event.getUnsigned());
  return {
    key: transaction === undefined ? (id ?? "") : `own ${transaction}`,
    ...(local || id === undefined || id.startsWith("~") ? {} : { eventId: id }),
    sender,
    type: event.getType(),
    timestamp: event.getTs(),
    content,
    ...(isRecord(prevContent) ? { prevContent } : {}),
    ...(stateKey === undefined ? {} : { stateKey }),
    redacted: event.isRedacted(),
    ...(lostThread === undefined ? {} : { lostThread }),
    ...(threadBundle === undefined ? {} : { threadBundle }),
    ...(event.isEncrypted() ? { encrypted: true } : {}),
    ...(decryption === undefined ? {} : { decryption }),
    send: sendStateOf(event),
  };
}

/** The parts of an event of matrix-js-sdk that may change while it stands in a timeline. */
class EventState {
  readonly #data: unknown;
  readonly #id: unknown;
  readonly #status: unknown;
  readonly #error: unknown;
  readonly #clear: unknown;
  readonly #failure: unknown;
  readonly #redacted: boolean;

  constructor(
    event: MatrixEvent,
    readonly raw: RawEvent,
  ) {
    this.#data = event.event;
    this.#id = event.event.event_id;
    this.#status = event.status;
    this.#error = event.error;
    this.#clear = event.getClearContent();
    this.#failure = event.decryptionFailureReason;
    this.#redacted = event.isRedacted();
  }

  isOf(event: MatrixEvent): boolean {
    return (
      this.#data === event.event &&
      this.#id === event.event.event_id &&
      this.#status === event.status &&
      this.#error === event.error &&
      this.#clear === event.getClearContent() &&
      this.#failure === event.decryptionFailureReason &&
      this.#redacted === event.isRedacted()
    );
  }
}

/** Plain data of events, made once: an event that has not changed keeps its object. */
export class RawEvents {
  readonly #known = new WeakMap<MatrixEvent, EventState>();

  constructor(private readonly ownUserId: string) {}

  of(events: readonly MatrixEvent[]): readonly RawEvent[] {
    return events.map((event) => this.#one(event));
  }

  #one(event: MatrixEvent): RawEvent {
    const known = this.#known.get(event);
    if (known?.isOf(event) === true) return known.raw;
    const raw = toRawEvent(event, this.ownUserId);
    this.#known.set(event, new EventState(event, raw));
    return raw;
  }
}
