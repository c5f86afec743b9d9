import { useCallback, useMemo, useState } from "react";
import type { RefObject } from "react";
import { differenceOf, type Selection } from "./format.ts";
import { moveMarks, type MentionMark } from "./mention-marks.ts";
import type { WrittenText } from "./message.ts";

/** What stands in a field. */
export interface FieldContent extends WrittenText {
  /** Written by the person, not put there by us. */
  readonly touched: boolean;
}

export interface TextActions {
  /** The field says what stands in it now. */
  readonly typed: (text: string) => void;
  /** Something else stands in the field. */
  readonly replace: (written: WrittenText) => void;
  /** Puts something into the field as if it had been typed: Ctrl+Z takes it back. */
  readonly edit: (selection: Selection, mark?: MentionMark) => void;
}

/** State of a text field with mentions. */
export function useText(
  field: RefObject<HTMLTextAreaElement | null>,
  initial: () => WrittenText,
): readonly [FieldContent, TextActions] {
  const [content, setContent] = useState<FieldContent>(() => {
    const { text, marks } = initial();
    return { text, marks, touched: false };
  });
  const typed = useCallback((text: string) => {
    setContent((before) => ({
      text,
      marks: moveMarks(before.marks, before.text, text),
      touched: true,
    }));
  }, []);
  const replace = useCallback(({ text, marks }: WrittenText) => {
    setContent({ text, marks, touched: false });
  }, []);
  const edit = useCallback(
    (selection: Selection, mark?: MentionMark) => {
      const element = field.current;
      if (!element) return;
      element.focus();
      const { from, to, insert } = differenceOf(element.value, selection.text);
      element.setSelectionRange(from, to);
      insertText(element, insert);
      element.setSelectionRange(selection.start, selection.end);
      if (mark === undefined) return;
      setContent((before) => ({ ...before, marks: [...before.marks, mark] }));
    },
    [field],
  );
  const actions = useMemo(() => ({ typed, replace, edit }), [typed, replace, edit]);
  return [content, actions];
}

/** Writes at the caret so that the browser can undo it, and tells React as typing does. */
function insertText(element: HTMLTextAreaElement, text: string): void {
  const from = element.selectionStart;
  if (text === "" && from === element.selectionEnd) return;
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else keeps what Ctrl+Z takes back
  if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
  element.setRangeText(text, from, element.selectionEnd, "end");
  element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}

/** What is chosen in a field. */
export function selectionOf(element: HTMLTextAreaElement): Selection {
  return { text: element.value, start: element.selectionStart, end: element.selectionEnd };
}
