import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

/** A process that has not ended by itself by then is ended. */
const END_MS = 10_000;

/** A child process that is spoken with over IPC; its answers can be awaited. */
export class Talker<Command extends object, Event extends { type: string }> {
  readonly #child: ChildProcess;
  readonly #waiting = new Set<{
    matches: (event: Event) => boolean;
    take: (event: Event) => void;
  }>();
  readonly #ended: Promise<void>;

  /** @param root absolute path of the project, where the TypeScript loader is found */
  constructor(root: string, entry: string, args: readonly string[] = []) {
    this.#child = fork(join(root, entry), [...args], {
      cwd: root,
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    });
    this.#child.on("message", (raw) => {
      const event = raw as Event;
      for (const waiter of this.#waiting) {
        if (!waiter.matches(event)) continue;
        this.#waiting.delete(waiter);
        waiter.take(event);
        return;
      }
    });
    this.#ended = new Promise((resolve) => this.#child.once("exit", () => resolve()));
  }

  send(command: Command): void {
    this.#child.send(command);
  }

  /** The next event that matches. @throws Error when the process ends or nothing comes in time */
  next<Wanted extends Event>(
    matches: (event: Event) => event is Wanted,
    timeoutMs = 90_000,
  ): Promise<Wanted> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        reject(new Error("a process of the benchmark does not answer"));
      }, timeoutMs);
      const waiter = {
        matches,
        take: (event: Event): void => {
          clearTimeout(timer);
          resolve(event as Wanted);
        },
      };
      this.#waiting.add(waiter);
    });
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), END_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
