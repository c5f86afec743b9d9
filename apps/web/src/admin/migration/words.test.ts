import {
  itemProblemSchema,
  itemStateSchema,
  MIGRATION_KINDS,
  waveStateSchema,
  type LedgerItem,
  type Wave,
} from "@plenum/model/migration";
import { createInstance } from "i18next";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { TextKey, Translate } from "../../i18n/keys.ts";
import { reportHead, reportLines } from "./report-csv.ts";
import de from "./texts.de.json";
import en from "./texts.en.json";
import { countWords, itemWords, problemWords, progressWords } from "./words.ts";

const languages: Record<string, Translate> = {};
beforeAll(async () => {
  const instance = createInstance();
  const resources = { de: { translation: de }, en: { translation: en } };
  await instance.init({ lng: "de", resources, interpolation: { escapeValue: false } });
  for (const lng of ["de", "en"]) {
    languages[lng] = instance.getFixedT(lng) as unknown as Translate;
  }
});
function textsOf(lng: string): Translate {
  const t = languages[lng];
  if (t === undefined) throw new Error("no such language");
  return t;
}
const number = (value: number): string => new Intl.NumberFormat("de-DE").format(value);

const wave = (some: Partial<Wave>, counts: Partial<Wave["kinds"][number]> = {}): Wave => {
  const kind = {
    kind: "account" as const,
    queued: 0,
    done: 0,
    failed: 0,
    kept: 0,
    undone: 0,
    ...counts,
  };
  const total = kind.queued + kind.done + kind.failed + kind.kept + kind.undone;
  return {
    name: "pilot",
    label: "Pilot",
    frozen: false,
    state: "planned",
    createdBy: "@vera:amt.example",
    createdAt: "2026-11-28T10:00:00.000Z",
    kinds: total === 0 ? [] : [{ ...kind, total }],
    ...some,
  };
};

describe("how far a wave is, in words", () => {
  it.each<[string, Wave, string, string]>([
    ["empty", wave({}), "noch leer", ""],
    ["planned", wave({}, { queued: 70_000 }), "0 von 70.000 bearbeitet", "70.000 warten"],
    [
      "running",
      wave(
        { state: "running", rate: 12.34, remainingSeconds: 290 },
        { queued: 3, done: 1, failed: 1 },
      ),
      "2 von 5 bearbeitet; 12 je Sekunde; noch etwa 5 Minuten",
      "3 warten; 1 angelegt; 1 fehlgeschlagen",
    ],
    [
      "running, with nothing to tell from yet",
      wave({ state: "running" }, { queued: 1 }),
      "0 von 1 bearbeitet",
      "1 wartet",
    ],
    [
      "running slowly, and soon over",
      wave({ state: "running", rate: 0.5, remainingSeconds: 2 }, { queued: 1, done: 1 }),
      "1 von 2 bearbeitet; 30 je Minute; noch weniger als eine Minute",
      "1 wartet; 1 angelegt",
    ],
    [
      "waiting for the chat server",
      wave(
        { state: "running", rate: 3, problem: "homeserver-unavailable" },
        { queued: 1, done: 1 },
      ),
      "1 von 2 bearbeitet; wartet: Der Chatserver antwortet nicht. Es geht von selbst weiter.",
      "1 wartet; 1 angelegt",
    ],
    [
      "paused: an old pace says nothing",
      wave({ state: "paused", rate: 3, remainingSeconds: 60 }, { queued: 1, done: 1 }),
      "1 von 2 bearbeitet",
      "1 wartet; 1 angelegt",
    ],
    ["done", wave({ state: "done" }, { done: 4 }), "4 von 4 bearbeitet", "4 angelegt"],
    [
      "being taken back",
      wave({ state: "rolling-back", rate: 2.5 }, { done: 2, undone: 1, kept: 1 }),
      "2 von 4 zurückgenommen oder belassen; 2,5 je Sekunde",
      "2 angelegt; 1 belassen; 1 zurückgenommen",
    ],
    [
      "taken back",
      wave({ state: "rolled-back" }, { undone: 3, kept: 1 }),
      "4 von 4 zurückgenommen oder belassen",
      "1 belassen; 3 zurückgenommen",
    ],
  ])("%s", (_what, it_, words, counts) => {
    const t = textsOf("de");
    expect(progressWords(it_, t, number).join("; ")).toBe(words);
    expect(countWords(it_.kinds, t, number).join("; ")).toBe(counts);
  });
});

describe.each(["de", "en"])("every word of the server has one in %s:", (lng) => {
  const keys = [
    ...itemProblemSchema.options.flatMap((code) => [
      `migration.problem.${code}`,
      `migration.short.${code}`,
    ]),
    ...itemStateSchema.options.map((state) => `migration.itemState.${state}`),
    ...waveStateSchema.options.map((state) => `migration.state.${state}`),
    ...MIGRATION_KINDS.flatMap((kind) => [`migration.kind.${kind}`, `migration.kinds.${kind}`]),
  ];
  it.each(keys)("%s", (key) => {
    const text = textsOf(lng)(key as TextKey);
    expect(text).not.toBe(key);
    expect(text).not.toMatch(/\{\{/);
  });

  it("and reasons are whole sentences", () => {
    for (const code of itemProblemSchema.options) {
      expect(problemWords(code, textsOf(lng))).toMatch(/^\p{Lu}.*\.$/u);
    }
  });
});

describe("what is said about an entry", () => {
  it.each<[string, Pick<LedgerItem, "problem" | "facts">, string]>([
    ["nothing, where there is nothing to say", { facts: { created: true, roomId: "!a:b" } }, ""],
    [
      "numbers of what was made",
      { facts: { joined: 3, invited: 1, notInvited: 0 } },
      "3 people in the room, 1 invited.",
    ],
    [
      "the reason and its number",
      { problem: "older-than-retention", facts: { sent: 0, tooOld: 12 } },
      "Messages older than the room keeps them were left out. 12 messages left out.",
    ],
    ["a contact list", { facts: { groups: 2, contacts: 1 } }, "1 contact, 2 groups."],
    ["not what is no number", { facts: { sent: "many", toString: 1 } }, ""],
    [
      "not what is inherited",
      { facts: JSON.parse('{"__proto__":{"sent":3}}') as LedgerItem["facts"] },
      "",
    ],
  ])("%s", (_what, item, expected) => {
    expect(itemWords(item, textsOf("en"))).toBe(expected);
  });
});

test("the report as a table runs nothing in a spreadsheet", () => {
  const t = textsOf("en");
  expect(reportHead(t)).toBe("Kind,Name,Key,State,Reason,Code,Attempts,Time,Facts\r\n");
  const lines = reportLines(
    [
      {
        kind: "account",
        key: "@eve:amt.example",
        name: '=HYPERLINK("https://evil.example")',
        state: "kept",
        problem: "signed-in",
        attempts: 1,
        facts: { created: true, sent: 2 },
        doneAt: "2026-11-28T10:00:00.000Z",
      },
      { kind: "space", key: "+49", state: "queued", attempts: 0, facts: {} },
    ],
    t,
  );
  expect(lines).toBe(
    [
      `Account,"'=HYPERLINK(""https://evil.example"")",'@eve:amt.example,kept,The person has signed in already. The account stays.,signed-in,1,2026-11-28T10:00:00.000Z,"created=true; sent=2"`,
      "Space,,'+49,waits,,,0,,",
      "",
    ].join("\r\n"),
  );
});
