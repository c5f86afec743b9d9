import { describe, expect, test } from "vitest";
import type { ExportedPerson } from "../records.ts";
import { readRules } from "../rules/rules.ts";
import type { ExistingAccount } from "./outcome.ts";
import { planMigration, type PlanInput } from "./planner.ts";
import { outcomeInWords } from "./words.ts";

async function* each<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

let line = 1;
function person(sipAddress: string, more: Partial<ExportedPerson> = {}): ExportedPerson {
  line += 1;
  return {
    kind: "person",
    place: { file: "CsUser.csv", line },
    sipAddress,
    writtenAddress: `sip:${sipAddress}`,
    displayName: sipAddress.split("@")[0] ?? "",
    enabled: true,
    guid: `guid-${line}`,
    memberOf: [],
    ...more,
  };
}

const BASE = `servers: { land.example: land.example, amt.example: land.example }
signIn: { provider: p, id: guid }
`;

async function plan(people: ExportedPerson[], more = "", input: Partial<PlanInput> = {}) {
  const { rules, findings } = readRules(BASE + more);
  if (!rules) throw new Error(JSON.stringify(findings));
  const made = await planMigration({ rules, people: each(...people), ...input });
  const lines = made.people.map(
    ({ sipAddress, kind, code, userId }) => `${sipAddress} ${kind} ${userId ?? code}`,
  );
  return { ...made, lines };
}

describe("One person by themselves", () => {
  test.each([
    ["is ready", person("anna@land.example"), "ok @anna:land.example"],
    ["does not use Skype", person("anna@land.example", { enabled: false }), "skipped not-enabled"],
    [
      "is disabled",
      person("anna@land.example", { accountDisabled: true }),
      "skipped account-disabled",
    ],
    ["is a room", person("anna@land.example", { meetingRoom: true }), "skipped meeting-room"],
    ["has no address", person(""), "blocked no-address"],
    [
      "is from a domain without server",
      person("anna@bund.example"),
      "blocked domain-without-server",
    ],
    ["cannot be known again", { ...person("anna@land.example"), guid: "" }, "blocked no-sign-in"],
    ["has a letter too many", person("änna@land.example"), "blocked character-not-allowed"],
  ])("%s", async (_, one, expected) => {
    const { lines } = await plan([one]);
    expect(lines).toEqual([`${one.sipAddress} ${expected}`]);
  });
});

describe("Where two would be one, neither is made, and each names the other", () => {
  test.each([
    [
      "two domains lead to one id",
      [person("p.vogel@land.example"), person("p.vogel@amt.example")],
      "same-id",
    ],
    [
      "one address in different case",
      [
        person("a@land.example"),
        person("a@land.example", { writtenAddress: "sip:A@land.example" }),
      ],
      "same-address",
    ],
    [
      "one sign-in",
      [person("a@land.example", { guid: "G" }), person("b@land.example", { guid: "g" })],
      "same-guid",
    ],
  ])("%s", async (_, people, code) => {
    const { people: planned, totals } = await plan([...people, person("c@land.example")]);
    expect(totals).toEqual({ ok: 1, conflict: 2, skipped: 0, blocked: 0 });
    const conflicts = planned.filter(({ kind }) => kind === "conflict");
    expect(conflicts.map((one) => [one.code, one.userId])).toEqual([
      [code, undefined],
      [code, undefined],
    ]);
    const [first, second] = conflicts;
    expect(first?.detail).toContain(`CsUser.csv:${second?.place.line}`);
    expect(second?.detail).toContain(`CsUser.csv:${first?.place.line}`);
  });

  test("a third who would have the same id is not made either", async () => {
    const people = [person("a@land.example"), person("a@land.example"), person("a@amt.example")];
    const { totals } = await plan(people);
    expect(totals.conflict).toBe(3);
  });

  test("an exception that takes somebody's id is a collision as well, and another one mends it", async () => {
    const people = [person("a@land.example"), person("b@land.example")];
    expect(
      (await plan(people, "exceptions: { b@land.example: '@a:land.example' }\n")).totals.conflict,
    ).toBe(2);
    const { totals } = await plan(
      people,
      "exceptions: { b@land.example: '@a:land.example', a@land.example: '@aa:land.example' }\n",
    );
    expect(totals.ok).toBe(2);
  });

  test("who is skipped takes nobody's id", async () => {
    const { lines } = await plan([
      person("a@land.example", { enabled: false }),
      person("a@amt.example"),
    ]);
    expect(lines).toEqual([
      "a@amt.example ok @a:land.example",
      "a@land.example skipped not-enabled",
    ]);
  });

  test("the same line twice is one person", async () => {
    const { lines } = await plan([
      person("a@land.example", { guid: "g" }),
      person("a@land.example", { guid: "g" }),
    ]);
    expect(lines).toEqual(["a@land.example ok @a:land.example", "a@land.example skipped repeated"]);
  });
});

describe("Accounts that are there already", () => {
  const anna = person("anna@land.example", { guid: "g-anna" });
  test.each<[string, ExistingAccount[], string]>([
    ["nobody's", [{ userId: "@bert:land.example", externalIds: ["g-bert"] }], "ready"],
    ["her own", [{ userId: "@anna:land.example", externalIds: ["G-Anna"] }], "there-already"],
    ["somebody else's", [{ userId: "@anna:land.example", externalIds: ["g-other"] }], "id-taken"],
    ["without sign-in", [{ userId: "@anna:land.example", externalIds: [] }], "id-taken"],
    [
      "hers under another id",
      [{ userId: "@a.s:land.example", externalIds: ["g-anna"] }],
      "sign-in-taken",
    ],
    [
      "one of them hers",
      [
        { userId: "@anna:land.example", externalIds: ["g-anna"] },
        { userId: "@a.s:land.example", externalIds: ["g-anna"] },
      ],
      "sign-in-taken",
    ],
  ])("%s", async (_, existing, code) => {
    for (const order of [existing, existing.toReversed()]) {
      const { people } = await plan([anna], "", { existing: order });
      expect(people[0]?.code).toBe(code);
    }
  });
});

const GOALS = `departments: { Finanzen: { space: Finanzen } }
groups:
  GG-Haushalt: { room: Haushalt, space: Finanzen }
  CN=GG-Alle,OU=G,DC=x: { room: Alle }
`;

test("Departments and groups lead to spaces and rooms", async () => {
  const memberOf = ["CN=GG-Haushalt,OU=G,DC=x", "CN=gg-alle,OU=G,DC=x", "CN=Other"];
  const { people, spaces, rooms } = await plan(
    [person("a@land.example", { department: " finanzen ", memberOf }), person("b@land.example")],
    GOALS,
  );
  expect(people[0]).toMatchObject({ spaces: ["Finanzen"], rooms: ["Alle", "Haushalt"] });
  expect(people[1]).toMatchObject({ spaces: [], rooms: [] });
  expect([...spaces, ...rooms]).toEqual([
    ["Finanzen", 1],
    ["Alle", 1],
    ["Haushalt", 1],
  ]);
});

test("Rules that mean nobody are told, since a typing mistake would be silent otherwise", async () => {
  const { findings } = await plan(
    [person("a@land.example", { department: "Justiz", memberOf: ["CN=GG-Alle,OU=G,DC=x"] })],
    `${GOALS}exceptions: { b@land.example: skip }
waves: [{ name: W, list: l.txt, people: [a@land.example], departments: [Jutsiz] }]
`,
    { lists: new Map([["l.txt", ["# pilot", "c@land.example"]]]) },
  );
  expect(findings.map(({ facts }) => `${facts["part"]} ${facts["key"]}`)).toEqual([
    "servers amt.example",
    "exceptions b@land.example",
    "departments finanzen",
    "groups gg-haushalt",
    "people c@land.example",
    "departments Jutsiz",
  ]);
});

test("A list of people that is missing stops the plan, since its wave would be empty", async () => {
  const { findings } = await plan(
    [person("a@land.example")],
    "waves: [{ name: W, list: l.txt }]\n",
  );
  expect(findings[0]).toMatchObject({ code: "rules-list-missing", severity: "stop" });
});

const WAVES = `waves:
  - { name: Pilot, list: pilot.txt, people: ['sip:Anna@land.example'], partners: { meetings: 2, atMost: 2 } }
  - { name: Kassel, sites: [Kassel] }
  - { name: Justiz, departments: [Justiz] }
  - { name: Rest }
otherwise: Rest
`;
const waveOf = (planned: Awaited<ReturnType<typeof plan>>) =>
  planned.people.map(({ sipAddress, wave }) => `${sipAddress.split("@")[0]} ${wave}`);

test("The first wave that names somebody has them", async () => {
  const planned = await plan(
    [
      person("anna@land.example", { department: "Justiz" }),
      person("bert@land.example"),
      person("carl@land.example", {
        distinguishedName: "CN=C,OU=Referat 1,OU=Kassel,DC=x",
        department: "Justiz",
      }),
      person("dora@land.example", { department: "justiz" }),
      person("emil@land.example"),
    ],
    WAVES,
    { lists: new Map([["pilot.txt", ["bert@land.example", "", "# comment"]]]) },
  );
  expect(waveOf(planned)).toEqual([
    "anna Pilot",
    "bert Pilot",
    "carl Kassel",
    "dora Justiz",
    "emil Rest",
  ]);
  expect(planned.waves).toEqual(
    new Map([
      ["Pilot", 2],
      ["Kassel", 1],
      ["Justiz", 1],
      ["Rest", 1],
    ]),
  );
});

const meet = (one: string, other: string, times: number) =>
  Array.from({ length: times }, () => [`${one}@land.example`, `${other}@land.example`] as const);

test("Those who meet a wave's people most often come along, as many as may, one step", async () => {
  const names = ["anna", "bert", "carl", "dora", "emil", "fred"];
  const pairs = [
    ...meet("anna", "bert", 5),
    ...meet("carl", "anna", 3),
    ...meet("anna", "dora", 2),
    ...meet("anna", "emil", 1),
    ...meet("bert", "fred", 9),
    ...meet("anna", "nobody", 9),
  ];
  const planned = await plan(
    names.map((name) => person(`${name}@land.example`)),
    WAVES,
    { partners: each(...pairs) },
  );
  expect(waveOf(planned)).toEqual([
    "anna Pilot",
    "bert Pilot",
    "carl Pilot",
    "dora Rest",
    "emil Rest",
    "fred Rest",
  ]);
});

test("Every outcome says in both languages why, and what to do where something is to be done", async () => {
  const { people } = await plan([
    person("a\u202E@bund.example"),
    person("a@land.example"),
    person("a@amt.example"),
  ]);
  for (const language of ["de", "en"] as const) {
    for (const one of people) {
      const { reason, mend } = outcomeInWords(one, language);
      expect(reason).not.toContain("\u202E");
      expect(mend).toMatch(/\.$/);
    }
  }
  const conflict = people.find(({ code }) => code === "same-id");
  expect(outcomeInWords(conflict ?? { code: "ready", detail: "" }, "de").reason).toMatch(
    /^Bekäme dieselbe Kennung wie a@land\.example \(a, CsUser\.csv:\d+\)\. Keines der beiden Konten wird angelegt\.$/,
  );
});
