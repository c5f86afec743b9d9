import { describe, expect, it } from "vitest";
import { RTT_MESSAGE, rttMessageSchema } from "./rtt.ts";

const head = { type: RTT_MESSAGE, line: 4, seq: 2 };

describe("a line that is being written", () => {
  it.each([
    ["letters that come", { edits: [{ at: 3, insert: "en 😀" }] }],
    ["letters that go", { edits: [{ at: 8, erase: 2 }] }],
    [
      "both, in their order",
      {
        edits: [
          { at: 0, insert: "Gutn" },
          { at: 4, erase: 1 },
        ],
      },
    ],
  ])("is told by %s", (_story, change) => {
    expect(rttMessageSchema.parse({ ...head, ...change })).toEqual({
      ...head,
      ...change,
      caption: false,
    });
  });

  it("is told whole from time to time, and is done at last", () => {
    const whole = { ...head, text: "Guten Tag" };
    expect(rttMessageSchema.parse(whole)).toEqual({ ...whole, caption: false, done: false });
    expect(rttMessageSchema.parse({ ...whole, done: true })).toMatchObject({ done: true });
  });

  it("may be what somebody says", () => {
    const said = { ...head, text: "Guten Tag", caption: true };
    expect(rttMessageSchema.parse(said)).toMatchObject({ caption: true });
  });

  it.each([
    ["nothing", {}],
    ["no edit", { edits: [] }],
    [
      "more edits than anybody types",
      { edits: Array.from({ length: 101 }, () => ({ at: 0, insert: "x" })) },
    ],
    ["a place before the beginning", { edits: [{ at: -1, insert: "x" }] }],
    ["a place that is none", { edits: [{ at: 1.5, insert: "x" }] }],
    ["nothing to insert", { edits: [{ at: 0, insert: "" }] }],
    ["nothing to erase", { edits: [{ at: 0, erase: 0 }] }],
    ["a line without end", { text: "x".repeat(1_001) }],
    ["another type", { type: "chat.plenum.reaction", text: "x" }],
    ["a line of no number", { line: "4", text: "x" }],
  ])("is refused with %s", (_story, change) => {
    expect(rttMessageSchema.safeParse({ ...head, ...change }).success).toBe(false);
  });
});
