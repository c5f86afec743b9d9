import { describe, expect, it } from "vitest";
import { createDraftStore, type DraftStorage } from "./drafts.ts";

function memory(
  content: Record<string, string> = {},
): DraftStorage & { content: Map<string, string> } {
  const map = new Map(Object.entries(content));
  return {
    content: map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
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
    expect(afterReload.read("!a")).toEqual({ text: "Guten Mor", marks: [], replyTo: "$1" });
    expect(afterReload.read("!b")).toEqual({ text: "", marks: [] });
  });

  it("belong to one person", () => {
    const storage = memory();
    createDraftStore("@anna:amt.de", storage).write("!a", { text: "nur für mich", marks: [] });
    expect(createDraftStore("@bernd:amt.de", storage).read("!a")).toEqual({ text: "", marks: [] });
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
      expect(createDraftStore("@anna:amt.de", storage).read("!a")).toEqual({ text: "", marks: [] });
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
