import { describe, expect, it } from "vitest";
import { type DraftStorage, formDraft } from "./draft.ts";
import type { Form } from "./form.ts";

function memory(): DraftStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const FORM: Form = {
  title: "Jour fi",
  description: "",
  kind: "meeting",
  day: "morgen",
  time: "9",
  length: "45",
  timeZone: "Europe/Berlin",
  recurrence: { frequency: "weekly", interval: 1, weekdays: ["TU"] },
  people: [
    { userId: "@ben:amt.example", name: "Ben" },
    { mail: "cem@amt.example", name: "" },
  ],
  places: "",
  lobby: false,
  encrypted: true,
  reminder: 10,
};

describe("a meeting that was begun", () => {
  it("is there again after a reload, as it was typed", () => {
    const storage = memory();
    formDraft(storage, "@anna:amt.example", "new").write(FORM);
    expect(formDraft(storage, "@anna:amt.example", "new").read()).toEqual(FORM);
  });

  it("is not found by somebody else, nor in another dialog", () => {
    const storage = memory();
    formDraft(storage, "@anna:amt.example", "new").write(FORM);
    expect(formDraft(storage, "@ben:amt.example", "new").read()).toBeUndefined();
    expect(formDraft(storage, "@anna:amt.example", "another").read()).toBeUndefined();
  });

  it("is gone when it was sent", () => {
    const storage = memory();
    const draft = formDraft(storage, "@anna:amt.example", "new");
    draft.write(FORM);
    draft.clear();
    expect(draft.read()).toBeUndefined();
    expect(storage.kept.size).toBe(0);
  });

  it.each(["{", "[]", '{"title":1}', "null", '{"__proto__":{"title":"x"}}'])(
    "%s is none",
    (stored) => {
      const storage = memory();
      storage.kept.set("plenum.meeting-draft:@anna:amt.example:new", stored);
      expect(formDraft(storage, "@anna:amt.example", "new").read()).toBeUndefined();
    },
  );
});
