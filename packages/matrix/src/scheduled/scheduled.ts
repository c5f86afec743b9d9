import { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { MessageToSchedule, Scheduled, ScheduledMessage } from "../contract.ts";
import { MatrixFailure, toFailure } from "../errors/failure.ts";
import { shareList } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { textContent } from "../timeline/sending.ts";
import { text } from "../untrusted/guards.ts";
import { type DelayedEvent, readDelayedEvents, toScheduled } from "./delayed-event.ts";

const LIST = "/unstable/org.matrix.msc4140/delayed_events";
const ENCRYPTED = "m.room.encrypted";

/** What matrix-js-sdk's crypto can do beyond its public type; there is no other way to it. */
interface CryptoBackend {
  encryptEvent(event: MatrixEvent, room: Room): Promise<void>;
}

/** Messages for later, on delayed events (MSC4140); asks the engine that runs at the moment. */
export class SessionScheduled implements Scheduled {
  readonly messages = new Value<readonly ScheduledMessage[] | undefined>(undefined);
  #counter = 0;

  constructor(
    private readonly engine: () => Engine,
    private readonly userId: string,
  ) {}

  async refresh(): Promise<void> {
    const answer = await supported(() => this.engine().api.request({ method: "GET", path: LIST }));
    const events = readDelayedEvents(answer);
    const messages = await Promise.all(events.map((event) => this.#read(event)));
    const next = messages
      .filter((message) => message !== undefined)
      .toSorted((left, right) => left.sendAt - right.sendAt);
    this.messages.set(shareList(this.messages.get() ?? [], next, (message) => message.id));
  }

  async schedule(roomId: string, message: MessageToSchedule, sendAt: number): Promise<void> {
    await this.#add(roomId, message, sendAt);
    await this.refresh();
  }

  async change(id: string, message: MessageToSchedule, sendAt: number): Promise<void> {
    const old = this.messages.get()?.find((candidate) => candidate.id === id);
    if (old === undefined) throw new MatrixFailure("not-found", "The message does not wait");
    const next = await this.#add(old.roomId, message, sendAt);
    try {
      await this.#act(id, "cancel");
    } catch (error) {
      // The old one was sent in this moment, or still waits: either way the new one must not.
      await this.#act(next, "cancel").catch(() => undefined);
      throw error;
    } finally {
      await this.refresh();
    }
  }

  async sendNow(id: string): Promise<void> {
    await this.#actAndRefresh(id, "send");
  }

  async cancel(id: string): Promise<void> {
    await this.#actAndRefresh(id, "cancel");
  }

  async #actAndRefresh(id: string, action: "send" | "cancel"): Promise<void> {
    try {
      await this.#act(id, action);
    } finally {
      await this.refresh();
    }
  }

  async #act(id: string, action: "send" | "cancel"): Promise<void> {
    await this.engine().api.request({
      method: "POST",
      path: `${LIST}${path(id)}`,
      body: { action },
    });
  }

  async #add(roomId: string, message: MessageToSchedule, sendAt: number): Promise<string> {
    const engine = this.engine();
    // A server that knows nothing of delays would send at once: ask first.
    await supported(() => engine.api.request({ method: "GET", path: LIST }));
    const { text: body, ...options } = message;
    const sealed = await this.#sealed(engine, roomId, textContent(body, options));
    this.#counter += 1;
    const transaction = `later ${Date.now()} ${this.#counter}`;
    const answer = await engine.api.request({
      method: "PUT",
      path: path("v3", "rooms", roomId, "send", sealed.type, transaction),
      query: { "org.matrix.msc4140.delay": String(Math.max(1, Math.round(sendAt - Date.now()))) },
      body: sealed.content,
    });
    const id = text(answer, "delay_id", 255);
    if (id === undefined) throw new MatrixFailure("unsupported", "The server sent at once");
    return id;
  }

  async #sealed(
    engine: Engine,
    roomId: string,
    content: Record<string, unknown>,
  ): Promise<{ readonly type: string; readonly content: unknown }> {
    const type = "m.room.message";
    const room = engine.settledRoom(roomId);
    if (room === undefined) throw new MatrixFailure("not-found", "The room is not known yet");
    if (!room.hasEncryptionStateEvent()) return { type, content };
    const crypto = engine.client.getCrypto();
    if (crypto === undefined) throw new MatrixFailure("unreachable", "Encryption is not ready");
    const event = new MatrixEvent({ type, content, room_id: roomId, sender: this.userId });
    await (crypto as unknown as CryptoBackend).encryptEvent(event, room);
    if (event.getWireType() !== ENCRYPTED) {
      throw new MatrixFailure("unknown", "The message was not encrypted");
    }
    return { type: ENCRYPTED, content: event.getWireContent() };
  }

  async #read(event: DelayedEvent): Promise<ScheduledMessage | undefined> {
    if (event.type !== ENCRYPTED) {
      return toScheduled(event, { type: event.type, content: event.content });
    }
    const crypto = this.engine().client.getCrypto();
    const sealed = new MatrixEvent({
      type: ENCRYPTED,
      content: event.content as Record<string, unknown>,
      room_id: event.roomId,
      sender: this.userId,
      event_id: `$waiting-${event.id}`,
      origin_server_ts: Date.now(),
    });
    await sealed.attemptDecryption(
      crypto as unknown as Parameters<MatrixEvent["attemptDecryption"]>[0],
    );
    const failed = sealed.isDecryptionFailure() || sealed.getClearContent() === null;
    const clear = { type: sealed.getType(), content: sealed.getOriginalContent() };
    return toScheduled(event, failed ? undefined : clear);
  }
}

async function supported<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (toFailure(error).code !== "not-found") throw error;
    throw new MatrixFailure("unsupported", "The server cannot send later", { cause: error });
  }
}
