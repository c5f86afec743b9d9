import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { Trouble, messageOf } from "../terminal/trouble.ts";
import { nextDelay } from "./backoff.ts";
import type { PartSpec, PartState } from "./part.ts";
import { type ProcessIdentity, identify } from "./process-identity.ts";
import type { RotatingLog } from "./rotating-log.ts";

/** How often a part may die before its first answer until the start counts as failed. */
const DEATHS_BEFORE_GIVING_UP = 3;

export interface PartEvents {
  /** State, process or number of restarts changed. */
  changed(): void;
  /** The part died and is started again after `delay` milliseconds. */
  died(reason: string, delay: number): void;
  /** It answers again after a death. */
  back(seconds: number): void;
}

/** Runs one part: starts it, waits until it answers, starts it again when it dies, stops it. */
export class SupervisedPart {
  readonly spec: PartSpec;
  readonly #log: RotatingLog;
  readonly #events: PartEvents;
  readonly #stop = new AbortController();
  #state: PartState = "stopped";
  #child: ChildProcess | undefined;
  #identity: ProcessIdentity | undefined;
  #restarts = 0;
  #delay = 0;
  /** Set while a restart is wanted: the coming exit is not a death. */
  #expectedExit = false;
  #loop: Promise<void> = Promise.resolve();
  #exited: Promise<string> = Promise.resolve("");

  constructor(spec: PartSpec, log: RotatingLog, events: PartEvents) {
    this.spec = spec;
    this.#log = log;
    this.#events = events;
  }

  get state(): PartState {
    return this.#state;
  }
  get identity(): ProcessIdentity | undefined {
    return this.#identity;
  }
  get restarts(): number {
    return this.#restarts;
  }

  /**
   * Starts the part and waits until it answers; from then on it is kept alive.
   * @throws Trouble when it does not come up
   */
  async start(): Promise<void> {
    for (let deaths = 0; ;) {
      const problem = await this.#startOnce();
      if (this.#stop.signal.aborted) throw new Trouble(`${this.spec.title} was stopped.`);
      if (problem === undefined) break;
      deaths += 1;
      if (deaths >= DEATHS_BEFORE_GIVING_UP) {
        this.#setState("stopped");
        throw new Trouble(
          `${this.spec.title} does not start: ${problem} (details: ${this.#log.path}).`,
        );
      }
      this.#delay = nextDelay(this.#delay, 0);
      await this.#pause(this.#delay);
    }
    await this.spec.afterFirstStart?.();
    this.#loop = this.#keepAlive();
  }

  /** Stops the process and starts it again, e.g. after its configuration changed. */
  async restart(): Promise<void> {
    this.#expectedExit = true;
    const wasBack = new Promise<void>((settle) => {
      this.#onBack = settle;
    });
    this.#terminate();
    await wasBack;
  }
  #onBack: (() => void) | undefined;

  /** Stops the part for good. Can be called at any time, also while it starts. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#child) {
      this.#setState("stopping");
      this.#terminate();
      await this.#exited;
    }
    await this.#loop;
    this.#setState("stopped");
  }

  /** @returns undefined when it answers, or why it does not */
  async #startOnce(): Promise<string | undefined> {
    this.#setState("starting");
    await this.spec.prepare?.();
    if (this.#stop.signal.aborted) return "stopped";
    this.#spawn();
    const died = this.#exited.then((reason) => ({ reason }));
    const deadline = performance.now() + this.spec.readyTimeout;
    for (;;) {
      const answered = this.spec.answers().then(
        (answer) => answer,
        () => false,
      );
      const result = await Promise.race([answered, died]);
      if (typeof result === "object") return result.reason;
      if (result) {
        this.#setState("running");
        return undefined;
      }
      if (performance.now() > deadline) {
        this.#terminate();
        await this.#exited;
        return `it does not answer within ${Math.round(this.spec.readyTimeout / 1000)} s`;
      }
      await Promise.race([delay(50), died]);
    }
  }

  async #keepAlive(): Promise<void> {
    let since = performance.now();
    for (;;) {
      const reason = await this.#exited;
      if (this.#stop.signal.aborted) return;
      const expected = this.#expectedExit;
      this.#expectedExit = false;
      if (!expected) await this.#waitAfterDeath(reason, performance.now() - since);
      const start = performance.now();
      for (;;) {
        if (this.#stop.signal.aborted) return;
        const problem = await this.#startOnce().catch(messageOf);
        if (problem === undefined) break;
        if (this.#stop.signal.aborted) return;
        await this.#waitAfterDeath(problem, 0);
      }
      since = performance.now();
      if (!expected) this.#events.back((since - start) / 1000);
      this.#onBack?.();
      this.#onBack = undefined;
    }
  }

  async #waitAfterDeath(reason: string, lived: number): Promise<void> {
    this.#restarts += 1;
    this.#delay = nextDelay(this.#delay, lived);
    this.#setState("waiting");
    this.#events.died(reason, this.#delay);
    this.#log.write(`[plenum] ${reason}; starting again in ${this.#delay / 1000} s\n`);
    await this.#pause(this.#delay);
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }

  #spawn(): void {
    const { file, args, env, cwd } = this.spec.command();
    const child = spawn(file, [...args], {
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops all in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      cwd,
    });
    this.#child = child;
    child.stdout?.on("data", (chunk: Buffer) => this.#log.write(chunk));
    child.stderr?.on("data", (chunk: Buffer) => this.#log.write(chunk));
    this.#exited = new Promise((settle) => {
      child.once("error", (error) => settle(`it cannot be run (${error.message})`));
      child.once("exit", (code, signal) =>
        settle(signal ? `it was ended by ${signal}` : `it ended with code ${code}`),
      );
    }).then((reason) => {
      if (child.pid !== undefined) killGroup(child.pid);
      if (this.#child === child) {
        this.#child = undefined;
        this.#identity = undefined;
      }
      this.#events.changed();
      return String(reason);
    });
    this.#identity = child.pid === undefined ? undefined : identify(child.pid);
    this.#events.changed();
  }

  /** Asks the process to stop and makes sure that it does. */
  #terminate(): void {
    const child = this.#child;
    if (!child) return;
    child.kill(this.spec.stopSignal);
    const force = setTimeout(() => child.kill("SIGKILL"), this.spec.stopTimeout);
    child.once("exit", () => clearTimeout(force));
  }

  #setState(state: PartState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#events.changed();
  }
}

/** Ends what a process left behind in its group. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing was left.
  }
}
