import { useEffect, useRef, useState } from "react";
import type { CheckReport } from "./check-report.ts";
import type { PeopleTable } from "./people-csv.ts";
import { readCheckFile, type FileTrouble } from "./read-files.ts";

/** A file that could not be shown. */
export interface Refused {
  readonly name: string;
  readonly trouble: FileTrouble;
  readonly missing: readonly string[];
}

/** What is open of a check. */
export interface OpenReport {
  readonly report: CheckReport | undefined;
  readonly table: PeopleTable | undefined;
  readonly refused: readonly Refused[];
  /** While a file is read: its name, and the people in it so far. */
  readonly reading: { readonly name: string; readonly lines: number } | undefined;
}

const NOTHING: OpenReport = {
  report: undefined,
  table: undefined,
  refused: [],
  reading: undefined,
};

/** Opens the files of a check on this device. What comes later takes the place of what was there of its kind. */
export function useReport(): {
  readonly open: OpenReport;
  readonly choose: (files: readonly File[]) => void;
} {
  const [open, setOpen] = useState(NOTHING);
  const work = useRef<AbortController>(undefined);
  useEffect(() => () => work.current?.abort(), []);

  const readAll = async (files: readonly File[], signal: AbortSignal): Promise<void> => {
    const change = (some: (before: OpenReport) => Partial<OpenReport>): void => {
      if (!signal.aborted) setOpen((before) => ({ ...before, ...some(before) }));
    };
    for (const file of files) {
      const { name } = file;
      const onProgress = (lines: number): void => change(() => ({ reading: { name, lines } }));
      onProgress(0);
      const read = await readCheckFile(file, { signal, onProgress });
      if (!("trouble" in read)) change(() => read);
      else {
        const { trouble, missing = [] } = read;
        change(({ refused }) => ({ refused: [...refused, { name, trouble, missing }] }));
      }
    }
    change(() => ({ reading: undefined }));
  };
  return {
    open,
    choose(files) {
      if (files.length === 0) return;
      work.current?.abort();
      work.current = new AbortController();
      const { signal } = work.current;
      setOpen((before) => ({ ...before, refused: [] }));
      readAll(files, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    },
  };
}
