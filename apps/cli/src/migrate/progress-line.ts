import type { Language } from "@plenum/skype-export";

/** Where the line is drawn; not drawn at all where nobody looks. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Milliseconds between two drawings. */
const PAUSE = 200;
const WIDTH = 24;

/** One line that is drawn over and over: how far it is, and how long it still takes. */
export class ProgressLine {
  private drawn = 0;
  private readonly start: number;

  constructor(
    private readonly language: Language,
    private readonly screen: Screen = process.stderr,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.start = clock();
  }

  /**
   * @param done @param total in the same unit
   * @param remaining seconds, where somebody else knows them
   */
  show(label: string, done: number, total: number, remaining?: number): void {
    const now = this.clock();
    if (this.screen.isTTY !== true || now - this.drawn < PAUSE) return;
    this.drawn = now;
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const seconds = (now - this.start) / 1000;
    const left = remaining ?? (share > 0.02 ? (seconds / share) * (1 - share) : undefined);
    const text = progressText(label, share, left, this.language);
    this.screen.write(`\r${text.slice(0, (this.screen.columns ?? 80) - 1)}\u001B[K`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.screen.isTTY === true && this.drawn > 0) this.screen.write("\r\u001B[K");
  }
}

/** @param share from 0 to 1 @param left seconds */
export function progressText(
  label: string,
  share: number,
  left: number | undefined,
  language: Language,
): string {
  const filled = Math.round(share * WIDTH);
  const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const time = left === undefined ? "" : `  ${remainingText(left, language)}`;
  return `${bar} ${percent}  ${label}${time}`;
}

/** `noch 3 min`. @param seconds */
export function remainingText(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.ceil(seconds));
  let time = `${whole} s`;
  if (whole >= 7_200) time = `${Math.round(whole / 3_600)} h`;
  else if (whole >= 120) time = `${Math.round(whole / 60)} min`;
  return language === "de" ? `noch ${time}` : `${time} left`;
}
