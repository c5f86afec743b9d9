import { ReEmitter as SdkReEmitter } from "matrix-js-sdk/lib/ReEmitter.js";
import { describe, expect, it } from "vitest";
import { EventEmitter } from "./events.ts";
import { ReEmitter } from "./re-emitter.ts";

interface Stage {
  readonly target: EventEmitter;
  readonly one: EventEmitter;
  readonly other: EventEmitter;
  readonly reEmitter: ReEmitter;
  readonly said: unknown[];
}

const STORIES: readonly (readonly [string, (stage: Stage) => void])[] = [
  [
    "tells what each source tells, with the source as the last argument",
    ({ target, one, other, reEmitter, said }) => {
      target.on("a", (...args) => said.push(args.length, args[0], args.at(-1) === other));
      reEmitter.reEmit(one, ["a"]);
      reEmitter.reEmit(other, ["a", "b"]);
      one.emit("a", 1);
      other.emit("a", 2);
      said.push(other.emit("b"), one.emit("b"));
    },
  ],
  [
    "tells once however often it was asked to",
    ({ target, one, reEmitter, said }) => {
      target.on("a", () => said.push("a"));
      reEmitter.reEmit(one, ["a"]);
      reEmitter.reEmit(one, ["a"]);
      one.emit("a");
    },
  ],
  [
    "leaves the other listeners of a source alone, and their order",
    ({ target, one, reEmitter, said }) => {
      target.on("a", () => said.push("target"));
      one.on("a", () => said.push("before"));
      reEmitter.reEmit(one, ["a"]);
      one.on("a", () => said.push("after"));
      one.emit("a");
      reEmitter.stopReEmitting(one, ["a"]);
      one.emit("a");
    },
  ],
  [
    "stops for one source and not for the other, and begins again",
    ({ target, one, other, reEmitter, said }) => {
      target.on("a", (...args) => said.push(args[0]));
      reEmitter.reEmit(one, ["a"]);
      reEmitter.reEmit(other, ["a"]);
      reEmitter.stopReEmitting(one, ["a", "never"]);
      one.emit("a", "not told");
      other.emit("a", "told");
      reEmitter.reEmit(one, ["a"]);
      one.emit("a", "told again");
    },
  ],
  [
    "has nothing to stop for a source that never was",
    ({ one, reEmitter, said }) => {
      reEmitter.stopReEmitting(undefined, ["a"]);
      reEmitter.stopReEmitting(one, ["a"]);
      said.push(one.emit("a"));
    },
  ],
  [
    "throws no error that nobody listens to",
    ({ target, one, reEmitter, said }) => {
      reEmitter.reEmit(one, ["error"]);
      one.emit("error", "nobody");
      target.on("error", (...args) => said.push(args[0]));
      one.emit("error", "somebody");
    },
  ],
];

describe("telling on what others tell", () => {
  it.each(STORIES)("%s, as the SDK's does", (_name, tell) => {
    const outcomes = [ReEmitter, SdkReEmitter].map((Kind) => {
      const target = new EventEmitter();
      const said: unknown[] = [];
      const reEmitter = new Kind(target as never) as ReEmitter;
      tell({ target, one: new EventEmitter(), other: new EventEmitter(), reEmitter, said });
      return said;
    });
    expect(outcomes[0]).not.toHaveLength(0);
    expect(outcomes[0]).toEqual(outcomes[1]);
  });
});
