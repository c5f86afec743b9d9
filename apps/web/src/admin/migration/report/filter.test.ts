import { describe, expect, it } from "vitest";
import type { OutcomeKind } from "./check-report.ts";
import { filtered, searched, type PeopleFilter } from "./filter.ts";
import { checkedPeople, searchedOf, wordsOf, type CheckedPerson } from "./people.ts";

const READY = wordsOf({ reason: { de: "Bereit.", en: "Ready." } });
const SAME = wordsOf({
  reason: { de: "Gleiche Kennung.", en: "Same id." },
  mend: { de: "Regel ergänzen.", en: "Add a rule." },
});

function person(
  name: string,
  kind: OutcomeKind,
  code: string,
  department: string,
  wave: string,
): CheckedPerson {
  const address = `${name.toLowerCase()}@alt.example`;
  const said = { name, address, userId: "", department, wave, place: "CsUser.csv:3" };
  const words = kind === "conflict" ? SAME : READY;
  return { ...said, kind, code, words, searched: searchedOf(said) };
}

const people = checkedPeople([
  person("Anna", "ok", "ready", "Finanzen", "Pilot"),
  person("Ben", "ok", "there-already", "Bau", "Pilot"),
  person("Carla", "conflict", "same-id", "Bau", "Pilot"),
  person("Dora", "conflict", "same-id", "", "Rest"),
  person("Emil", "skipped", "not-enabled", "Finanzen", ""),
]);
const shownBy = async ({ search, ...chosen }: PeopleFilter) =>
  filtered(people, await searched(people, search), chosen);

describe("the filter", () => {
  it.each<[string, Omit<PeopleFilter, "search">, string, readonly string[]]>([
    ["nothing is chosen", {}, "", ["Anna", "Ben", "Carla", "Dora", "Emil"]],
    ["an outcome is", { kind: "conflict" }, "", ["Carla", "Dora"]],
    ["a reason is", { code: "there-already" }, "", ["Ben"]],
    ["a wave is", { wave: "Pilot" }, "", ["Anna", "Ben", "Carla"]],
    ["a department is", { department: "Bau" }, "", ["Ben", "Carla"]],
    ["it is those without a department", { department: "" }, "", ["Dora"]],
    ["it is those without a wave", { wave: "" }, "", ["Emil"]],
    ["several are", { kind: "ok", department: "Bau", wave: "Pilot" }, "", ["Ben"]],
    ["a value is that nobody has", { department: "Forst" }, "", []],
    ["a name is typed", {}, " ANNA ", ["Anna"]],
    ["two words are", {}, "alt.example bau", ["Ben", "Carla"]],
    ["words of the reason are", {}, "gleiche", ["Carla", "Dora"]],
    ["words of what to do are, in the other language", {}, "add rule", ["Carla", "Dora"]],
    ["a line of the export is", { kind: "ok" }, "csuser.csv:3", ["Anna", "Ben"]],
    ["something is that stands nowhere", {}, "zzz", []],
  ])("when %s", async (_when, chosen, search, names) => {
    const shown = await shownBy({ ...chosen, search });
    expect(shown.people.map(({ name }) => name)).toEqual(names);
  });

  it("says for each value how many there would be with it", async () => {
    const { counts, all } = await shownBy({ kind: "conflict", wave: "Pilot", search: "" });
    // Whoever meets all but the outcome counts for outcomes, and so on.
    expect(Object.fromEntries(counts.kind)).toEqual({ ok: 2, conflict: 1, skipped: 0 });
    expect(Object.fromEntries(counts.wave)).toEqual({ Pilot: 1, Rest: 1, "": 0 });
    expect(Object.fromEntries(counts.department)).toEqual({ Finanzen: 0, Bau: 1, "": 0 });
    expect(all).toEqual({ kind: 3, code: 1, wave: 2, department: 1 });
  });

  it("counts only those who are found", async () => {
    const { counts } = await shownBy({ search: "finanzen" });
    expect(Object.fromEntries(counts.kind)).toEqual({ ok: 1, conflict: 0, skipped: 1 });
  });
});
