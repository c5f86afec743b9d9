import { fork, type ChildProcess } from "node:child_process";
import type { Logger } from "pino";
import type {
  MediaCommand,
  MediaEvent,
  MediaOptions,
  MediaStats,
  TransportDescription,
} from "../media/protocol.ts";
import { mediaEventSchema } from "../media/schemas.ts";

/** What the signalling side hears of the media side. */
export interface MediaObserver {
  mediaReady(): void;
  mediaLost(): void;
  mediaEvent(event: EndpointEvent): void;
}

/** The events that concern one endpoint. */
export type EndpointEvent = Extract<MediaEvent, { conference: string }>;

/** What a conference needs of the media side. */
export interface MediaPort {
  readonly ready: boolean;
  /** @throws MediaUnavailable when the child refuses or dies */
  allocate(conference: string, endpoint: string): Promise<TransportDescription>;
  /** Commands to a child that is not there are dropped: everybody is re-invited later anyway. */
  send(command: EndpointCommand): void;
}

/** The commands that concern one endpoint and have no answer. */
export type EndpointCommand = Exclude<
  Extract<MediaCommand, { conference: string }>,
  { type: "allocate" }
>;

/** The media side could not do what it was asked for. */
export class MediaUnavailable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "MediaUnavailable";
  }
}

export interface MediaProcessSettings {
  /** Absolute path of the child's entry. */
  readonly entry: string;
  readonly options: MediaOptions;
  /** Node arguments of the child, e.g. a TypeScript loader in development. */
  readonly execArgv?: readonly string[];
}

const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 5_000;
/** A child that lived this long starts again without delay. */
const HEALTHY_AFTER_MS = 30_000;
const READY_TIMEOUT_MS = 20_000;
const REQUEST_TIMEOUT_MS = 5_000;
const SHUTDOWN_TIMEOUT_MS = 2_000;

interface Pending {
  resolve(event: MediaEvent): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** Keeps one media child alive: starts it, starts it again with back-off, talks to it. */
export class MediaProcess implements MediaPort {
  readonly #settings: MediaProcessSettings;
  readonly #logger: Logger;
  readonly #observer: MediaObserver;
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | null = null;
  #ready = false;
  #stopping = false;
  #nextRequestId = 1;
  #restartDelay = FIRST_RESTART_MS;
  #startedAt = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #readyTimer: NodeJS.Timeout | undefined;

  constructor(settings: MediaProcessSettings, logger: Logger, observer: MediaObserver) {
    this.#settings = settings;
    this.#logger = logger;
    this.#observer = observer;
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** Process id of the child, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#stopping || this.#child !== null) return;
    this.#startedAt = performance.now();
    const child = fork(this.#settings.entry, [JSON.stringify(this.#settings.options)], {
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      ...(this.#settings.execArgv === undefined ? {} : { execArgv: [...this.#settings.execArgv] }),
    });
    this.#child = child;
    this.#readyTimer = setTimeout(() => {
      this.#logger.error("media process does not get ready");
      child.kill("SIGKILL");
    }, READY_TIMEOUT_MS);
    child.on("message", (message: unknown) => {
      if (child === this.#child) this.#receive(message);
    });
    child.on("error", (error) => {
      this.#logger.error({ err: error }, "media process");
    });
    child.on("exit", (code, signal) => {
      this.#exited(child, code, signal);
    });
  }

  send(command: EndpointCommand): void {
    this.#send(command);
  }

  async allocate(conference: string, endpoint: string): Promise<TransportDescription> {
    const event = await this.#request((requestId) => ({
      type: "allocate",
      requestId,
      conference,
      endpoint,
    }));
    if (event.type !== "allocated") {
      throw new MediaUnavailable(event.type === "refused" ? event.reason : "unexpected answer");
    }
    return event.transport;
  }

  /** Figures of the router since its start. @throws MediaUnavailable */
  async stats(): Promise<MediaStats> {
    const event = await this.#request((requestId) => ({ type: "stats", requestId }));
    if (event.type !== "stats") throw new MediaUnavailable("unexpected answer");
    return event.stats;
  }

  /** Ends the child: politely first, then not. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    clearTimeout(this.#readyTimer);
    const child = this.#child;
    if (child === null) return;
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => {
        resolve();
      });
    });
    this.#send({ type: "shutdown" });
    const timer = setTimeout(() => child.kill("SIGKILL"), SHUTDOWN_TIMEOUT_MS);
    await exited;
    clearTimeout(timer);
  }

  #send(command: MediaCommand): void {
    const child = this.#child;
    if (child === null || !child.connected) return;
    child.send(command, (error) => {
      if (error !== null) this.#logger.warn({ err: error }, "media command lost");
    });
  }

  async #request(command: (requestId: number) => MediaCommand): Promise<MediaEvent> {
    if (!this.#ready) throw new MediaUnavailable("not ready");
    const requestId = this.#nextRequestId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(requestId);
        reject(new MediaUnavailable("no answer"));
      }, REQUEST_TIMEOUT_MS);
      this.#pending.set(requestId, { resolve, reject, timer });
      this.#send(command(requestId));
    });
  }

  #receive(message: unknown): void {
    const parsed = mediaEventSchema.safeParse(message);
    if (!parsed.success) {
      this.#logger.error("unreadable event of the media process");
      return;
    }
    const event = parsed.data;
    switch (event.type) {
      case "ready":
        clearTimeout(this.#readyTimer);
        this.#ready = true;
        this.#logger.info({ port: event.port }, "media process ready");
        this.#observer.mediaReady();
        return;
      case "cannotStart":
        this.#logger.error({ reason: event.reason }, "media process cannot start");
        return;
      case "allocated":
      case "refused":
      case "stats": {
        const pending = this.#pending.get(event.requestId);
        this.#pending.delete(event.requestId);
        clearTimeout(pending?.timer);
        pending?.resolve(event);
        return;
      }
      case "connected":
      case "failed":
      case "sourcesRefused":
      case "bridgeMessage":
      case "dominantSpeaker":
        this.#observer.mediaEvent(event);
    }
  }

  #exited(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): void {
    if (child !== this.#child) return;
    this.#child = null;
    clearTimeout(this.#readyTimer);
    const wasReady = this.#ready;
    this.#ready = false;
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer);
      pending.reject(new MediaUnavailable("media process ended"));
    }
    this.#pending.clear();
    if (this.#stopping) return;
    if (performance.now() - this.#startedAt > HEALTHY_AFTER_MS) {
      this.#restartDelay = FIRST_RESTART_MS;
    }
    const delay = this.#restartDelay;
    this.#restartDelay = Math.min(delay * 2, LAST_RESTART_MS);
    this.#logger.error({ code, signal, restartInMs: delay }, "media process ended");
    if (wasReady) this.#observer.mediaLost();
    this.#restartTimer = setTimeout(() => {
      this.start();
    }, delay);
  }
}
