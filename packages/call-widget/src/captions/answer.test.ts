import { anything, assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import { readAnswer } from "./answer.ts";

it.each([
  ['{"partial":"guten"}', { text: "guten", done: false }],
  ['{"text":"guten morgen"}', { text: "guten morgen", done: true }],
  ['{"text":"guten","result":[{"word":"guten","conf":1}]}', { text: "guten", done: true }],
  ['{"text":" zwei\\n zeilen \\u202e"}', { text: "zwei zeilen", done: true }],
  ['{"text":5}', undefined],
  ['{"error":"busy"}', undefined],
  ["no JSON", undefined],
  [new Uint8Array(2), undefined],
])("%o is understood as %o", (message, expected) => {
  expect(readAnswer(message)).toEqual(expected);
});

it("keeps the newest words of somebody who does not pause", () => {
  const text = `${"alt ".repeat(400)}neu`;
  const read = readAnswer(JSON.stringify({ partial: text }));
  expect(read?.text.endsWith("neu")).toBe(true);
  expect(read?.text.length).toBeLessThanOrEqual(1_000);
});

function never(message: unknown): void {
  expect(() => readAnswer(message)).not.toThrow();
}

it("is never upset", () => {
  assert(property(anything(), never));
  assert(property(string(), never));
});
