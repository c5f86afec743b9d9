/** One measured number, as it goes into the JSON and the table. */
export interface Figure {
  readonly bench: string;
  readonly figure: string;
  /** Median of the runs. */
  readonly value: number;
  readonly unit: string;
  /** What it should be at least (or at most); undefined where there is no aim. */
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
  /** Lowest and highest run. */
  readonly spread: readonly [number, number];
  /** Number of runs. */
  readonly n: number;
}

/** What the launcher gives to a benchmark. */
export interface BenchContext {
  /** Absolute path of the project. */
  readonly root: string;
  /** Says what is going on, for the one who waits. */
  readonly log: (line: string) => void;
}

/** A benchmark that the launcher can run. */
export interface Bench {
  readonly name: string;
  /** One sentence for the list of benchmarks. */
  readonly describe: string;
  readonly run: (context: BenchContext) => Promise<Figure[]>;
}
