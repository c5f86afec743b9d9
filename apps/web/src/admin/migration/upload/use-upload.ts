import { addItemsResponseSchema } from "@plenum/model/migration";
import { useEffect, useRef, useState } from "react";
import type { ApiClient } from "../../../api/client.ts";
import { wavePath } from "../waves-api.ts";
import { checkFile, type Preview } from "./check-file.ts";
import { lookAtFiles, NOTHING_LOOKED_AT, type LookedAt } from "./named-files.ts";
import { NOTHING_SENT, sendFile, type Sent } from "./send-file.ts";
import { NO_FILES_SENT, sendNamedFiles, type SentFiles } from "./send-named-files.ts";

/** Milliseconds between two pictures of how far something is. */
const PICTURE = 100;

/** Where the upload of a file is. `stopped` can be gone on with. */
export type Stage = "choose" | "checking" | "ready" | "sending" | "stopped" | "done";

export interface Upload {
  readonly stage: Stage;
  readonly file: File | undefined;
  /** Bytes of it that are checked. */
  readonly checked: number;
  readonly preview: Preview | undefined;
  /** What was found of the files that messages name. */
  readonly lookedAt: LookedAt;
  /** While files are looked at: how many are, and how many there are. */
  readonly looking: { readonly done: number; readonly total: number } | undefined;
  readonly sent: Sent;
  readonly sentFiles: SentFiles;
  /** What stopped it; for what the browser could not read see `isUnreadable`. */
  readonly problem: unknown;
  readonly isUnreadable: boolean;
}

const NOTHING: Upload = {
  stage: "choose",
  file: undefined,
  checked: 0,
  preview: undefined,
  lookedAt: NOTHING_LOOKED_AT,
  looking: undefined,
  sent: NOTHING_SENT,
  sentFiles: NO_FILES_SENT,
  problem: undefined,
  isUnreadable: false,
};

/** Checks a file and sends it to a wave with the files that its messages name, as long as the component is there. */
export function useUpload(
  api: Pick<ApiClient, "authorised">,
  wave: string,
): {
  readonly upload: Upload;
  /** Takes a file and checks it; without one begins anew. */
  readonly choose: (file: File | undefined) => void;
  /** Looks which of these files messages name; what was found before stays found. */
  readonly look: (files: readonly File[]) => void;
  /** Sends what is checked and found, or the rest of it: files first, since messages need them. */
  readonly send: () => void;
} {
  const [upload, setUpload] = useState(NOTHING);
  const work = useRef<AbortController>(undefined);
  useEffect(() => () => work.current?.abort(), []);

  /** Whatever ran before is given up. */
  const begin = (): AbortSignal => {
    work.current?.abort();
    work.current = new AbortController();
    return work.current.signal;
  };
  const change = (signal: AbortSignal, some: Partial<Upload>): void => {
    if (!signal.aborted) setUpload((before) => ({ ...before, ...some }));
  };
  const fail = (signal: AbortSignal, stage: Stage, error: unknown): void => {
    // The browser's own error: the file was changed, moved or is on a drive that is gone.
    const isUnreadable = error instanceof DOMException;
    change(signal, { stage, isUnreadable, problem: isUnreadable ? undefined : error });
  };

  const check = async (file: File, signal: AbortSignal): Promise<void> => {
    try {
      const onProgress = (checked: number): void => change(signal, { checked });
      const preview = await checkFile(file, { signal, onProgress });
      change(signal, { stage: "ready", preview, checked: file.size });
    } catch (error) {
      fail(signal, "choose", error);
    }
  };
  const lookAt = async (
    files: readonly File[],
    { named, before }: { named: Preview["files"]; before: LookedAt },
    signal: AbortSignal,
  ): Promise<void> => {
    const total = files.length;
    const tell = everySoOften((done: number) => change(signal, { looking: { done, total } }));
    try {
      const lookedAt = await lookAtFiles(files, named, { before, signal, onProgress: tell });
      change(signal, { lookedAt, looking: undefined });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  const sendRest = async (
    file: File,
    { sent: from, sentFiles: fromFiles, lookedAt }: Upload,
    signal: AbortSignal,
  ): Promise<void> => {
    try {
      const sentFiles = await sendNamedFiles(api, lookedAt.found.values(), {
        from: fromFiles,
        onSent: (soFar) => change(signal, { sentFiles: soFar }),
        signal,
      });
      change(signal, { sentFiles });
      const sent = await sendFile(file, {
        from,
        add: (body) =>
          api.authorised({
            method: "POST",
            path: wavePath(wave, "/items"),
            file: body,
            signal,
            answer: addItemsResponseSchema,
          }),
        onSent: (soFar) => change(signal, { sent: soFar }),
        signal,
      });
      change(signal, { stage: "done", sent });
    } catch (error) {
      fail(signal, "stopped", error);
    }
  };
  return {
    upload,
    choose(file) {
      const signal = begin();
      setUpload(file === undefined ? NOTHING : { ...NOTHING, stage: "checking", file });
      if (file !== undefined) void check(file, signal);
    },
    look(files) {
      const { preview, lookedAt, stage } = upload;
      const mayLook = stage === "ready" || stage === "stopped";
      if (!mayLook || preview === undefined || files.length === 0) return;
      const signal = begin();
      change(signal, { looking: { done: 0, total: files.length } });
      void lookAt(files, { named: preview.files, before: lookedAt }, signal);
    },
    send() {
      const { file, preview, stage, looking } = upload;
      const isReady = stage === "ready" || stage === "stopped";
      if (
        !isReady ||
        looking !== undefined ||
        file === undefined ||
        preview === undefined ||
        preview.good === 0
      )
        return;
      const signal = begin();
      change(signal, { stage: "sending", problem: undefined, isUnreadable: false });
      void sendRest(file, upload, signal);
    },
  };
}

/** Passes on only what is worth a new picture: thousands of small files are looked at in a second. */
function everySoOften(tell: (done: number) => void): (done: number) => void {
  let last = performance.now();
  return (done) => {
    if (performance.now() - last < PICTURE) return;
    last = performance.now();
    tell(done);
  };
}
