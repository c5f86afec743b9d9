import { describe, expect, it } from "vitest";
import { parseCaptions, settleCaptions } from "./captions.ts";

const OLD = { url: "ws://10.0.0.9:2700" };
const NEW = { url: "wss://recogniser.example.org/de" };

describe("--captions", () => {
  it.each([
    ["ws://10.0.0.9:2700", OLD],
    ["wss://recogniser.example.org/de", NEW],
    ["none", "none"],
  ])("takes %s", (text, wish) => {
    expect(parseCaptions(text)).toEqual(wish);
  });

  it.each(["http://10.0.0.9:2700", "10.0.0.9:2700", "", "off"])("does not take %j", (text) => {
    expect(() => parseCaptions(text)).toThrow(/takes the WebSocket .* or none/);
  });
});

describe("the recogniser of an installation", () => {
  it.each([
    ["is new", undefined, OLD, { captions: OLD }],
    ["is kept where nothing is said", OLD, undefined, { captions: OLD }],
    ["is changed", OLD, NEW, { captions: NEW }],
    ["is taken away", OLD, "none" as const, {}],
    ["is not there unless wished for", undefined, undefined, {}],
    ["is not there where none is taken away", undefined, "none" as const, {}],
  ])("%s", (_, before, wish, after) => {
    expect(settleCaptions(before, wish)).toEqual(after);
  });
});
