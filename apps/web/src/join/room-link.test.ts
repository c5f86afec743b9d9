import { describe, expect, it } from "vitest";
import { parseRoomLink } from "./room-link.ts";

const HERE = "https://chat.amt.example";

describe("a link to a room", () => {
  it.each([
    ["an alias", "#bau:amt.example", { room: "#bau:amt.example", via: [] }],
    ["an id", " !abc:amt.example ", { room: "!abc:amt.example", via: [] }],
    ["an id of version 12", "!abc-_123", { room: "!abc-_123", via: [] }],
    [
      "matrix.to with ways",
      "https://matrix.to/#/!abc:x?via=a.x&via=b.x",
      { room: "!abc:x", via: ["a.x", "b.x"] },
    ],
    [
      "matrix.to, encoded",
      "https://matrix.to/#/%23bau%3Aamt.example",
      { room: "#bau:amt.example", via: [] },
    ],
    [
      "matrix.to at a message",
      "https://matrix.to/#/!abc:x/$event?via=a.x",
      { room: "!abc:x", via: ["a.x"] },
    ],
    ["an address of the scheme", "matrix:r/bau:amt.example", { room: "#bau:amt.example", via: [] }],
    [
      "an id of the scheme",
      "matrix:roomid/abc:x?action=join&via=a.x",
      { room: "!abc:x", via: ["a.x"] },
    ],
    [
      "one of ours",
      `${HERE}/join-room/%23bau%3Aamt.example?via=a.x`,
      { room: "#bau:amt.example", via: ["a.x"] },
    ],
    ["a room of ours", `${HERE}/room/!abc%3Ax/people`, { room: "!abc:x", via: [] }],
    [
      "more ways than are used",
      "https://matrix.to/#/!a:x?via=1&via=2&via=3&via=4",
      { room: "!a:x", via: ["1", "2", "3"] },
    ],
    [
      "ways that are none",
      "https://matrix.to/#/!a:x?via=a%20b&via=javascript:alert(1)",
      { room: "!a:x", via: [] },
    ],
    ["a person", "https://matrix.to/#/@anna:x", undefined],
    ["a person of the scheme", "matrix:u/anna:x", undefined],
    ["another site", "https://evil.example/join-room/!abc", undefined],
    ["another site that begins like ours", `${HERE}.evil.example/room/!abc`, undefined],
    ["a script", "javascript:alert(1)", undefined],
    ["broken encoding", "https://matrix.to/#/%E0%A4%A", undefined],
    ["just a word", "Bauamt", undefined],
    ["far too long", `#${"a".repeat(5000)}:x`, undefined],
  ])("%s", (_story, pasted, expected) => {
    expect(parseRoomLink(pasted, HERE)).toEqual(expected);
  });
});
