import type { MediaSource } from "@plenum/matrix";
import { useEffect, useState } from "react";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

export type LoadedMedia =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly url: string }
  | { readonly kind: "failed" };

/** Loads a file while it is shown and releases it when it goes. */
export function useMedia(
  { source, mimeType }: { source: MediaSource; mimeType: string },
  wanted: boolean,
): LoadedMedia {
  const { session } = useWorkspace();
  const [state, setState] = useState<LoadedMedia>({ kind: "loading" });
  useEffect(() => {
    if (!wanted) return undefined;
    const controller = new AbortController();
    let release: (() => void) | undefined;
    const run = async (): Promise<void> => {
      try {
        const media = await session.media.load(source, mimeType, controller.signal);
        if (controller.signal.aborted) {
          media.release();
          return;
        }
        release = () => media.release();
        setState({ kind: "ready", url: media.url });
      } catch {
        if (!controller.signal.aborted) setState({ kind: "failed" });
      }
    };
    void run();
    return () => {
      controller.abort();
      release?.();
    };
  }, [session, source, mimeType, wanted]);
  return state;
}
