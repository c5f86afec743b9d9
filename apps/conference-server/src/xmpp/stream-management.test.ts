import { describe, expect, it } from "vitest";
import { StreamManagement } from "./stream-management.ts";

describe("stream management", () => {
  it("sends again what was not acknowledged, in order", () => {
    const stream = new StreamManagement();
    for (const stanza of ["a", "b", "c"]) stream.countSent(stanza);
    stream.acknowledge(1);
    expect(stream.unacknowledged()).toEqual(["b", "c"]);
    stream.acknowledge(3);
    expect(stream.unacknowledged()).toEqual([]);
  });

  it("keeps what was sent again until it is acknowledged", () => {
    const stream = new StreamManagement();
    stream.countSent("a");
    stream.acknowledge(0);
    expect(stream.unacknowledged()).toEqual(["a"]);
    stream.acknowledge(0);
    expect(stream.unacknowledged()).toEqual(["a"]);
  });

  it("asks for an acknowledgement with every fifth stanza", () => {
    const stream = new StreamManagement();
    const asked = Array.from({ length: 10 }, (_, index) => stream.countSent(String(index)));
    expect(asked.flatMap((ask, index) => (ask ? [index] : []))).toEqual([4, 9]);
  });

  it("counts what it received", () => {
    const stream = new StreamManagement();
    stream.countReceived();
    stream.countReceived();
    expect(stream.received).toBe(2);
  });

  it.each([
    ["more than was sent", 2],
    ["less than before", -1],
    ["no number", Number.NaN],
    ["half a stanza", 0.5],
  ])("refuses an acknowledgement of %s", (_what, handled) => {
    const stream = new StreamManagement();
    stream.countSent("a");
    expect(() => {
      stream.acknowledge(handled);
    }).toThrow("handled-count-too-high");
  });

  it("gives up on a client that never acknowledges", () => {
    const stream = new StreamManagement({ maxStanzas: 3, maxLength: 1_000 });
    for (const stanza of ["a", "b", "c"]) stream.countSent(stanza);
    expect(() => stream.countSent("d")).toThrow("queue-full");
  });

  it("gives up on a queue that grows too large", () => {
    const stream = new StreamManagement({ maxStanzas: 1_000, maxLength: 10 });
    expect(() => stream.countSent("x".repeat(11))).toThrow("queue-full");
  });
});
