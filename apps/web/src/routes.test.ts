import { describe, expect, it } from "vitest";
import { parseDialog, parseEventId, parseRoute, roomPath } from "./routes.ts";

describe("an address", () => {
  it.each([
    ["/", { kind: "home" }],
    ["/settings", { kind: "settings" }],
    ["/inbox", { kind: "inbox" }],
    ["/inbox/more", { kind: "unknown" }],
    [
      "/room/!abc/thread/%24root",
      { kind: "room", roomId: "!abc", panel: { name: "thread", detail: "$root" } },
    ],
    ["/people", { kind: "people" }],
    ["/people/more", { kind: "unknown" }],
    [
      "/room/!abc/person/%40anna%3Aamt.de",
      { kind: "room", roomId: "!abc", panel: { name: "person", detail: "@anna:amt.de" } },
    ],
    ["/room/!abc%3Aamt.de", { kind: "room", roomId: "!abc:amt.de" }],
    ["/room/!abc:amt.de", { kind: "room", roomId: "!abc:amt.de" }],
    [
      "/room/!v12roomWithoutServer/people",
      { kind: "room", roomId: "!v12roomWithoutServer", panel: { name: "people", detail: "" } },
    ],
    ["/join/s3cret-token_x", { kind: "join", token: "s3cret-token_x" }],
    ["/join", { kind: "join", token: undefined }],
    ["/invited/s3cret-token_x", { kind: "invited", token: "s3cret-token_x" }],
    ["/room/!abc%2Fwith%2Fslashes", { kind: "room", roomId: "!abc/with/slashes" }],
    ["/room/%E0%A4%A", { kind: "unknown" }],
    ["/room", { kind: "unknown" }],
    ["/room/!abc/nonsense", { kind: "unknown" }],
    [
      "/room/!abc/people/%24event%2Fx",
      { kind: "room", roomId: "!abc", panel: { name: "people", detail: "$event/x" } },
    ],
    ["/room/!abc/people/more/still", { kind: "unknown" }],
    ["/settings/more/still/more", { kind: "unknown" }],
    ["/nonsense", { kind: "unknown" }],
  ])("%s", (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  it.each([["!abc:amt.de"], ["!with/slash:amt.de"], ["!v12"]])(
    "of %s leads back to it",
    (roomId) => {
      const panel = { name: "guests", detail: "$a/b c" } as const;
      expect(parseRoute(roomPath(roomId, { panel }))).toEqual({ kind: "room", roomId, panel });
    },
  );
});

describe("a message in the query", () => {
  it.each([
    ["event=%24abc", "$abc"],
    ["?dialog=recover&event=$abc", "$abc"],
    ["event=javascript:1", undefined],
    ["", undefined],
  ])("%s → %s", (search, eventId) => {
    expect(parseEventId(search)).toBe(eventId);
  });
});

describe("a dialog in the query", () => {
  it.each([
    ["dialog=new-room", "new-room"],
    ["?dialog=recover", "recover"],
    ["dialog=javascript", undefined],
    ["", undefined],
  ])("%s → %s", (search, dialog) => {
    expect(parseDialog(search)).toBe(dialog);
  });
});
