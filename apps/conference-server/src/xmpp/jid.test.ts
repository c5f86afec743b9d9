import { describe, expect, it } from "vitest";
import { parseJid } from "./jid.ts";

describe("an XMPP address", () => {
  it.each([
    ["meet.org", { node: "", domain: "meet.org", resource: "" }],
    ["Lab@Meet.org/Nick", { node: "lab", domain: "meet.org", resource: "Nick" }],
    ["lab@meet.org/a/b@c", { node: "lab", domain: "meet.org", resource: "a/b@c" }],
    ["", null],
    ["lab@", null],
    ["a@b@c", null],
    [`${"a".repeat(2_000)}@b`, null],
  ])("%s", (text, parts) => {
    expect(parseJid(text)).toEqual(parts);
  });
});
