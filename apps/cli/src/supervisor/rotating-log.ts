import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** A log file that moves to `.1`, `.2` … when it gets big. Writes at once: nothing is lost in a crash. */
export class RotatingLog {
  readonly path: string;
  readonly #limit: number;
  readonly #keep: number;
  #handle: number;
  #size: number;
  #closed = false;

  /** @param limit bytes after which the file is rotated @param keep how many old files stay */
  constructor(path: string, limit = 5_000_000, keep = 3) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.#limit = limit;
    this.#keep = keep;
    this.#handle = openSync(path, "a", 0o600);
    this.#size = fstatSync(this.#handle).size;
  }

  write(chunk: Buffer | string): void {
    // The last words of a process can arrive after its end.
    if (this.#closed) return;
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    if (this.#size > 0 && this.#size + bytes.length > this.#limit) this.#rotate();
    writeSync(this.#handle, bytes);
    this.#size += bytes.length;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#handle);
  }

  #rotate(): void {
    closeSync(this.#handle);
    for (let age = this.#keep; age >= 1; age -= 1) {
      const from = age === 1 ? this.path : `${this.path}.${age - 1}`;
      if (existsSync(from)) renameSync(from, `${this.path}.${age}`);
    }
    this.#handle = openSync(this.path, "a", 0o600);
    this.#size = 0;
  }
}
