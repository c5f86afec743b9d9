import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Spill } from "../chat/spill.ts";

/** Puts aside, in a folder of its own, what does not fit into memory; the folder goes with `close`. */
export class FolderSpill implements Spill {
  private folder: Promise<string> | undefined;
  private count = 0;

  constructor(
    /** Where to make the folder: messages are personal data, so not on a disk that others read. */
    private readonly parent: string = tmpdir(),
  ) {}

  async put(lines: Iterable<string>): Promise<() => AsyncIterable<string>> {
    this.folder ??= mkdtemp(path.join(this.parent, "plenum-chat-"));
    this.count += 1;
    const file = path.join(await this.folder, `${this.count}.jsonl`);
    const source = Readable.from(withEnds(lines), { objectMode: true });
    await pipeline(source, createWriteStream(file, { mode: 0o600 }));
    return () => linesOf(file);
  }

  async close(): Promise<void> {
    if (this.folder !== undefined) await rm(await this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}

function* withEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

/** Not `readline`, which ends lines at separators that may stand in a message. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  const chunks = createReadStream(file, "utf8") as AsyncIterable<string>;
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
