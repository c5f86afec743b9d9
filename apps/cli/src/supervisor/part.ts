/** What the supervisor must know about one process of the installation. */
export interface PartSpec {
  /** Name in commands, log files and the run file, e.g. `synapse`. */
  readonly name: string;
  /** Name for people, e.g. `Synapse`. */
  readonly title: string;
  /** Runs before each start; throws Trouble to give up. */
  readonly prepare?: (() => Promise<void>) | undefined;
  readonly command: () => {
    readonly file: string;
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>> | undefined;
    readonly cwd?: string | undefined;
  };
  /** One look whether the part answers. Must not take longer than a second or two. */
  readonly answers: () => Promise<boolean>;
  /** Runs once after the first time that the part answered. */
  readonly afterFirstStart?: (() => Promise<void>) | undefined;
  /** Milliseconds within which it must answer. */
  readonly readyTimeout: number;
  readonly stopSignal: "SIGTERM" | "SIGINT";
  /** Milliseconds it gets to stop by itself. */
  readonly stopTimeout: number;
}

export type PartState =
  | "stopped"
  | "starting"
  | "running"
  /** Died; will be started again after a delay. */
  | "waiting"
  | "stopping";
