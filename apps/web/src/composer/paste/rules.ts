/** UTF-16 units; what is longer is a file, not a message. */
export const LONGEST_PASTE = 200_000;

/** Markup that says more than the text beside it. */
const STRUCTURE =
  /<(?:b|strong|i|em|s|del|strike|h[1-6]|ul|ol|table|blockquote|pre|a)\b|mso-list|font-weight:\s*(?:bold|[6-9]00)/i;
/** Editors of code colour every word; the text is all there is to it. */
const CODE_EDITOR =
  /^(?:<meta[^>]*>|<html>|<body>|<!--StartFragment-->|\s)*<div style="[^"]*white-space: pre/i;
const ADDRESS = /^https?:\/\/\S{1,2000}$/;

/** What is to be done with something pasted. */
export type Paste =
  | { readonly kind: "as-is" }
  | { readonly kind: "files" }
  | { readonly kind: "too-long" }
  | { readonly kind: "markup" }
  /** An address over chosen words makes a link of them. */
  | { readonly kind: "link"; readonly address: string };

/** Decides what becomes of a clipboard. */
export function judgePaste(clipboard: {
  readonly text: string;
  readonly html: string;
  readonly files: number;
  /** Asked for by Ctrl+Shift+V. */
  readonly plain: boolean;
  readonly chosen: string;
}): Paste {
  const { text, html, files, plain, chosen } = clipboard;
  // Office programs put a picture of the text beside the text: then the text counts.
  if (files > 0 && text === "") return { kind: "files" };
  if (text.length > LONGEST_PASTE) return { kind: "too-long" };
  if (plain) return { kind: "as-is" };
  const address = text.trim();
  if (chosen.trim() !== "" && !chosen.includes("\n") && ADDRESS.test(address)) {
    return { kind: "link", address };
  }
  const structured = STRUCTURE.test(html) && !CODE_EDITOR.test(html);
  return structured ? { kind: "markup" } : { kind: "as-is" };
}
