import { installationConfigSchema } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { moveConfig, newConfig } from "./config.ts";
import { parseTurnWish } from "./turn.ts";

const elsewhere = {
  turnUrls: "turn:turn.example?transport=udp, turns:turn.example:443?transport=tcp",
  turnSecret: "a secret of sixteen",
};

describe("TURN servers on the command line", () => {
  it.each([
    ["nothing", {}, undefined],
    ["--turn", { turn: true }, { kind: "own" }],
    ["--no-turn", { turn: false }, { kind: "none" }],
    [
      "servers elsewhere",
      elsewhere,
      {
        kind: "elsewhere",
        urls: ["turn:turn.example?transport=udp", "turns:turn.example:443?transport=tcp"],
        secret: "a secret of sixteen",
      },
    ],
  ])("%s", (_story, options, wish) => {
    expect(parseTurnWish(options)).toEqual(wish);
  });

  it.each([
    ["addresses without a secret", { turnUrls: "turn:a" }, /belong together/],
    ["a secret without addresses", { turnSecret: "x" }, /belong together/],
    ["both ways at once", { ...elsewhere, turn: true }, /leave it out/],
    ["a web address", { ...elsewhere, turnUrls: "https://turn.example" }, /takes addresses/],
    ["a short secret", { ...elsewhere, turnSecret: "turn" }, /16 characters/],
  ])("%s is refused with a sentence", (_story, options, sentence) => {
    expect(() => parseTurnWish(options)).toThrow(sentence);
  });
});

describe("TURN servers of an installation", () => {
  it("are none unless wished for", () => {
    expect(newConfig("/data", {}).conference.turn).toBeUndefined();
  });

  it("listen on this machine alone where the installation does", () => {
    const config = newConfig("/data", { port: 8600, turn: { kind: "own" } });
    expect(installationConfigSchema.parse(config)).toEqual(config);
    expect(config.conference.turn).toMatchObject({
      urls: ["turn:127.0.0.1:8606?transport=udp", "turn:127.0.0.1:8606?transport=tcp"],
      own: { port: 8606 },
    });
  });

  it("are reached over TLS where others reach the installation", () => {
    const config = newConfig("/data", { host: "plenum.example", turn: { kind: "own" } });
    expect(config.conference.turn?.urls).toContain("turns:plenum.example:8087?transport=tcp");
    expect(config.conference.turn?.own).toEqual({ port: 8086, tlsPort: 8087 });
  });

  it("move with the installation and keep their secret", () => {
    const before = newConfig("/data", { turn: { kind: "own" } });
    const after = moveConfig(before, { port: 9000 });
    expect(after.conference.turn?.own).toEqual({ port: 9006 });
    expect(after.conference.turn?.secret).toBe(before.conference.turn?.secret);
  });

  it("elsewhere stay as they are when the installation moves", () => {
    const before = newConfig("/data", { turn: parseTurnWish(elsewhere) });
    expect(moveConfig(before, { port: 9000 }).conference.turn).toEqual(before.conference.turn);
  });

  it("do not take over a secret from elsewhere", () => {
    const before = newConfig("/data", { turn: parseTurnWish(elsewhere) });
    const after = moveConfig(before, { turn: { kind: "own" } });
    expect(after.conference.turn?.secret).not.toBe(elsewhere.turnSecret);
  });

  it("go when they are not wanted any more", () => {
    const before = newConfig("/data", { turn: { kind: "own" } });
    expect(moveConfig(before, { turn: { kind: "none" } }).conference).not.toHaveProperty("turn");
  });

  it("need ports that exist", () => {
    expect(() => newConfig("/data", { port: 65_530, turn: { kind: "own" } })).toThrow(
      /lower --port/,
    );
  });
});
