import { describe, expect, it, vi } from "vitest";
import { createUploadStore, type UploadSession } from "./uploads.ts";

const PLACE = { roomId: "!r" };
const file = (name: string, size = 1): File =>
  Object.defineProperty(new File(["x"], name), "size", { value: size });

interface Started {
  readonly name: string;
  readonly signal: AbortSignal;
  done(): void;
  fail(code: string): void;
}

/** Uploads that end when the test says so. */
function setUp(limit?: number) {
  const started: Started[] = [];
  const sent: unknown[] = [];
  const session: UploadSession = {
    openRoom: () => ({
      sendContent: (_type, content) => sent.push(content["body"]),
      close: () => undefined,
    }),
    messages: {
      uploadLimit: () => Promise.resolve(limit),
      upload: (_roomId, toSend, _onProgress, signal) =>
        new Promise((resolve, reject) => {
          started.push({
            name: toSend.file.name,
            signal,
            done: () => resolve({ body: toSend.caption ?? toSend.file.name }),
            fail: (code) => reject(Object.assign(new Error(code), { code })),
          });
        }),
    },
  };
  const store = createUploadStore(session);
  const states = (): readonly string[] =>
    (store.getState()["!r"] ?? []).map(({ toSend, state }) => `${toSend.file.name} ${state.kind}`);
  const idOf = (name: string): string =>
    store.getState()["!r"]?.find(({ toSend }) => toSend.file.name === name)?.id ?? "";
  return { store, started, sent, states, idOf };
}

describe("files on their way", () => {
  it("wait until the person says so", () => {
    const { store, started, states } = setUp();
    store.start(PLACE, [file("a"), file("b")]);
    expect(states()).toEqual(["a chosen", "b chosen"]);
    expect(started).toEqual([]);
    store.dropChosen("!r");
    expect(states()).toEqual([]);
  });

  it("go two at a time, and their messages in the order in which they were chosen", async () => {
    const { store, started, sent, states } = setUp();
    store.start(PLACE, [file("a"), file("b"), file("c")]);
    store.sendChosen("!r");
    expect(states()).toEqual(["a running", "b running", "c waiting"]);
    started[1]?.done();
    await vi.waitFor(() => expect(states()).toEqual(["a running", "b uploaded", "c running"]));
    expect(sent).toEqual([]);
    started[2]?.done();
    started[0]?.done();
    await vi.waitFor(() => expect(sent).toEqual(["a", "b", "c"]));
    expect(states()).toEqual([]);
  });

  it("say what was written about them", async () => {
    const { store, started, sent, idOf } = setUp();
    store.start(PLACE, [file("a")]);
    store.caption("!r", idOf("a"), "Bitte prüfen");
    store.sendChosen("!r");
    started[0]?.done();
    await vi.waitFor(() => expect(sent).toEqual(["Bitte prüfen"]));
  });

  it("above the limit are refused with it, and the others go", async () => {
    const { store, started, states } = setUp(100_000_000);
    store.start(PLACE, [file("groß", 500_000_000), file("klein", 1000)]);
    await vi.waitFor(() => expect(states()).toEqual(["groß refused", "klein chosen"]));
    expect(store.getState()["!r"]?.[0]?.state).toEqual({ kind: "refused", limit: 100_000_000 });
    store.sendChosen("!r");
    expect(started.map(({ name }) => name)).toEqual(["klein"]);
  });

  it("that fail stay, hold up nobody, and can be tried again", async () => {
    const { store, started, sent, states, idOf } = setUp();
    store.start(PLACE, [file("a"), file("b")]);
    store.sendChosen("!r");
    started[0]?.fail("unreachable");
    started[1]?.done();
    await vi.waitFor(() => expect(sent).toEqual(["b"]));
    expect(states()).toEqual(["a failed"]);
    store.retry("!r", idOf("a"));
    expect(states()).toEqual(["a running"]);
    started[2]?.done();
    await vi.waitFor(() => expect(sent).toEqual(["b", "a"]));
  });

  it("can be stopped, and then nothing is sent", async () => {
    const { store, started, sent, states, idOf } = setUp();
    store.start(PLACE, [file("a"), file("b")]);
    store.sendChosen("!r");
    started[1]?.done();
    await vi.waitFor(() => expect(states()).toEqual(["a running", "b uploaded"]));
    store.cancel("!r", idOf("a"));
    expect(started[0]?.signal.aborted).toBe(true);
    expect(sent).toEqual(["b"]);
    started[0]?.done();
    await Promise.resolve();
    expect(sent).toEqual(["b"]);
  });

  it("end with the session", () => {
    const { store, started } = setUp();
    store.send(PLACE, { file: file("a") });
    store.dispose();
    expect(started[0]?.signal.aborted).toBe(true);
  });
});
