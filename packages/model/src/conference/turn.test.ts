import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseTurnUrl, turnCredentials, turnUrlOf } from "./turn.ts";

const sign = (secret: string, text: string): string =>
  createHmac("sha1", secret).update(text).digest("base64");

describe("addresses of TURN servers", () => {
  it.each([
    ["turn:turn.example", "turn:turn.example:3478?transport=udp"],
    ["turns:turn.example", "turns:turn.example:5349?transport=tcp"],
    ["turn:turn.example?transport=tcp", "turn:turn.example:3478?transport=tcp"],
    ["turns:TURN.example:443?transport=tcp", "turns:turn.example:443?transport=tcp"],
    ["turn:[2001:DB8::1]:3478", "turn:[2001:db8::1]:3478?transport=udp"],
    ["turn:10.0.0.7:3478", "turn:10.0.0.7:3478?transport=udp"],
  ])("%s is %s", (url, full) => {
    const address = parseTurnUrl(url);
    expect(address && turnUrlOf(address)).toBe(full);
  });

  it.each([
    "",
    "turn:",
    "stun:turn.example",
    "turn:turn.example:0",
    "turn:turn.example:70000",
    "turn:turn.example?transport=sctp",
    "turn:2001:db8::1",
    "turn:turn.example\n",
    "https://turn.example",
  ])("%j is none", (url) => {
    expect(parseTurnUrl(url)).toBeUndefined();
  });
});

describe("credentials that run out", () => {
  /* Passwords made with: printf %s <user> | openssl dgst -sha1 -hmac <secret> -binary | base64 */
  it.each([
    [
      { secret: "north-of-the-river", lifetime: 3_600 },
      1_795_788_000_999,
      "q3f9",
      { username: "1795791600:q3f9", credential: "LEnbtOyQ/QwI2tM50U1X8FL6IRA=" },
    ],
    [
      { secret: "0123456789abcdef", lifetime: 60 },
      0,
      "x",
      { username: "60:x", credential: "Bprnc6k9OmdflrzsgnW0qQirFEs=" },
    ],
  ])("%j at %d", (turn, now, random, expected) => {
    expect(turnCredentials(turn, { now, random, sign })).toEqual(expected);
  });

  it("are signed with HMAC-SHA1 (RFC 2202, test 2)", () => {
    expect(sign("Jefe", "what do ya want for nothing?")).toBe("7/zfauXrL6LSdBbV8YTfnCWafHk=");
  });
});
