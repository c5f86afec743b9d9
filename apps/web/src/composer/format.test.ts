import { describe, expect, it } from "vitest";
import { applyFormat, continueLine, differenceOf, type Format, formatOfKey } from "./format.ts";

/** `[` and `]` (or `|` alone) show what is chosen. */
function read(shown: string) {
  if (shown.includes("|")) {
    const at = shown.indexOf("|");
    return { text: shown.replace("|", ""), start: at, end: at };
  }
  const start = shown.indexOf("‹");
  const end = shown.indexOf("›") - 1;
  return { text: shown.replace("‹", "").replace("›", ""), start, end };
}
function show({ text, start, end }: { text: string; start: number; end: number }): string {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

describe("a format", () => {
  it.each<[string, Format, string, string]>([
    ["makes a word bold", "bold", "a ‹wort› b", "a **‹wort›** b"],
    ["takes it back", "bold", "a **‹wort›** b", "a ‹wort› b"],
    ["leaves the spaces outside", "bold", "a‹ wort ›b", "a **‹wort›** b"],
    ["begins where nothing is chosen", "italic", "a |", "a *|*"],
    ["knows italic from bold", "italic", "**‹wort›**", "***‹wort›***"],
    ["strikes out", "strike", "‹alt›", "~~‹alt›~~"],
    ["makes code of a word", "code", "‹x›", "`‹x›`"],
    ["makes a block of several lines", "code", "a\n‹x\ny›\nb", "a\n```\n‹x\ny›\n```\nb"],
    ["asks for the address of a link", "link", "‹hier›", "[hier](‹https://›)"],
    ["asks for the words of an address", "link", "‹https://a.de›", "[|](https://a.de)"],
    ["quotes a line", "quote", "ab|c", "> ab|c"],
    ["quotes several", "quote", "‹a\nb›\nc", "‹> a\n> b›\nc"],
    ["takes a quotation back", "quote", "‹> a\n> b›", "‹a\nb›"],
    ["makes a list", "list", "‹a\nb›", "‹- a\n- b›"],
    ["counts", "numbers", "x\n‹a\nb›", "x\n‹1. a\n2. b›"],
    ["ends at the end of an empty text", "list", "|", "- |"],
  ])("%s", (_story, format, before, after) => {
    expect(show(applyFormat(format, read(before)))).toBe(after);
  });
});

describe("Shift+Enter", () => {
  it.each<[string, string, string | undefined]>([
    ["goes on with a list", "- eins|", "- eins\n- |"],
    ["counts on", "9. neun|", "9. neun\n10. |"],
    ["keeps the indentation", "- a\n  * b|", "- a\n  * b\n  * |"],
    ["offers an open box", "- [x] fertig|", "- [x] fertig\n- [ ] |"],
    ["goes on with a quotation", "> a|", "> a\n> |"],
    ["divides an entry", "- ei|ns", "- ei\n- |ns"],
    ["ends a list with an empty entry", "- a\n- |", "- a\n|"],
    ["is a plain line elsewhere", "a|", undefined],
    ["is a plain line after a dash that is none", "-5 Grad|", undefined],
  ])("%s", (_story, before, after) => {
    const result = continueLine(read(before));
    expect(result && show(result)).toBe(after);
  });
});

describe("keys", () => {
  const released = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  it.each([
    ["b", { ctrlKey: true }, true, "bold"],
    ["B", { metaKey: true }, false, "bold"],
    ["i", { ctrlKey: true }, true, "italic"],
    ["k", { ctrlKey: true }, true, "link"],
    ["k", { ctrlKey: true }, false, undefined],
    ["X", { ctrlKey: true, shiftKey: true }, true, "strike"],
    ["x", { ctrlKey: true }, true, undefined],
    ["b", {}, true, undefined],
    ["e", { ctrlKey: true, altKey: true }, true, undefined],
    ["constructor", { ctrlKey: true }, true, undefined],
  ] as const)("%s %j, chosen %s → %s", (key, held, chosen, expected) => {
    expect(formatOfKey({ ...released, key, ...held }, chosen)).toBe(expected);
  });
});

it.each([
  ["abc", "abXc", { from: 2, to: 2, insert: "X" }],
  ["abc", "c", { from: 0, to: 2, insert: "" }],
  ["aa", "aaa", { from: 2, to: 2, insert: "a" }],
  ["", "x", { from: 0, to: 0, insert: "x" }],
  ["same", "same", { from: 4, to: 4, insert: "" }],
])("the difference between %j and %j", (before, after, expected) => {
  expect(differenceOf(before, after)).toEqual(expected);
});
