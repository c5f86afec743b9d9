import { describe, expect, it } from "vitest";
import { adoptAll } from "./draft-sync.ts";
import { createDraftStore, type DraftStorage } from "./drafts.ts";

function memory(
  content: Record<string, string> = {},
): DraftStorage & { content: Map<string, string> } {
  const map = new Map(Object.entries(content));
  return {
    content: map,
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

function draft(text: string, at: number) {
  return { text, marks: [], at };
}

describe("drafts", () => {
  it("survive a reload, by room", () => {
    const storage = memory();
    createDraftStore("@anna:amt.de", storage).write("!a", {
      text: "Guten Mor",
      marks: [],
      replyTo: "$1",
    });
    const afterReload = createDraftStore("@anna:amt.de", storage);
    expect(afterReload.read("!a")).toMatchObject({ text: "Guten Mor", replyTo: "$1" });
    expect(afterReload.read("!b")).toMatchObject({ text: "", marks: [] });
  });

  it("belong to one person", () => {
    const storage = memory();
    createDraftStore("@anna:amt.de", storage).write("!a", { text: "nur für mich", marks: [] });
    expect(createDraftStore("@bernd:amt.de", storage).read("!a")).toMatchObject({
      text: "",
      marks: [],
    });
  });

  it("leave nothing behind when they are empty", () => {
    const storage = memory();
    const drafts = createDraftStore("@anna:amt.de", storage);
    drafts.write("!a", { text: "x", marks: [] });
    drafts.write("!a", { text: "", marks: [] });
    expect(storage.content.size).toBe(0);
  });

  it.each(["not json", "null", "[]", '{"text":5}', '"text"'])(
    "ignore a broken record: %s",
    (stored) => {
      const storage = memory({ "plenum.draft:@anna:amt.de:!a": stored });
      expect(createDraftStore("@anna:amt.de", storage).read("!a")).toMatchObject({
        text: "",
        marks: [],
      });
    },
  );

  it("do not stop anybody from writing when storage is full", () => {
    const full: DraftStorage = {
      ...memory(),
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    expect(() =>
      createDraftStore("@a:b", full).write("!a", { text: "x", marks: [] }),
    ).not.toThrow();
  });
});

describe("drafts of several devices", () => {
  it("the newest wins, whoever wrote it", () => {
    const drafts = createDraftStore("@a:b", memory());
    drafts.adopt("!a", draft("alt", 1_000));
    drafts.adopt("!a", draft("neu", 2_000));
    drafts.adopt("!a", draft("älter", 1_500));
    expect(drafts.read("!a").text).toBe("neu");
    drafts.write("!a", { text: "hier", marks: [] });
    drafts.adopt("!a", draft("neu", 2_000));
    expect(drafts.read("!a").text).toBe("hier");
  });

  it("what is written here counts as newer, even beside a clock that is fast", () => {
    const drafts = createDraftStore("@a:b", memory());
    const ahead = Date.now() + 86_400_000;
    drafts.adopt("!a", draft("von morgen", ahead));
    drafts.write("!a", { text: "hier", marks: [] });
    expect(drafts.read("!a").at).toBeGreaterThan(ahead);
  });

  it("a draft that was sent elsewhere goes here as well", () => {
    const storage = memory();
    const drafts = createDraftStore("@a:b", storage);
    drafts.adopt("!a", draft("begonnen", 1_000));
    expect([...drafts.rooms.getState()]).toEqual(["!a"]);
    drafts.adopt("!a", draft("", 2_000));
    expect([...drafts.rooms.getState()]).toEqual([]);
    expect(storage.content.size).toBe(0);
  });

  it("one's own writing that comes back is no news", () => {
    const drafts = createDraftStore("@a:b", memory());
    drafts.write("!a", { text: "eins", marks: [] });
    const echo = drafts.read("!a");
    drafts.write("!a", { text: "eins zwei", marks: [] });
    const told: string[] = [];
    drafts.subscribe((_place, { text }) => told.push(text));
    drafts.adopt("!a", echo);
    expect(told).toEqual([]);
    expect(drafts.read("!a").text).toBe("eins zwei");
  });

  it("threads have their own, which mark their room", () => {
    const drafts = createDraftStore("@a:b", memory());
    adoptAll(drafts, "!a", { "": draft("Raum", 1), $t: draft("Thema", 2) }, 10);
    expect(drafts.read("!a $t").text).toBe("Thema");
    expect([...drafts.ofRoom("!a").keys()]).toEqual(["!a", "!a $t"]);
    expect([...drafts.rooms.getState()]).toEqual(["!a"]);
  });

  it.each([
    { "": 7 },
    { "": { text: 5 } },
    { x: { text: "kein Thema", at: 1 } },
    { "": { text: "ohne Zeit" } },
    JSON.parse('{"__proto__":{"":{"text":"x","at":1}}}'),
  ])("nonsense in the account is nothing: %j", (content) => {
    const drafts = createDraftStore("@a:b", memory());
    adoptAll(drafts, "!a", content, 10);
    expect([...drafts.ofRoom("!a")]).toEqual([]);
  });

  it("a time in the future counts as now", () => {
    const drafts = createDraftStore("@a:b", memory());
    adoptAll(drafts, "!a", { "": draft("x", 99_999) }, 10);
    expect(drafts.read("!a").at).toBe(10);
  });
});
