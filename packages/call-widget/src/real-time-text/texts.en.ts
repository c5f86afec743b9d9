import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  rtt: {
    title: "Real-time text",
    hint: "Everybody sees each letter as you write. Enter finishes the line, which then appears in the chat, too.",
    hintUnkept: "Everybody sees each letter as you write. Enter finishes the line.",
    lines: "Lines written along",
    own: "Your text, seen letter by letter",
    placeholder: "Type here: everybody reads along",
    finish: "Finish line",
    close: "Close real-time text",
    you: "You",
    writes: "writes",
    caption: "Caption",
    captions: "Caption my voice",
    captionsFailed: "Your agency's speech recognition does not answer. There are no captions.",
    offer: "{{name}} writes real-time text.",
    read: "Read along",
    lost: "Everybody has read “{{text}}”, but it is not in the chat.",
  },
};
