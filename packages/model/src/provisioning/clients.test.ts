import { describe, expect, it } from "vitest";
import { grantedScopes } from "./clients.ts";

describe("the scopes of a client's token", () => {
  it.each([
    ["nothing asked: all it has", undefined, ["conferences:read", "conferences:write"]],
    ["a part of it", "conferences:read", ["conferences:read"]],
    ["twice the same", "conferences:read conferences:read", ["conferences:read"]],
    ["more than it has", "conferences:read meetings:write", undefined],
    ["something that does not exist", "everything", undefined],
    ["a name that every object has", "constructor", undefined],
    ["blanks alone", "   ", ["conferences:read", "conferences:write"]],
  ])("%s", (_story, asked, expected) => {
    expect(grantedScopes(asked, ["conferences:read", "conferences:write"])).toEqual(expected);
  });
});
