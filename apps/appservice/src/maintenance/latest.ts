interface Run {
  readonly done: Promise<void>;
  /** The run after it, for what has happened since it began. */
  next: Promise<void> | undefined;
}

/**
 * Runs a piece of work at most once at a time for each key. Calls while one is under way share the
 * next one, which begins after all of them.
 */
export class Latest {
  private readonly running = new Map<string, Run>();

  constructor(private readonly work: (key: string) => Promise<void>) {}

  /** @throws what the work throws */
  run(key: string): Promise<void> {
    const current = this.running.get(key);
    if (current === undefined) return this.start(key);
    current.next ??= current.done.then(
      () => this.start(key),
      () => this.start(key),
    );
    return current.next;
  }

  private start(key: string): Promise<void> {
    const run: Run = { done: this.work(key), next: undefined };
    this.running.set(key, run);
    const ended = (): void => {
      if (this.running.get(key) === run) this.running.delete(key);
    };
    run.done.then(ended, ended);
    return run.done;
  }
}
