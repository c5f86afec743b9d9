import { EventEmitter as NodeEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { EventEmitter } from "./events.ts";

type Emitter = EventEmitter | NodeEmitter;

/** What happens, in order, for one way of using an emitter. */
const STORIES: readonly (readonly [string, (emitter: Emitter, said: unknown[]) => void])[] = [
  [
    "tells in order, with everything that was said",
    (emitter, said) => {
      emitter.on("a", (...args: unknown[]) => said.push("first", ...args));
      emitter.on("a", (...args: unknown[]) => said.push("second", ...args));
      said.push(emitter.emit("a", 1, 2), emitter.emit("b"));
    },
  ],
  [
    "tells once who wants it once",
    (emitter, said) => {
      emitter.once("a", () => said.push("once"));
      emitter.emit("a");
      said.push(emitter.emit("a"), emitter.listenerCount("a"));
    },
  ],
  [
    "tells those first who were put first",
    (emitter, said) => {
      emitter.on("a", () => said.push("on"));
      emitter.prependListener("a", () => said.push("before"));
      emitter.prependOnceListener("a", () => said.push("once, before"));
      emitter.emit("a");
      emitter.emit("a");
    },
  ],
  [
    "is not confused by listeners that go or come meanwhile",
    (emitter, said) => {
      const second = (): void => void said.push("second");
      emitter.on("a", () => {
        emitter.off("a", second);
        emitter.on("a", () => said.push("new"));
      });
      emitter.on("a", second);
      emitter.emit("a");
      emitter.emit("a");
    },
  ],
  [
    "takes away one of two that are the same",
    (emitter, said) => {
      const listener = (): void => void said.push("told");
      emitter.on("a", listener);
      emitter.on("a", listener);
      emitter.removeListener("a", listener);
      emitter.removeListener("a", () => undefined);
      emitter.emit("a");
      said.push(emitter.listeners("a").length);
    },
  ],
  [
    "forgets all of a name, and all of all",
    (emitter, said) => {
      emitter.on("a", () => said.push("a"));
      emitter.on("b", () => said.push("b"));
      emitter.removeAllListeners("a");
      emitter.emit("a");
      emitter.emit("b");
      emitter.removeAllListeners();
      said.push(emitter.emit("b"), emitter.eventNames());
    },
  ],
  [
    "throws an error that nobody hears",
    (emitter, said) => {
      try {
        emitter.emit("error", new Error("unheard"));
      } catch (error) {
        said.push(error instanceof Error ? error.message : "");
      }
    },
  ],
];

describe("the emitter of events does what Node's does", () => {
  it.each(STORIES)("%s", (_, story) => {
    const said: unknown[] = [];
    const expected: unknown[] = [];
    story(new EventEmitter(), said);
    story(new NodeEmitter(), expected);
    expect(expected.length).toBeGreaterThan(0);
    expect(said).toEqual(expected);
  });
});
