import { accountItemSchema, profileItemSchema } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { externalIdText, planOffline, type HomeserverFacts } from "./plan.ts";

const NOTHING: HomeserverFacts = {
  accounts: new Set(),
  externalIds: new Set(),
  mails: new Set(),
  remains: new Set(),
};

function account(name: string, change: object = {}) {
  return accountItemSchema.parse({
    kind: "account",
    userId: `@${name}:a.example`,
    displayName: "Anna Schmidt",
    source: `${name}@a.example`,
    externalIds: [{ provider: "oidc", id: `ext-${name}` }],
    ...change,
  });
}

function card(name: string, change: object = {}) {
  return profileItemSchema.parse({ kind: "profile", userId: `@${name}:a.example`, ...change });
}

const isService = (userId: string): boolean => userId.startsWith("@guest-");

function planned(
  accounts: readonly ReturnType<typeof account>[],
  profiles: readonly ReturnType<typeof card>[],
  facts: Partial<HomeserverFacts> = {},
) {
  return planOffline({ accounts, profiles }, { ...NOTHING, ...facts }, "a.example", isService);
}

describe("an account is made offline", () => {
  it("with its card, where the homeserver knows nothing of it", () => {
    const plan = planned(
      [account("anna"), account("bernd")],
      [card("anna", { organisation: "Amt", mail: "Anna@A.example" })],
    );
    expect(plan.left).toEqual([]);
    expect(plan.accounts).toEqual([
      {
        userId: "@anna:a.example",
        displayName: "Anna Schmidt",
        externalIds: [{ provider: "oidc", id: "ext-anna" }],
        card: {
          fields: { "chat.plenum.organisation": "Amt", "chat.plenum.mail": "Anna@A.example" },
          mail: "anna@a.example",
        },
      },
      expect.objectContaining({ userId: "@bernd:a.example", card: undefined }),
    ]);
  });

  it("without a mail address that somebody has, or that an earlier card of the wave has got", () => {
    const plan = planned(
      [account("anna"), account("bernd"), account("clara")],
      [
        card("anna", { mail: "office@a.example" }),
        card("bernd", { mail: "Office@a.example" }),
        card("clara", { mail: "boss@a.example" }),
      ],
      { mails: new Set(["boss@a.example"]) },
    );
    expect(plan.accounts.map((one) => one.card?.mail)).toEqual([
      "office@a.example",
      undefined,
      undefined,
    ]);
    expect(plan.withoutMail).toBe(2);
    expect(plan.accounts[2]?.card?.fields).toEqual({ "chat.plenum.mail": "boss@a.example" });
  });
});

describe("an account is left to the normal run", () => {
  it.each([
    ["somebody has left", account("anna", { active: false }), {}, "inactive"],
    ["it is there", account("anna"), { accounts: new Set(["@anna:a.example"]) }, "account-exists"],
    [
      "somebody has its id at the sign-in service",
      account("anna"),
      { externalIds: new Set([externalIdText({ provider: "oidc", id: "ext-anna" })]) },
      "external-id-used",
    ],
    [
      "it wants one id twice",
      account("anna", {
        externalIds: [
          { provider: "oidc", id: "x" },
          { provider: "oidc", id: "x" },
        ],
      }),
      {},
      "external-id-used",
    ],
    [
      "something is left of one",
      account("anna"),
      { remains: new Set(["@anna:a.example"]) },
      "remains",
    ],
    ["it is a guest's", account("guest-1"), {}, "reserved"],
    ["it is a number", account("4711"), {}, "reserved"],
    ["it begins with a line", account("_anna"), {}, "reserved"],
    ["it is of another server", account("anna", { userId: "@anna:b.example" }), {}, "reserved"],
  ] as const)("where %s", (_story, item, facts, reason) => {
    const plan = planned([item], [], facts);
    expect(plan.accounts).toEqual([]);
    expect(plan.left).toEqual([{ kind: "account", userId: item.userId, reason }]);
  });

  it("both, where two want the same id at the sign-in service; one who has left wants none", () => {
    const externalIds = [{ provider: "oidc", id: "x" }];
    const both = planned([account("anna", { externalIds }), account("bernd", { externalIds })], []);
    expect(both.left.map(({ reason }) => reason)).toEqual(["external-id-used", "external-id-used"]);
    const gone = account("bernd", { externalIds, active: false });
    expect(planned([account("anna", { externalIds }), gone], []).accounts).toHaveLength(1);
  });

  it("together with its card; a card of an account that is not of this run as well", () => {
    const plan = planned([account("anna", { active: false })], [card("anna"), card("otto")]);
    expect(plan.left).toEqual([
      { kind: "account", userId: "@anna:a.example", reason: "inactive" },
      { kind: "profile", userId: "@anna:a.example", reason: "no-new-account" },
      { kind: "profile", userId: "@otto:a.example", reason: "no-new-account" },
    ]);
  });
});
