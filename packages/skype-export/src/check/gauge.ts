import type { ExportFile } from "../folder/open.ts";
import type { CheckStep } from "./check.ts";
import type { Open } from "./people.ts";
import type { Sources } from "./sources.ts";

/** @param done @param total bytes */
export type Progress = (step: CheckStep, done: number, total: number) => void;

/** Counts bytes as they are read. */
export class Gauge {
  step: CheckStep = "meetings";
  private done = 0;

  constructor(
    /** Bytes that will be read in all. */
    private total: number,
    private readonly progress: Progress | undefined,
  ) {}

  /** @param bytes that will be read once more */
  again(bytes: number): void {
    this.total += bytes;
  }

  readonly open: Open = (file) => this.counted(file);

  /** @param bytes that were read by somebody else */
  readonly add = (bytes: number): void => {
    this.done += bytes;
    this.progress?.(this.step, Math.min(this.done, this.total), this.total);
  };

  private async *counted(file: ExportFile): AsyncGenerator<Uint8Array> {
    for await (const piece of file.open()) {
      this.add(piece.byteLength);
      yield piece;
    }
  }
}

/** Bytes of what is read of an export: of the chat, and of everything else. */
export function bytesOf(sources: Sources): { readonly chat: number; readonly others: number } {
  const others = [
    ...sources.users,
    ...sources.directory,
    ...sources.meetingRooms,
    ...sources.conferenceDirectories,
    ...sources.chatRooms,
    ...sources.userData,
    ...sources.ucwa,
    ...sources.calendars,
  ];
  return {
    chat: sumOf([...sources.compliance, ...sources.chatTables.values()]),
    others: sumOf(others),
  };
}

/** Bytes of files. */
export function sumOf(files: readonly ExportFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
