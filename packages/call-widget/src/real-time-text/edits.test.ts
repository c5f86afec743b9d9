import { RTT_MAX_LINE, type RttMessage, rttMessageSchema } from "@plenum/model";
import { array, assert, boolean, constantFrom, nat, property, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit, applyEdits, editsBetween, fitting } from "./edits.ts";
import { type Heard, hear } from "./hearing.ts";
import { NOTHING_WRITTEN, tellEdits, tellEnd, tellWhole, type Writing } from "./writing.ts";

const text = string({ unit: "binary", maxLength: 40 });
/** Texts that have much in common, as what somebody writes from one moment to the next has. */
const typed = array(constantFrom("a", "b", "ä", "😀", "e\u0301", " "), { maxLength: 12 }).map(
  (all) => all.join(""),
);

describe("changes of a line", () => {
  it.each([
    ["", "H", [{ at: 0, insert: "H" }]],
    ["Hall", "Hallo", [{ at: 4, insert: "o" }]],
    ["Hallo", "Hall", [{ at: 5, erase: 1 }]],
    [
      "Hallo Bob",
      "Hallo Ben",
      [
        { at: 9, erase: 2 },
        { at: 7, insert: "en" },
      ],
    ],
    ["👍👎", "👍", [{ at: 2, erase: 1 }]],
    ["gleich", "gleich", []],
  ])("from %o to %o", (before, after, edits) => {
    expect(editsBetween(before, after)).toEqual(edits);
  });

  it("make the one text of the other, whatever both are", () => {
    assert(
      property(text, text, (before, after) => {
        expect(applyEdits(before, editsBetween(before, after))).toBe(after);
      }),
    );
    assert(
      property(typed, typed, (before, after) => {
        expect(applyEdits(before, editsBetween(before, after))).toBe(after);
      }),
    );
  });

  it("never make a line too long, or reach before its beginning", () => {
    assert(
      property(text, nat(RTT_MAX_LINE), nat(RTT_MAX_LINE), (before, at, count) => {
        const erased = applyEdit(before, { at, erase: count + 1 });
        expect(Array.from(erased).length).toBeLessThanOrEqual(Array.from(before).length);
        const long = applyEdit("x".repeat(RTT_MAX_LINE), { at, insert: `${before}y` });
        expect(Array.from(long)).toHaveLength(RTT_MAX_LINE);
      }),
    );
    expect(Array.from(fitting("😀".repeat(RTT_MAX_LINE + 5)))).toHaveLength(RTT_MAX_LINE);
  });
});

/** Writes what somebody types, step by step, with a whole line now and then. */
function write(steps: readonly (readonly [string, boolean])[]): readonly RttMessage[] {
  let writing: Writing = NOTHING_WRITTEN;
  const messages: RttMessage[] = [];
  const send = (told: ReturnType<typeof tellEdits>): void => {
    if (!told) return;
    messages.push(rttMessageSchema.parse(told.message));
    ({ writing } = told);
  };
  for (const [now, whole] of steps) {
    send(tellEdits(writing, now));
    if (whole) send(tellWhole(writing, now));
  }
  send(tellEnd(writing, steps.at(-1)?.[0] ?? ""));
  return messages;
}
const read = (messages: readonly RttMessage[]): Heard | undefined =>
  messages.reduce<Heard | undefined>((before, message) => hear(before, message), undefined);

const edit = (line: number, seq: number, insert: string): RttMessage =>
  rttMessageSchema.parse({ type: "chat.plenum.rtt", line, seq, edits: [{ at: 999, insert }] });

describe("a line between two people", () => {
  it("is the same at both ends, letter by letter", () => {
    assert(
      property(array(tuple(typed, boolean()), { minLength: 1, maxLength: 15 }), (steps) => {
        let heard: Heard | undefined;
        let writing: Writing = NOTHING_WRITTEN;
        for (const [now] of steps) {
          const told = tellEdits(writing, now);
          if (!told) continue;
          ({ writing } = told);
          heard = hear(heard, told.message);
          expect(heard?.text).toBe(now);
        }
        expect(read(write(steps))).toMatchObject({ text: steps.at(-1)?.[0], done: true });
      }),
    );
  });

  it("is right in the end, whatever was lost or came twice on the way", () => {
    assert(
      property(
        array(tuple(typed, boolean()), { minLength: 1, maxLength: 15 }),
        array(nat(2), { minLength: 40, maxLength: 40 }),
        (steps, times) => {
          const messages = write(steps);
          const arrived = messages.flatMap((message, index) => {
            const last = index === messages.length - 1;
            return Array.from({ length: last ? 1 : (times[index] ?? 1) }, () => message);
          });
          expect(read(arrived)).toMatchObject({ text: steps.at(-1)?.[0], done: true });
        },
      ),
    );
  });

  it("waits for the whole line after a gap, and shows meanwhile what is certain", () => {
    const before = read([edit(0, 0, "Gu"), edit(0, 2, "Morgen")]);
    expect(before).toMatchObject({ text: "Gu", whole: false });
    const whole = tellWhole({ line: 0, seq: 3, told: "" }, "Guten Morgen").message;
    expect(hear(before, whole)).toMatchObject({ text: "Guten Morgen", whole: true });
  });

  it("is nothing to whoever comes in the middle, until the whole line comes", () => {
    expect(read([edit(4, 7, "x")])).toMatchObject({ text: "", whole: false });
  });

  it("is not changed by what is older, or after its end", () => {
    const ended = read([edit(1, 0, "a"), tellEnd({ line: 1, seq: 1, told: "a" }, "ab").message]);
    expect(hear(ended, edit(1, 2, "c"))).toBe(ended);
    expect(hear(ended, edit(0, 9, "c"))).toBe(ended);
    expect(hear(ended, edit(2, 0, "c"))).toMatchObject({ line: 2, text: "c" });
  });
});
