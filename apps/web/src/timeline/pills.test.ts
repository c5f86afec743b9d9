import { describe, expect, it } from "vitest";
import { pillOf } from "./pills.ts";

describe("a link of a message means", () => {
  it.each([
    ["https://matrix.to/#/%40anna%3Aamt.de", { kind: "person", userId: "@anna:amt.de" }],
    ["https://matrix.to/#/@anna:amt.de:8448", { kind: "person", userId: "@anna:amt.de:8448" }],
    ["https://matrix.to/#/!abc:amt.de?via=amt.de", { kind: "room", path: "/room/!abc%3Aamt.de" }],
    ["https://matrix.to/#/!abc", { kind: "room", path: "/room/!abc" }],
    ["https://matrix.to/#/!abc:amt.de/$event", undefined],
    ["https://matrix.to/#/!..%2F..%2Fsettings", undefined],
    ["https://matrix.to/#/%", undefined],
    ["https://matrix.to/", undefined],
    ["https://matrix.to.evil.example/#/@anna:amt.de", undefined],
    ["https://evil.example/https://matrix.to/#/@anna:amt.de", undefined],
    ["https://amt.de", undefined],
  ])("%s", (href, expected) => {
    expect(pillOf(href)).toEqual(expected);
  });
});
