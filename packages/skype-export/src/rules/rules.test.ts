import { describe, expect, test } from "vitest";
import { exampleRules } from "./example.ts";
import { readRules } from "./rules.ts";

const BASE = `servers:
  land.example: land.example
signIn: { provider: oidc-keycloak, id: guid }
`;

function told(text: string): string[] {
  return readRules(text).findings.map(({ code, place }) => `${code} ${place?.line ?? "-"}`);
}

test("A small file is enough", () => {
  const { rules, findings } = readRules(BASE);
  expect(findings).toEqual([]);
  expect(rules?.servers.get("land.example")).toBe("land.example");
  expect(rules?.otherCharacters).toBe("refuse");
  expect(rules?.rooms).toEqual({ encrypted: true });
  expect(rules?.channels).toEqual({ encrypted: true });
});

test("A file that says everything is read", () => {
  const { rules, findings } =
    readRules(`${BASE.replace("servers:", "servers:\n  Polizei.Land.example: polizei.example")}
names:
  pattern: '^(?<last>[^.]+)\\.(?<first>[^.]+)$'
  result: '{first}.{last}'
  replace: [{ from: Ü, to: ue }]
  domains:
    polizei.land.example: { prefix: pol- }
exceptions:
  sip:Anna.Schmidt@land.example: '@anna:land.example'
  test@land.example: skip
departments:
  Finanzen: { space: Finanzen }
groups:
  CN=GG-Finanzen,OU=Gruppen,DC=x: { room: 'Finanzen (alle)' }
waves:
  - { name: Pilot, list: pilot.txt, partners: { meetings: 2, atMost: 50 }, freeze: '2027-02-01T18:00', date: '2027-02-02' }
  - { name: Rest }
otherwise: Rest
contact: { name: IT, mail: it@land.example }
rooms: { encrypted: false }
channels: { encrypted: false, retentionDays: 365, space: Chaträume }
`);
  expect(findings).toEqual([]);
  expect(rules?.rooms).toEqual({ encrypted: false });
  expect(rules?.channels).toEqual({ encrypted: false, retentionDays: 365, space: "Chaträume" });
  expect(rules?.exceptions.get("anna.schmidt@land.example")).toBe("@anna:land.example");
  expect(rules?.namesOfDomain.get("polizei.land.example")).toMatchObject({
    prefix: "pol-",
    result: "{first}.{last}",
  });
  expect(rules?.groups.get("cn=gg-finanzen,ou=gruppen,dc=x")).toEqual({ room: "Finanzen (alle)" });
});

describe("A mistake is named with its line, and there are no rules", () => {
  test.each([
    ["no YAML", `${BASE}a: [b\nc: d`, ["rules-not-yaml 5"]],
    ["a key twice", `${BASE}otherwise: A\notherwise: B\n`, ["rules-not-yaml 5"]],
    [
      "two waves of one short name",
      `${BASE}waves:\n  - { name: Süd, domains: [land.example] }\n  - { name: Sued, domains: [land.example] }\n`,
      ["rules-wave-same 6"],
    ],
    [
      "a wave without a letter for its short name",
      `${BASE}waves:\n  - { name: Волна, domains: [land.example] }\n`,
      ["rules-wave-unnameable 5"],
    ],
    ["no retention at all", `${BASE}channels: { retentionDays: 0 }\n`, ["rules-not-valid 4"]],
    ["another word for rooms", `${BASE}rooms: { crypted: true }\n`, ["rules-unknown-key 4"]],
    [
      "a word that is no rule",
      `${BASE}waves:\n  - name: A\n    departements: [x]\n`,
      ["rules-unknown-key 6"],
    ],
    ["no sign-in", "servers:\n  a.de: a.de\n", ["rules-not-valid -"]],
    ["no server", `servers: {}\nsignIn: { provider: a, id: guid }\n`, ["rules-no-server 1"]],
    [
      "a server in upper case",
      BASE.replace(": land.example", ": Land.example"),
      ["rules-not-valid 2"],
    ],
    [
      "two servers for one domain",
      BASE.replace("signIn", "  LAND.example: b.example\nsignIn"),
      ["rules-key-twice 3"],
    ],
    [
      "a replacement that no id can have",
      `${BASE}names:\n  replace:\n    - { from: ü, to: ü }\n`,
      ["rules-not-valid 6"],
    ],
    [
      "a pattern that is none",
      `${BASE}names:\n  pattern: '('\n  result: x\n`,
      ["rules-not-valid 5"],
    ],
    [
      "a pattern that never ends",
      `${BASE}names:\n  pattern: '^(a+)+$'\n  result: x\n`,
      ["rules-not-valid 5"],
    ],
    ["a pattern without result", `${BASE}names:\n  pattern: a\n`, ["rules-pattern-half 4"]],
    [
      "a group that is not there",
      `${BASE}names:\n  pattern: (?<a>x)\n  result: '{b}'\n`,
      ["rules-group-unknown 6"],
    ],
    [
      "rules for an unknown domain",
      `${BASE}names:\n  domains:\n    b.de: { prefix: b }\n`,
      ["rules-domain-unknown 6"],
    ],
    [
      "an exception for no address",
      `${BASE}exceptions:\n  anna: skip\n`,
      ["rules-not-an-address 5"],
    ],
    ["an exception to no id", `${BASE}exceptions:\n  a@b.de: anna\n`, ["rules-not-an-id 5"]],
    [
      "an exception to another server",
      `${BASE}exceptions:\n  a@b.de: '@a:b.de'\n`,
      ["rules-server-unknown 5"],
    ],
    [
      "an exception twice in different case",
      `${BASE}exceptions:\n  a@b.de: skip\n  A@b.de: skip\n`,
      ["rules-key-twice 6"],
    ],
    ["a department without goal", `${BASE}departments:\n  Finanzen: {}\n`, ["rules-not-valid 5"]],
    ["a wave of nobody", `${BASE}waves:\n  - name: A\n`, ["rules-wave-empty 5"]],
    [
      "a wave twice",
      `${BASE}waves:\n  - { name: A, sites: [x] }\n  - { name: a, sites: [y] }\n`,
      ["rules-key-twice 6"],
    ],
    ["a wave that is not there", `${BASE}otherwise: A\n`, ["rules-wave-unknown 4"]],
    [
      "a day that is not there",
      `${BASE}waves:\n  - { name: A, sites: [x], date: '2027-02-30' }\n`,
      ["rules-not-valid 5"],
    ],
    [
      "a freeze after the move",
      `${BASE}waves:\n  - { name: A, sites: [x], date: '2027-02-01', freeze: '2027-02-02' }\n`,
      ["rules-freeze-late 5"],
    ],
    [
      "an alias, which can grow without end",
      `${BASE}departments:\n  A: &a { space: x }\n  B: *a\n`,
      ["rules-not-yaml -"],
    ],
    ["no map at all", "- a\n", ["rules-not-valid -"]],
    ["an empty file", "", ["rules-not-valid -", "rules-not-valid -"]],
  ])("%s", (_, text, expected) => {
    expect(told(text)).toEqual(expected);
    expect(readRules(text).rules).toBeUndefined();
  });
});

test("Keys named like parts of every object do no harm", () => {
  const { rules } = readRules(
    `${BASE}departments:\n  __proto__: { space: x }\n  constructor: { space: y }\n`,
  );
  expect(rules?.departments.get("constructor")).toEqual({ space: "y" });
  expect(rules?.departments.get("tostring")).toBeUndefined();
  expect(Object.hasOwn(Object.prototype, "space")).toBe(false);
});

test.each([
  [["land.example", "polizei.land.example"]],
  [[]],
  [["bücher.example"]],
  [["we'ird.example", 'a": b\n', "\u202Ex"]],
])("The example for %j says what it says in YAML", (domains) => {
  const text = exampleRules(domains);
  const { rules, findings } = readRules(text);
  const strange = domains.some((domain) => /['"]/.test(domain));
  expect(findings.every(({ code }) => strange && code === "rules-not-valid")).toBe(true);
  expect(rules === undefined).toBe(strange);
  expect(rules?.waves.map(({ name }) => name) ?? ["alle"]).toEqual(["alle"]);
});

test("What the example only shows is valid too, when the hash is taken away", () => {
  const text = exampleRules(["land.example"])
    .replaceAll(
      /^( *)# ((?:pattern|result|prefix|suffix|people|list|departments|sites|partners|freeze|date|domains|otherwise|contact): .*)$/gm,
      "$1$2",
    )
    .replaceAll(/^(?:exceptions|departments|groups): \{\}$/gm, (line) => line.slice(0, -3))
    .replaceAll(/^#( {2}['A-Z].*)$/gm, "$1");
  expect(readRules(text).findings).toEqual([]);
  expect(readRules(text).rules?.waves[0]?.list).toBe("pilot.txt");
  expect(readRules(text).rules?.exceptions.size).toBe(2);
  expect(readRules(text).rules?.groups.size).toBe(1);
});
