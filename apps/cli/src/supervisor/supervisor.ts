import { join } from "node:path";
import type { Reporter } from "../terminal/reporter.ts";
import { secondsSince } from "../terminal/reporter.ts";
import { Trouble } from "../terminal/trouble.ts";
import type { PartSpec } from "./part.ts";
import { type ProcessIdentity, identify } from "./process-identity.ts";
import { RotatingLog } from "./rotating-log.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { SupervisedPart } from "./supervised-part.ts";

export interface SupervisorOptions {
  readonly logs: string;
  readonly runFile: string;
  /** Address of the installation, for the run file. */
  readonly url: string;
  readonly reporter: Reporter;
}

/** Keeps the parts of one installation running and writes down which processes they are. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #self: ProcessIdentity;
  readonly #parts: SupervisedPart[] = [];
  readonly #logs: RotatingLog[] = [];
  #ready = false;
  #stopping: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.#options = options;
    const self = identify(process.pid);
    if (!self) throw new Error("This process cannot find itself in the process table.");
    this.#self = self;
  }

  get parts(): readonly SupervisedPart[] {
    return this.#parts;
  }

  /**
   * Starts a part and waits until it answers.
   * @returns seconds it took
   * @throws Trouble when it does not come up
   */
  async start(spec: PartSpec): Promise<number> {
    const { reporter } = this.#options;
    if (this.#stopping) throw new Trouble(`${spec.title} was not started: everything stops.`);
    const log = new RotatingLog(join(this.#options.logs, `${spec.name}.log`));
    this.#logs.push(log);
    const part = new SupervisedPart(spec, log, {
      changed: () => this.#save(),
      died: (reason, delay) => {
        if (this.#stopping) return;
        reporter.warn(`${spec.title}: ${reason}; starting it again in ${delay / 1000} s.`);
      },
      back: (seconds) => reporter.done(`${spec.title} is back`, seconds),
    });
    this.#parts.push(part);
    const start = performance.now();
    await part.start();
    const seconds = secondsSince(start);
    reporter.done(spec.title, seconds);
    return seconds;
  }

  /** Stops one part and starts it again. */
  async restart(name: string): Promise<void> {
    await this.#parts.find((part) => part.spec.name === name)?.restart();
  }

  /** Everything answers: `status` and `up` of others see it. */
  markReady(): void {
    this.#ready = true;
    this.#save();
  }

  /** Stops all parts, also those that are just starting. Can be called again and again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    // PostgreSQL, which the others need to finish their work, was started first and goes last.
    const [first, ...others] = this.#parts;
    await Promise.all(others.map((part) => part.stop()));
    await first?.stop();
    await this.#writing;
    await removeRunFile(this.#options.runFile);
    for (const log of this.#logs) log.close();
  }

  /** Writes the run file; changes that come quickly are written one after the other. */
  #save(): void {
    this.#writing = this.#writing
      .then(() =>
        writeRunFile(this.#options.runFile, {
          supervisor: this.#self,
          url: this.#options.url,
          ready: this.#ready,
          parts: this.#parts.map((part) => ({
            name: part.spec.name,
            title: part.spec.title,
            state: part.state,
            restarts: part.restarts,
            ...(part.identity ? { identity: part.identity } : {}),
          })),
        }),
      )
      .catch(() => undefined);
  }
}
