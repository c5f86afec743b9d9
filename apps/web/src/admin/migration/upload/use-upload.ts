import { addItemsResponseSchema } from "@plenum/model/migration";
import { useEffect, useRef, useState } from "react";
import type { ApiClient } from "../../../api/client.ts";
import { wavePath } from "../waves-api.ts";
import { checkFile, type Preview } from "./check-file.ts";
import { NOTHING_SENT, sendFile, type Sent } from "./send-file.ts";

/** Where the upload of a file is. `stopped` can be gone on with. */
export type Stage = "choose" | "checking" | "ready" | "sending" | "stopped" | "done";

export interface Upload {
  readonly stage: Stage;
  readonly file: File | undefined;
  /** Bytes of it that are checked. */
  readonly checked: number;
  readonly preview: Preview | undefined;
  readonly sent: Sent;
  /** What stopped it; for what the browser could not read see `isUnreadable`. */
  readonly problem: unknown;
  readonly isUnreadable: boolean;
}

const NOTHING: Upload = {
  stage: "choose",
  file: undefined,
  checked: 0,
  preview: undefined,
  sent: NOTHING_SENT,
  problem: undefined,
  isUnreadable: false,
};

/** Checks a file and sends it to a wave, as long as the component is there. */
export function useUpload(
  api: Pick<ApiClient, "authorised">,
  wave: string,
): {
  readonly upload: Upload;
  /** Takes a file and checks it; without one begins anew. */
  readonly choose: (file: File | undefined) => void;
  /** Sends what is checked, or the rest of it. */
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
  const sendRest = async (file: File, from: Sent, signal: AbortSignal): Promise<void> => {
    try {
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
    send() {
      const { file, preview, sent, stage } = upload;
      const isReady = stage === "ready" || stage === "stopped";
      if (!isReady || file === undefined || preview === undefined || preview.good === 0) return;
      const signal = begin();
      change(signal, { stage: "sending", problem: undefined, isUnreadable: false });
      void sendRest(file, sent, signal);
    },
  };
}
