import { useCallback, useRef } from "react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import type { Notice } from "../notice.ts";
import { selectionOf, type TextActions } from "../use-text.ts";
import { judgePaste } from "./rules.ts";
import type { ToMarkdown } from "./to-markdown.ts";

/** Pasting into the field: formatted text becomes markdown, files are sent, books are refused. */
export function usePaste(
  { edit }: TextActions,
  sendFiles: (files: readonly File[]) => void,
  onNotice: (notice: Notice) => void,
): {
  readonly onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  /** For every key: Ctrl+Shift+V pastes the text alone. */
  readonly watchKey: (event: KeyboardEvent) => void;
} {
  const plain = useRef(false);
  const toMarkdown = useRef<ToMarkdown>(undefined);
  const watchKey = useCallback((event: KeyboardEvent) => {
    plain.current =
      event.key.toLowerCase() === "v" && event.shiftKey && (event.ctrlKey || event.metaKey);
  }, []);
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const element = event.currentTarget;
    const { clipboardData } = event;
    const files = [...clipboardData.files];
    const text = clipboardData.getData("text/plain");
    const html = clipboardData.getData("text/html");
    const chosen = element.value.slice(element.selectionStart, element.selectionEnd);
    const insert = (words: string): void => {
      const { text: before, start, end } = selectionOf(element);
      const caret = start + words.length;
      edit({ text: before.slice(0, start) + words + before.slice(end), start: caret, end: caret });
    };
    const insertMarkup = async (): Promise<void> => {
      let words: string | undefined;
      try {
        const { createToMarkdown } = await import("./to-markdown.ts");
        toMarkdown.current ??= createToMarkdown((source) =>
          new DOMParser().parseFromString(source, "text/html"),
        );
        words = toMarkdown.current(html);
      } catch {
        // Whatever the markup is: the text beside it is there.
      }
      insert(words ?? text);
    };
    const paste = judgePaste({ text, html, files: files.length, plain: plain.current, chosen });
    plain.current = false;
    if (paste.kind === "as-is") return;
    event.preventDefault();
    switch (paste.kind) {
      case "files":
        sendFiles(files);
        break;
      case "too-long":
        onNotice({ kind: "tooLongToPaste", text });
        break;
      case "link":
        insert(`[${chosen}](${paste.address})`);
        break;
      case "markup":
        void insertMarkup();
        break;
      default:
        paste satisfies never;
    }
  };
  return { onPaste, watchKey };
}
