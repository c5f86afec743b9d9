import { historyMessageSchema } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import {
  IMPORTED,
  markIn,
  PER_MESSAGE_PROFILE,
  piecesOf,
  plannedMessages,
} from "./message-content.ts";

const SHA = "a".repeat(64);
const FILES = new Map([[SHA, { mxc: "mxc://a.example/1", mediaType: "image/png", bytes: 5 }]]);

function planned(
  change: object,
  files: ReadonlyMap<string, { mxc: string; mediaType: string; bytes: number }> = new Map(),
) {
  const message = historyMessageSchema.parse({
    id: "7",
    sentAt: 1_700_000_000_000,
    sender: { name: "Anna Schmidt" },
    text: "Guten Morgen",
    ...change,
  });
  return plannedMessages(message, files);
}

function idOf(sender: object): string {
  const profile = planned({ sender })[0]?.content[PER_MESSAGE_PROFILE];
  return (profile as { id: string }).id;
}

describe("a message of another system", () => {
  it("names whoever wrote it, for every client", () => {
    const [message] = planned({ sender: { name: "Anna", userId: "@anna:a.example" } });
    expect(message).toMatchObject({
      sentAt: 1_700_000_000_000,
      content: {
        msgtype: "m.text",
        body: "Anna: Guten Morgen",
        [PER_MESSAGE_PROFILE]: { displayname: "Anna", has_fallback: true },
        [IMPORTED]: { id: "7", part: 0, sender: "@anna:a.example" },
        "m.mentions": {},
      },
    });
  });

  it("has no markup but its own, as text", () => {
    const [message] = planned({ text: "<script>alert(1)</script>", sender: { name: "<b>x</b>" } });
    expect(message?.content["body"]).toBe("<b>x</b>: <script>alert(1)</script>");
    expect(message?.content).not.toHaveProperty("formatted_body");
  });

  it("two people of one name are two, one person is one", () => {
    const anna = { name: "Anna", userId: "@anna:a.example" };
    expect(idOf(anna)).toBe(idOf({ ...anna, name: "Anna Schmidt-Meier" }));
    expect(idOf(anna)).not.toBe(idOf({ ...anna, userId: "@anna2:a.example" }));
  });

  it.each([
    ["a heading", { title: "Lage" }, "Anna Schmidt: Lage\nGuten Morgen"],
    [
      "a file that is lost",
      { file: { name: "plan.pdf" } },
      "Anna Schmidt: Guten Morgen\n[plan.pdf]",
    ],
    ["a lost file alone", { text: "", file: { name: "plan.pdf" } }, "Anna Schmidt: [plan.pdf]"],
    ["nothing", { text: "" }, "Anna Schmidt: "],
  ])("with %s", (_what, change, body) => {
    expect(planned(change).map(({ content }) => content["body"])).toEqual([body]);
  });

  it("from before 1970 is sent as of then, and says when it was", () => {
    expect(planned({ sentAt: -5 })[0]).toMatchObject({
      sentAt: 0,
      content: { [IMPORTED]: { sent_at: -5 } },
    });
  });

  it("with a picture is two events, each found again", () => {
    const events = planned({ file: { name: "foto.png", sha256: SHA } }, FILES);
    expect(events.map(({ content }) => content["msgtype"])).toEqual(["m.text", "m.image"]);
    expect(events[1]?.content).toMatchObject({
      url: "mxc://a.example/1",
      info: { mimetype: "image/png", size: 5 },
    });
    expect(events.map(({ content }) => markIn(content))).toEqual(events.map(({ mark }) => mark));
    expect(new Set(events.map(({ mark }) => mark)).size).toBe(2);
  });

  it("with a picture alone is one event", () => {
    expect(planned({ text: "", file: { name: "foto.png", sha256: SHA } }, FILES)).toHaveLength(1);
  });

  it.each([
    ["an event of somebody else", {}],
    ["a broken one", { [IMPORTED]: { id: 1, part: "x" } }],
    ["nothing there", { [IMPORTED]: null }],
  ])("has a mark that others lack: %s", (_what, content) => {
    expect(markIn(content)).toBeUndefined();
  });
});

describe("a long text", () => {
  it.each([
    ["lines", "Zeile mit Umläuten äöü\n".repeat(3_000)],
    ["one line", "ä".repeat(50_000)],
    ["pictures of two halves", "👩‍💻".repeat(5_000)],
  ])("is cut into pieces that together are the same: %s", (_what, text) => {
    const pieces = piecesOf(text);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("")).toBe(text);
    for (const piece of pieces) {
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(20_000);
      expect(Buffer.from(piece).toString()).toBe(piece);
    }
  });

  it("fits into an event with everything around it", () => {
    for (const { content } of planned({ text: '"\\\n'.repeat(66_000) })) {
      expect(Buffer.byteLength(JSON.stringify(content))).toBeLessThan(60_000);
    }
  });
});
