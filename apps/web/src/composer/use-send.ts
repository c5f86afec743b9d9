import type { RoomHandle, ThreadPlace } from "@plenum/matrix";
import { useCallback, useRef } from "react";
import { mayBeMarkdown } from "./markdown-hint.ts";
import type { RenderMarkdown } from "./markdown.ts";
import { threadPlace, type ComposerThread } from "./place.ts";
import type { ComposerTarget } from "./target.ts";

const EMOTE = "/me ";

/**
 * Sends what was written, as answer or new wording where there is a target. The markdown renderer
 * is loaded with the first text that may need it; messages keep their order meanwhile.
 */
export function useSend(
  handle: RoomHandle,
  thread: ComposerThread | undefined,
): (text: string, target: ComposerTarget | undefined) => Promise<void> {
  const renderer = useRef<RenderMarkdown>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);

  return useCallback(
    (text, target) => {
      const now = (): void => {
        const html = mayBeMarkdown(text) ? renderer.current?.(text) : undefined;
        deliver(handle, text, html, target, threadPlace(thread));
      };
      const isReady = !mayBeMarkdown(text) || renderer.current !== undefined;
      if (isReady && waiting.current === 0) {
        // Nothing to load: the echo shows in the same frame, unless others wait before it.
        now();
        return Promise.resolve();
      }
      waiting.current += 1;
      const before = queue.current;
      const delivered = async (): Promise<void> => {
        await before;
        try {
          const { createMarkdown } = await import("./markdown.ts");
          renderer.current = createMarkdown();
        } finally {
          // Without the renderer the text goes out as it was typed.
          waiting.current -= 1;
          now();
        }
      };
      queue.current = delivered();
      return queue.current;
    },
    [handle, thread],
  );
}

function deliver(
  handle: RoomHandle,
  text: string,
  html: string | undefined,
  target: ComposerTarget | undefined,
  thread: ThreadPlace | undefined,
): void {
  const place = thread === undefined ? {} : { thread };
  const trimmed = text.trim();
  const formatted = html === undefined ? {} : { html };
  if (target?.kind === "edit") {
    handle.edit(target.eventId, trimmed, formatted);
  } else if (trimmed.startsWith(EMOTE)) {
    handle.sendText(trimmed.slice(EMOTE.length), { emote: true, ...place });
  } else {
    handle.sendText(trimmed, {
      ...formatted,
      ...place,
      ...(target === undefined ? {} : { replyTo: target.eventId }),
    });
  }
}
