import { accountItemSchema } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { hasAllIds, isOurs, isOwn, type AccountFacts } from "./whose-account.ts";

const ID = { provider: "oidc", id: "anna" };
const item = accountItemSchema.parse({
  kind: "account",
  userId: "@anna:a.example",
  displayName: "Anna",
  externalIds: [ID],
  source: "anna@a.example",
});
const BEGUN = new Date("2026-11-28T04:00:00Z");
const after = BEGUN.getTime() + 1_000;

function account(change: Partial<AccountFacts> = {}): AccountFacts {
  return { deactivated: false, createdAt: after, externalIds: [ID], ...change };
}

describe("an account that is there already", () => {
  it.each<[string, Partial<AccountFacts>, Date | undefined, boolean, boolean]>([
    ["made by an attempt that was cut off", {}, BEGUN, false, true],
    ["cut off before it had its ids", { externalIds: [] }, BEGUN, false, true],
    [
      "made in the second in which it was begun",
      { createdAt: BEGUN.getTime() - 900 },
      BEGUN,
      false,
      true,
    ],
    ["from before", { createdAt: BEGUN.getTime() - 60_000 }, BEGUN, false, false],
    [
      "with the id of somebody else",
      { externalIds: [{ ...ID, id: "bernd" }] },
      BEGUN,
      false,
      false,
    ],
    ["with our id and one more", { externalIds: [ID, { ...ID, id: "x" }] }, BEGUN, false, false],
    ["nothing was begun", {}, undefined, false, false],
    [
      "the ledger says so, whatever it is now",
      { externalIds: [], createdAt: 0 },
      undefined,
      true,
      true,
    ],
  ])("is ours or not: %s", (_story, change, begunBefore, created, ours) => {
    expect(isOurs({ item, created, begunBefore }, account(change))).toBe(ours);
  });

  it.each<[string, Partial<AccountFacts>, boolean]>([
    ["with their id", {}, true],
    ["with more ids", { externalIds: [{ ...ID, id: "x" }, ID] }, true],
    ["with no id", { externalIds: [] }, false],
    ["with the same id of another service", { externalIds: [{ ...ID, provider: "y" }] }, false],
    ["that is closed", { deactivated: true }, false],
  ])("is their own or not: %s", (_story, change, own) => {
    expect(isOwn(item, account(change))).toBe(own);
  });

  it("is nobody's where the item has no ids", () => {
    const nameless = { ...item, externalIds: [] };
    expect(isOwn(nameless, account())).toBe(false);
    expect(hasAllIds(nameless, account({ externalIds: [] }))).toBe(true);
  });
});
