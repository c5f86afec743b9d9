import type { RoomHandle } from "@plenum/matrix";
import { useCallback, useMemo, useRef } from "react";
import { mayBeMarkdown } from "./markdown-hint.ts";
import type { RenderMarkdown } from "./markdown.ts";
import { readyMessage, type ReadyMessage, type WrittenText } from "./message.ts";
import { threadPlace, type ComposerThread } from "./place.ts";
import type { ComposerTarget } from "./target.ts";

/** How a text goes out. */
export interface SendOptions {
  readonly target?: ComposerTarget | undefined;
  /** Said about oneself, in the third person. */
  readonly emote?: boolean;
  /** Signs of markdown are only signs. */
  readonly plain?: boolean;
}

export interface Sender {
  /** Sends what was written, as answer or new wording where there is a target. */
  readonly send: (written: WrittenText, options: SendOptions) => Promise<void>;
  /** The message as it would go out, for one that is not sent now. */
  readonly ready: (written: WrittenText) => Promise<ReadyMessage>;
}

/**
 * Sending from one place. The markdown renderer is loaded with the first text that may need it;
 * messages keep their order meanwhile.
 */
export function useSend(handle: RoomHandle, thread: ComposerThread | undefined): Sender {
  const renderer = useRef<RenderMarkdown>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);

  const load = useCallback(async (): Promise<void> => {
    const { createMarkdown } = await import("./markdown.ts");
    renderer.current ??= createMarkdown();
  }, []);
  const ready = useCallback(
    async (written: WrittenText): Promise<ReadyMessage> => {
      const markup = needsMarkup(written);
      if (markup) await load();
      return readyMessage(written, markup ? renderer.current : undefined);
    },
    [load],
  );
  const send = useCallback(
    (written: WrittenText, options: SendOptions): Promise<void> => {
      const markup = options.plain !== true && needsMarkup(written);
      const now = (): void => {
        const message = readyMessage(written, markup ? renderer.current : undefined);
        deliver(handle, message, options, thread);
      };
      if ((!markup || renderer.current !== undefined) && waiting.current === 0) {
        // Nothing to load: the echo shows in the same frame, unless others wait before it.
        now();
        return Promise.resolve();
      }
      waiting.current += 1;
      const before = queue.current;
      const delivered = async (): Promise<void> => {
        await before;
        try {
          await load();
        } finally {
          // Without the renderer the text goes out as it was typed.
          waiting.current -= 1;
          now();
        }
      };
      queue.current = delivered();
      return queue.current;
    },
    [handle, thread, load],
  );
  return useMemo(() => ({ send, ready }), [send, ready]);
}

function needsMarkup({ text, marks }: WrittenText): boolean {
  return marks.length > 0 || mayBeMarkdown(text);
}

function deliver(
  handle: RoomHandle,
  { body, html, mentions }: ReadyMessage,
  { target, emote }: SendOptions,
  thread: ComposerThread | undefined,
): void {
  const message = { mentions, ...(html === undefined ? {} : { html }) };
  if (target?.kind === "edit") {
    handle.edit(target.eventId, body, message);
    return;
  }
  const into = threadPlace(thread);
  handle.sendText(body, {
    ...message,
    ...(into === undefined ? {} : { thread: into }),
    ...(emote === true ? { emote } : {}),
    ...(target === undefined ? {} : { replyTo: target.eventId }),
  });
}
