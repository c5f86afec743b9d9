// @vitest-environment happy-dom
import type { RttMessage } from "@plenum/model";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine, EngineEvent } from "../call/feature.ts";
import { rtt } from "./feature.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(sendLine?: (text: string) => Promise<void>) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const sent: RttMessage[] = [];
  const engine = {
    host: sendLine ? { sendLine } : {},
    session: () => ({ broadcast: (message: RttMessage) => sent.push(message) }),
    core: () => ({
      participants: [
        { id: "me", displayName: "Anna", isLocal: true },
        { id: "ben", displayName: "Ben", isLocal: false },
      ],
    }),
    update: () => undefined,
    onEvent: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Engine;
  const attached = rtt.attach(engine);
  const hearFrom = (from: string, content: object): void => {
    const message = { type: "chat.plenum.rtt", ...content };
    for (const listener of listeners) {
      listener({ kind: "session", event: { kind: "message", from, content: message } });
    }
  };
  const tell = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const texts = () => attached.slice().lines.map(({ text, done }) => [text, done]);
  return { ...attached, tell, sent, hearFrom, texts, listeners };
}

describe("writing", () => {
  it("gathers letters for a third of a second, and repeats the line every other second", () => {
    const { actions, sent } = start();
    for (const text of ["H", "Ha", "Hal"]) actions.writeRtt(text);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(300);
    expect(sent).toMatchObject([{ line: 0, seq: 0, edits: [{ at: 0, insert: "Hal" }] }]);
    actions.writeRtt("Hallo");
    vi.advanceTimersByTime(300);
    expect(sent.at(-1)).toMatchObject({ seq: 1, edits: [{ at: 3, insert: "lo" }] });
    vi.advanceTimersByTime(1_400);
    expect(sent.at(-1)).toMatchObject({ seq: 2, text: "Hallo", done: false });
  });

  it("never sends more than four messages a second", () => {
    const { actions, sent } = start();
    for (let at = 0; at < 10_000; at += 50) {
      actions.writeRtt("x".repeat(1 + at / 50));
      vi.advanceTimersByTime(50);
    }
    expect(sent.length).toBeLessThanOrEqual(40);
  });

  it("does not repeat for ever what somebody has left standing", () => {
    const { actions, sent } = start();
    actions.writeRtt("halb");
    vi.advanceTimersByTime(3_600_000);
    expect(sent.length).toBeLessThan(40);
  });

  it("ends with the line, which stays in view and in the room", () => {
    const kept: string[] = [];
    const { actions, sent, texts } = start((text) => {
      kept.push(text);
      return Promise.resolve();
    });
    actions.writeRtt("Guten Tag ");
    actions.finishRtt();
    expect(sent).toMatchObject([{ text: "Guten Tag ", done: true }]);
    expect(kept).toEqual(["Guten Tag"]);
    expect(texts()).toEqual([["Guten Tag", true]]);
    vi.advanceTimersByTime(10_000);
    expect(sent).toHaveLength(1);
    actions.writeRtt("Noch etwas");
    vi.advanceTimersByTime(300);
    expect(sent.at(-1)).toMatchObject({ line: 1, seq: 0 });
  });

  it("is not kept when there are no words in it", () => {
    const { actions, sent, texts } = start(() => Promise.reject(new Error("not asked")));
    actions.writeRtt("   ");
    actions.finishRtt();
    actions.finishRtt();
    expect([sent, texts()]).toEqual([[], []]);
  });

  it("says which line the room did not take", async () => {
    const { actions, slice } = start(() => Promise.reject(new Error("away")));
    actions.writeRtt("Wichtig");
    actions.finishRtt();
    await vi.waitFor(() => expect(slice().lost).toBe("Wichtig"));
    actions.dismissRtt();
    expect(slice().lost).toBeUndefined();
  });
});

const edit = (line: number, seq: number, insert: string) => ({
  line,
  seq,
  edits: [{ at: 999, insert }],
});

describe("one's own voice, written down", () => {
  it("goes out as a caption as it comes, and is kept in no room", () => {
    const { tell, sent, texts } = start(() => Promise.reject(new Error("not asked")));
    tell({ kind: "caption", text: "guten", done: false });
    vi.advanceTimersByTime(300);
    tell({ kind: "caption", text: "guten morgen", done: false });
    vi.advanceTimersByTime(300);
    tell({ kind: "caption", text: "Guten Morgen", done: true });
    tell({ kind: "caption", text: "", done: true });
    expect(sent).toMatchObject([
      { caption: true, line: 0, seq: 0, edits: [{ insert: "guten" }] },
      { caption: true, line: 0, seq: 1, edits: [{ insert: " morgen" }] },
      { caption: true, line: 0, seq: 2, text: "Guten Morgen", done: true },
    ]);
    expect(texts()).toEqual([["Guten Morgen", true]]);
  });

  it("ends with what was understood when it is switched off in the middle", () => {
    const { tell, sent } = start();
    tell({ kind: "caption", text: "guten", done: false });
    tell({ kind: "caption", text: "", done: true });
    expect(sent).toMatchObject([{ text: "guten", done: true }]);
  });
});

describe("reading", () => {
  it("shows letters as they come, and offers it to whoever has not opened it", () => {
    const { hearFrom, texts, slice, actions } = start();
    hearFrom("ben", edit(0, 0, "Mo"));
    hearFrom("ben", edit(0, 1, "in"));
    expect(texts()).toEqual([["Moin", false]]);
    expect(slice().offer).toBe("Ben");
    actions.openRtt(true);
    expect(slice().offer).toBeUndefined();
  });

  it("ends a line whose end got lost when the next one begins", () => {
    const { hearFrom, texts } = start();
    hearFrom("ben", edit(0, 0, "eins"));
    hearFrom("ben", edit(1, 0, "zwei"));
    expect(texts()).toEqual([
      ["eins", true],
      ["zwei", false],
    ]);
  });

  it("keeps what somebody types apart from what they say", () => {
    const { hearFrom, texts } = start();
    hearFrom("ben", edit(3, 0, "getippt"));
    hearFrom("ben", { ...edit(0, 0, "gesagt"), caption: true });
    expect(texts()).toEqual([
      ["getippt", false],
      ["gesagt", false],
    ]);
  });

  it.each([
    ["somebody who is not there", "eve", edit(0, 0, "x")],
    ["what is no text", "ben", { line: 0, seq: 0, edits: "x" }],
    ["places that there are not", "ben", { line: -1, seq: 0, text: "x" }],
  ])("hears nothing of %s", (_what, from, content) => {
    const { hearFrom, texts } = start();
    hearFrom(from, content);
    expect(texts()).toEqual([]);
  });

  it("holds a hundred lines at most", () => {
    const { hearFrom, slice } = start();
    for (let line = 0; line < 150; line += 1) {
      vi.advanceTimersByTime(100);
      hearFrom("ben", { line, seq: 0, text: `${line}`, done: true });
    }
    expect(slice().lines).toHaveLength(100);
    expect(slice().lines.at(-1)?.text).toBe("149");
  });
});

it("lets go", () => {
  const feature = start();
  const { actions, sent, listeners } = feature;
  actions.writeRtt("x");
  feature.dispose();
  vi.advanceTimersByTime(10_000);
  expect([sent.length, listeners.size]).toEqual([0, 0]);
});
