import { describe, expect, it } from "vitest";
import { ledgerRow as row } from "../testing/ledger-row.ts";
import type { Mark } from "./ledger.ts";
import { Marks } from "./marks.ts";

/** Writes when it is told to. */
class SlowLedger {
  readonly written: string[][] = [];
  go: () => void = () => undefined;

  mark(marks: readonly Mark[]): Promise<void> {
    return new Promise((resolve) => {
      this.go = () => {
        this.written.push(marks.map((mark) => mark.row.key));
        resolve();
      };
    });
  }
}

describe("marks", () => {
  it("that come while others are written are not lost and not written twice", async () => {
    const ledger = new SlowLedger();
    const marks = new Marks(ledger);
    marks.add(row("a"), { state: "done" });
    const first = marks.flush();
    await Promise.resolve();
    marks.add(row("b"), { state: "done" });
    expect(marks.unwritten.map(({ key }) => key)).toEqual(["a", "b"]);
    ledger.go();
    await first;
    expect(marks.unwritten.map(({ key }) => key)).toEqual(["b"]);
    const second = marks.flush();
    await Promise.resolve();
    await Promise.resolve();
    ledger.go();
    await second;
    expect(ledger.written).toEqual([["a"], ["b"]]);
  });

  it("that cannot be written down are no secret", async () => {
    const marks = new Marks({ mark: () => Promise.reject(new Error("away")) });
    for (let count = 0; count < 100; count += 1) marks.add(row(String(count)), { state: "done" });
    marks.ripe();
    await new Promise((resolve) => setImmediate(resolve));
    expect(() => marks.ripe()).toThrow("away");
    expect(marks.unwritten).toHaveLength(100);
  });
});
