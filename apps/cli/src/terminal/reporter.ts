import colors from "picocolors";

/** Where progress goes: the terminal, or a list in tests. */
export interface Output {
  write(line: string): void;
}

/** Progress in lines that also read well in a log file. */
export class Reporter {
  readonly #output: Output;

  constructor(output: Output = { write: (line) => void process.stdout.write(`${line}\n`) }) {
    this.#output = output;
  }

  /** A line as it is. */
  line(text = ""): void {
    this.#output.write(text);
  }

  /** Something begins that takes a while. */
  begin(text: string): void {
    this.#output.write(`${colors.cyan("…")} ${text}`);
  }

  /** Something is done. @param seconds how long it took */
  done(text: string, seconds?: number): void {
    const time = seconds === undefined ? "" : colors.dim(`  ${seconds.toFixed(1)} s`);
    this.#output.write(`${colors.green("✓")} ${text}${time}`);
  }

  /** Something that needs attention but does not stop the work. */
  warn(text: string): void {
    this.#output.write(`${colors.yellow("!")} ${text}`);
  }

  fail(text: string): void {
    this.#output.write(`${colors.red("✗")} ${text}`);
  }
}

/** Seconds since a `performance.now()` value. */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
