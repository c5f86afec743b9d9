import type { MatrixErrorCode, MediaSource } from "@plenum/matrix";
import { useEffect, useRef, useState } from "react";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

export type LoadedMedia =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly url: string; readonly blob: Blob }
  | { readonly kind: "failed"; readonly code: MatrixErrorCode };

const LOADING: LoadedMedia = { kind: "loading" };

/**
 * Loads a file while it is shown and releases it when it goes.
 * @param how `preview` for a picture as large as the timeline shows it; `none` while not wanted
 */
export function useMedia(
  { source, mimeType }: { source: MediaSource; mimeType: string },
  how: "full" | "preview" | "none",
): LoadedMedia {
  const { session } = useWorkspace();
  const [state, setState] = useState<{ mxc: string; media: LoadedMedia }>();
  // A new reaction makes a new message object; the file behind the same address is the same.
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  const { mxc } = source;
  useEffect(() => {
    if (how === "none") return undefined;
    const controller = new AbortController();
    let release: (() => void) | undefined;
    const run = async (): Promise<void> => {
      try {
        const loaded = await session.media[how === "full" ? "load" : "preview"](
          latest.current,
          mimeType,
          controller.signal,
        );
        if (controller.signal.aborted) {
          loaded.release();
          return;
        }
        release = () => loaded.release();
        setState({ mxc, media: { kind: "ready", url: loaded.url, blob: loaded.blob } });
      } catch (error) {
        if (!controller.signal.aborted) {
          setState({ mxc, media: { kind: "failed", code: failureCode(error) } });
        }
      }
    };
    void run();
    return () => {
      controller.abort();
      release?.();
    };
  }, [session, mxc, mimeType, how]);
  return state?.mxc === mxc ? state.media : LOADING;
}
