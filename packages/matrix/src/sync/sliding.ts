import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import {
  type Extension,
  ExtensionState,
  type MSC3575List,
  type MSC3575RoomData,
  type MSC3575RoomSubscription,
  type MSC3575SlidingSyncResponse,
  SlidingSync,
  SlidingSyncEvent,
  SlidingSyncState,
} from "matrix-js-sdk/lib/sliding-sync.js";
import { readRefusal, toFailure } from "../errors/failure.ts";
import { sameData } from "../observable/share.ts";
import { field, isRecord } from "../untrusted/guards.ts";
import { backOff } from "./back-off.ts";
import { bringsKeys } from "./brings-keys.ts";
import { listedRooms } from "./listed.ts";
import {
  FIRST_EXTENSIONS,
  FIRST_WINDOW,
  OPEN_TIMELINE,
  RECENT_ROOMS,
  RECENT_STEP,
  RECENT_TIMELINE,
  REQUIRED_STATE,
  WINDOW_STEP,
} from "./required-state.ts";

const POLL_TIMEOUT = 30_000;
const CLIENT_GRACE = 15_000;
/** Milliseconds of work on an answer after which the window gets its turn: half a frame. */
const SLICE = 8;
/** A range that no account reaches: from then on every new room is inside. */
const EVERYTHING = 1_000_000;

export interface SyncEvents {
  /** An answer was worked in; `complete` as soon as every room of the account is known. */
  live(complete: boolean): void;
  /** The server cannot be reached or refuses; tried again by itself. */
  failed(error: unknown): void;
  /**
   * Before a room's data goes to matrix-js-sdk, which knows neither gaps nor grown timelines.
   * @returns the data as it shall be worked in
   */
  prepare(roomId: string, data: MSC3575RoomData): MSC3575RoomData;
  /** Receipts of a room came: content of an `m.receipt`, untrusted. */
  receipts(roomId: string, content: unknown): void;
  /** A room that somebody asked for is now as the server has it. */
  answered(roomId: string): void;
  /** All of an answer is worked in, before `live` tells what it means for the whole account. */
  worked(): void;
  /** A room's data was worked in, its encryption included. */
  settled(roomId: string): void;
  /** A room counts, or no longer counts, as one of the account's. */
  listed(roomId: string, still: boolean): void;
}

interface Answer {
  /** Rooms that the request asked for by name. */
  readonly asked: readonly string[];
  readonly answer: MSC3575SlidingSyncResponse;
}

type AnyExtension = Extension<object, object>;

/**
 * The sync loop for simplified sliding sync (MSC4186), in the place of matrix-js-sdk's own: that
 * one sends a room subscription once (the server forgets it), waits five seconds after every
 * error, and leaves silent gaps in timelines. `SlidingSyncSdk` works the answers in as ever.
 */
export class SyncLoop extends SlidingSync {
  readonly #matrix: MatrixClient;
  readonly #events: SyncEvents;
  readonly #extensions = new Map<string, AnyExtension>();
  readonly #subscriptions = new Map<string, number>();
  /** Rooms whose newest messages the server has sent since somebody asked for them. */
  readonly #answered = new Set<string>();
  readonly #stop = new AbortController();
  #request = new AbortController();
  #wake: (() => void) | undefined;
  #ahead: Promise<Answer> | undefined;
  #window = FIRST_WINDOW;
  #working = false;
  #recent = FIRST_WINDOW;
  #complete = false;
  #listed: ReadonlySet<string> = new Set();

  constructor(client: MatrixClient, baseUrl: string, events: SyncEvents) {
    super(baseUrl, new Map(), {}, client, POLL_TIMEOUT);
    this.#matrix = client;
    this.#events = events;
  }

  override registerExtension(extension: AnyExtension): void {
    this.#extensions.set(extension.name(), extension);
  }

  /** Asks for the timeline of a room for as long as it is needed; counted. @returns the end of it */
  subscribeTo(roomId: string): () => void {
    const before = this.#subscriptions.get(roomId) ?? 0;
    this.#subscriptions.set(roomId, before + 1);
    if (before === 0) this.resend();
    let done = false;
    return () => {
      if (done) return;
      done = true;
      const count = (this.#subscriptions.get(roomId) ?? 1) - 1;
      if (count > 0) this.#subscriptions.set(roomId, count);
      // No new request for it: the next one leaves the subscription out.
      else {
        this.#subscriptions.delete(roomId);
        this.#answered.delete(roomId);
      }
    };
  }

  /** Whether an answer is being worked in, with pauses in between. */
  get isWorking(): boolean {
    return this.#working;
  }

  /** Whether a room somebody asked for is as the server has it. */
  hasAnswered(roomId: string): boolean {
    return this.#answered.has(roomId);
  }

  /** Gives up the request under way (what it asks for has changed) or the wait for the next one. */
  override resend(): void {
    this.#request.abort();
    this.#wake?.();
  }

  override stop(): void {
    this.#stop.abort();
    this.#request.abort();
    this.#wake?.();
    super.stop();
  }

  override async start(): Promise<void> {
    let position: string | undefined;
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      this.#request = new AbortController();
      const { signal } = this.#request;
      try {
        const { asked, answer } = await this.#ask(position, signal);
        if (this.#stop.signal.aborted) return;
        position = answer.pos;
        await this.#workIn(answer);
        this.#note(asked);
        failures = 0;
      } catch (error) {
        if (signal.aborted) continue;
        const status = isRecord(error) || error instanceof Error ? statusOf(error) : undefined;
        if (status === 400 && position !== undefined) {
          // The server has forgotten this connection: begin a new one.
          position = undefined;
          continue;
        }
        this.#events.failed(error);
        if (toFailure(error).code === "signed-out") return;
        failures += 1;
        await this.#pause(backOff(failures, retryAfterOf(error), Math.random()));
      }
    }
  }

  /**
   * Sends the first request already while the keys of this device are still being opened: what it
   * asks for is known. Its answer is used if that has not changed when it is time to ask.
   */
  askAhead(): void {
    const answer = this.#send(undefined, FIRST_EXTENSIONS, this.#stop.signal);
    // Whoever uses the answer sees the failure; if nobody does, it does not matter.
    answer.catch(() => undefined);
    this.#ahead = answer;
  }

  async #ask(position: string | undefined, signal: AbortSignal): Promise<Answer> {
    const extensions: Record<string, unknown> = {};
    for (const [name, extension] of this.#extensions) {
      extensions[name] = await extension.onRequest(position === undefined);
    }
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const fits = position === undefined && sameData(withoutGaps(extensions), FIRST_EXTENSIONS);
    return ahead !== undefined && fits ? ahead : this.#send(position, extensions, signal);
  }

  async #send(
    position: string | undefined,
    extensions: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const asked = Array.from(this.#subscriptions.keys());
    const answer = await this.#matrix.slidingSync(
      {
        lists: this.#lists(position === undefined),
        room_subscriptions: Object.fromEntries(
          asked.map((roomId): [string, MSC3575RoomSubscription] => [
            roomId,
            { required_state: REQUIRED_STATE, timeline_limit: OPEN_TIMELINE },
          ]),
        ),
        extensions,
        timeout: POLL_TIMEOUT,
        ...(position === undefined ? {} : { pos: position }),
      },
      undefined,
      // Not `clientTimeout`: matrix-js-sdk leaves the timer of every request behind.
      AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT + CLIENT_GRACE)]),
    );
    return { asked, answer };
  }

  #lists(first: boolean): Record<string, MSC3575List> {
    const all: MSC3575List = {
      ranges: [[0, this.#window - 1]],
      required_state: REQUIRED_STATE,
      timeline_limit: 1,
    };
    if (first) return { all };
    const recent: MSC3575List = {
      ranges: [[0, this.#recent - 1]],
      required_state: REQUIRED_STATE,
      timeline_limit: RECENT_TIMELINE,
    };
    return { all, recent };
  }

  async #workIn(answer: MSC3575SlidingSyncResponse): Promise<void> {
    this.#working = true;
    try {
      await this.#workInAll(answer);
    } finally {
      this.#working = false;
    }
    this.#events.worked();
    this.#events.live(this.#complete);
  }

  async #workInAll(answer: MSC3575SlidingSyncResponse): Promise<void> {
    const extensions: Record<string, object> = answer.extensions ?? {};
    this.emit(SlidingSyncEvent.Lifecycle, SlidingSyncState.RequestFinished, answer);
    // The key store writes to disk for every answer; a message does not wait for that if it needs
    // no key of the same answer.
    const keysFirst = bringsKeys(extensions);
    if (keysFirst) await this.#runExtensions(extensions, ExtensionState.PreProcess);
    let worked = performance.now();
    for (const [roomId, data] of Object.entries(answer.rooms ?? {})) {
      if (performance.now() - worked > SLICE) {
        await breathe();
        if (this.#stop.signal.aborted) return;
        worked = performance.now();
      }
      data.required_state ??= [];
      data.timeline ??= [];
      try {
        const prepared = this.#events.prepare(roomId, data);
        await this.emitPromised(SlidingSyncEvent.RoomData, roomId, prepared);
      } catch {
        // One broken room must not stop the others; it stays as it was.
      }
      this.#events.settled(roomId);
    }
    this.emit(SlidingSyncEvent.Lifecycle, SlidingSyncState.Complete, answer);
    this.#tellListed(answer.lists?.["all"]);
    this.#tellReceipts(extensions["receipts"]);
    await this.#runExtensions(extensions, ExtensionState.PostProcess);
    this.#events.worked();
    if (!keysFirst) await this.#runExtensions(extensions, ExtensionState.PreProcess);
    // One after the other: first every room, then the messages of those likely to be opened.
    if (this.#complete) this.#recent = Math.min(RECENT_ROOMS, this.#recent + RECENT_STEP);
    this.#grow(answer.lists?.["all"]?.count ?? 0);
  }

  /**
   * A server that forgets rooms for those who leave them may do so before it has told that somebody
   * was banned: then the room is missing from the list, and nothing else says so.
   */
  #tellListed(list: unknown): void {
    const listed = listedRooms(list);
    if (listed === undefined) return;
    const before = this.#listed;
    this.#listed = listed;
    for (const roomId of before) if (!listed.has(roomId)) this.#events.listed(roomId, false);
    for (const roomId of listed) if (!before.has(roomId)) this.#events.listed(roomId, true);
  }

  #tellReceipts(part: unknown): void {
    const rooms = field(part, "rooms");
    if (!isRecord(rooms)) return;
    for (const roomId of Object.keys(rooms)) {
      this.#events.receipts(roomId, field(field(rooms, roomId), "content"));
    }
  }

  #note(asked: readonly string[]): void {
    for (const roomId of asked) {
      if (this.#answered.has(roomId) || !this.#subscriptions.has(roomId)) continue;
      this.#answered.add(roomId);
      this.#events.answered(roomId);
    }
  }

  async #runExtensions(data: Record<string, object>, state: ExtensionState): Promise<void> {
    const extensions = [...this.#extensions.values()].filter((entry) => entry.when() === state);
    for (const extension of extensions) {
      const part = data[extension.name()];
      if (part !== undefined) await extension.onResponse(part);
    }
    for (const extension of extensions) await extension.onResponseComplete?.();
  }

  #grow(count: number): void {
    if (this.#complete) return;
    if (this.#window >= count) {
      this.#complete = true;
      this.#window = EVERYTHING;
    } else {
      this.#window += WINDOW_STEP;
    }
  }

  async #pause(delay: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

/** Lets the browser paint and answer input. No timer: hidden windows slow those down. */
async function breathe(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}

/** As JSON shows it: fields without a value are none. */
function withoutGaps(value: object): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { httpStatus?: unknown }).httpStatus;
  return typeof status === "number" ? status : undefined;
}

function retryAfterOf(error: unknown): number | undefined {
  const status = statusOf(error);
  if (status === undefined) return undefined;
  return readRefusal(status, (error as { data?: unknown }).data).retryAfter;
}
