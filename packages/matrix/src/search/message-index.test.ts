import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokensOf } from "./fold.ts";
import { type IndexedMessage, type IndexQuery, isWanted } from "./message.ts";
import { MessageIndex, SEGMENT_SIZE } from "./message-index.ts";
import { isFound, planOf } from "./plan.ts";
import { Segment } from "./segment.ts";

function message(number: number, text: string, more: Partial<IndexedMessage> = {}): IndexedMessage {
  return {
    eventId: `$${number}`,
    roomId: "!a",
    sender: "@anna:amt.example",
    timestamp: 1000 + number,
    kind: "text",
    text,
    ...more,
  };
}

/** What UTF-8 makes of a text. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

function idsOf(index: MessageIndex, text: string, query: Partial<IndexQuery> = {}) {
  return index.search({ text, ...query }, 100).messages.map(({ eventId }) => eventId);
}

describe("the index", () => {
  it("finds the newest first, a page at a time, and says how many there are", () => {
    const index = new MessageIndex(1000);
    for (let at = 0; at < 25; at += 1) index.add(message(at, "Haushalt"));
    const first = index.search({ text: "haushalt" }, 10);
    expect(first.total).toBe(25);
    expect(first.messages.map(({ eventId }) => eventId).slice(0, 2)).toEqual(["$24", "$23"]);
    const last = index.search({ text: "haushalt" }, 10, 20);
    expect(last.messages.map(({ eventId }) => eventId)).toEqual(["$4", "$3", "$2", "$1", "$0"]);
  });

  it("takes the newest edit, in whatever order they come", () => {
    const edits = [
      message(1, "Entwurf"),
      message(1, "zweite Fassung", { timestamp: 5000, edit: { eventId: "$e1", timestamp: 5000 } }),
      message(1, "dritte Fassung", { timestamp: 6000, edit: { eventId: "$e2", timestamp: 6000 } }),
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
    ]) {
      const index = new MessageIndex(1000);
      for (const at of order) index.add(edits[at] ?? message(0, ""));
      expect(idsOf(index, "Entwurf")).toEqual([]);
      expect(idsOf(index, "zweite")).toEqual([]);
      expect(index.search({ text: "dritte" }, 1).messages[0]).toMatchObject({ timestamp: 1001 });
    }
  });

  it("does not believe an edit by somebody else", () => {
    const forged = message(1, "gefälscht", {
      sender: "@mallory:amt.example",
      timestamp: 5000,
      edit: { eventId: "$e", timestamp: 5000 },
    });
    for (const order of [
      [message(1, "echt"), forged],
      [forged, message(1, "echt")],
    ]) {
      const index = new MessageIndex(1000);
      for (const one of order) index.add(one);
      expect(idsOf(index, "gefälscht")).toEqual([]);
      expect(idsOf(index, "echt")).toEqual(["$1"]);
    }
  });

  it("forgets what was deleted, also when it comes again", () => {
    const index = new MessageIndex(1000);
    index.add(message(1, "geheim"));
    index.remove("$1");
    index.add(message(1, "geheim"));
    expect(idsOf(index, "geheim")).toEqual([]);
  });

  it("forgets what an edit wrote when the edit is deleted, and asks for the message again", () => {
    const index = new MessageIndex(1000);
    index.add(message(1, "alt"));
    index.add(message(1, "neu", { edit: { eventId: "$e", timestamp: 5000 } }));
    expect(index.remove("$e")).toBe("$1");
    expect(idsOf(index, "neu")).toEqual([]);
    index.add(message(1, "alt"));
    expect(idsOf(index, "alt")).toEqual(["$1"]);
  });

  it("takes something like it only if nothing else is there", () => {
    const index = new MessageIndex(1000);
    index.add(message(1, "Haushalt"));
    expect(index.search({ text: "Haushlat" }, 5)).toMatchObject({ total: 1, near: true });
    index.add(message(2, "Haushlat mit Tippfehler"));
    expect(idsOf(index, "Haushlat")).toEqual(["$2"]);
  });

  it("lets the oldest leave, and says since when it is complete", () => {
    const index = new MessageIndex(3000);
    for (let at = 0; at < 6000; at += 1) index.add(message(at, `Nachricht ${at}`));
    const since = index.tidy();
    expect(index.size).toBe(3000);
    expect(since).toBe(1000 + 3000);
    expect(idsOf(index, "2999")).toEqual([]);
    expect(idsOf(index, "3000")).toEqual(["$3000"]);
  });

  it("knows what was said before and after", () => {
    const index = new MessageIndex(10_000);
    for (let at = 0; at < SEGMENT_SIZE + 10; at += 1) {
      index.add(message(at, `Satz ${at}`, { roomId: at % 2 === 0 ? "!a" : "!b" }));
      if (at === SEGMENT_SIZE) index.tidy();
    }
    const asked = ["$100", "$0"].map((eventId) =>
      message(Number(eventId.slice(1)), "", { roomId: "!a" }),
    );
    const [middle, first] = index.neighbours(asked);
    expect(middle).toMatchObject({ before: { eventId: "$98" }, after: { eventId: "$102" } });
    expect(first?.before).toBeUndefined();
    expect(first?.after?.eventId).toBe("$2");
  });

  it("forgets a room that was left", () => {
    const index = new MessageIndex(1000);
    index.add(message(1, "x eins"));
    index.add(message(2, "x zwei", { roomId: "!b" }));
    index.removeRoom("!a");
    expect(idsOf(index, "x")).toEqual(["$2"]);
  });
});

const WORDS = [
  "Haushalt",
  "Nachtragshaushalt",
  "Müller",
  "plan",
  "Plan",
  "IV-3.2",
  "gut",
  "👍",
  "Termin",
];
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
  .map((w) => w.join(" "));
const id = fc.integer({ min: 0, max: 30 });
const step = fc.oneof(
  fc.record({
    do: fc.constant("add" as const),
    id,
    text,
    room: fc.constantFrom("!a", "!b"),
    sender: fc.constantFrom("@anna:amt.example", "@ben:amt.example"),
    kind: fc.constantFrom("text" as const, "file" as const),
  }),
  fc.record({ do: fc.constant("edit" as const), id, text, at: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ do: fc.constant("remove" as const), id }),
  fc.record({ do: fc.constant("seal" as const) }),
  fc.record({ do: fc.constant("tidy" as const) }),
);

describe("the index after anything that can happen", () => {
  it("finds what looking through all messages finds", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.record({
          text: fc.constantFrom(
            "haushalt",
            "plan",
            "muel",
            "IV-3.2",
            "👍",
            "",
            "gut termin",
            "terrmin",
          ),
          rooms: fc.option(fc.constant(["!a"]), { nil: undefined }),
          senders: fc.option(fc.constant(["@ben:amt.example"]), { nil: undefined }),
          kinds: fc.option(fc.constant(["file" as const]), { nil: undefined }),
        }),
        (steps, { text, rooms, senders, kinds }) => {
          const model = new Map<string, IndexedMessage>();
          const removed = new Set<string>();
          let index = new MessageIndex(100_000, 4);
          let number = 1000;
          for (const one of steps) {
            if (one.do === "tidy") {
              index.tidy();
              index.changes();
              continue;
            }
            if (one.do === "seal") {
              // Everything that is known goes through a segment's bytes.
              const next = new MessageIndex(100_000, 4);
              const all = index.search({ text: "" }, 1000).messages;
              next.restore(number, Segment.from(Segment.of(all).bytes()));
              for (const gone of removed) next.remove(gone);
              number += 1;
              index = next;
              continue;
            }
            const eventId = `$${one.id}`;
            if (one.do === "remove") {
              index.remove(eventId);
              model.delete(eventId);
              removed.add(eventId);
              continue;
            }
            if (removed.has(eventId)) {
              index.add(message(one.id, one.text));
              continue;
            }
            const known = model.get(eventId);
            if (one.do === "add") {
              if (known !== undefined) continue;
              const added = message(one.id, one.text, {
                roomId: one.room,
                sender: one.sender,
                kind: one.kind,
              });
              index.add(added);
              model.set(eventId, added);
            } else if (known !== undefined) {
              const edit = { eventId: `$e${one.id}-${one.at}`, timestamp: 5000 + one.at };
              const edited = { ...known, text: one.text, edit };
              index.add(edited);
              if (known.edit === undefined || known.edit.timestamp < edit.timestamp) {
                model.set(eventId, edited);
              }
            }
          }
          const query: IndexQuery = {
            text,
            ...(rooms === undefined ? {} : { rooms }),
            ...(senders === undefined ? {} : { senders }),
            ...(kinds === undefined ? {} : { kinds }),
          };
          const plan = planOf(text);
          const scan = (near: boolean): readonly string[] =>
            [...model.values()]
              .filter(
                (one) => isWanted(one, query) && isFound(plan, tokensOf(one.text), one.text, near),
              )
              .toSorted((a, b) => b.timestamp - a.timestamp)
              .map(({ eventId }) => eventId);
          const exact = scan(false);
          const found = index.search(query, 1000).messages.map(({ eventId }) => eventId);
          expect(found).toEqual(exact.length > 0 || text === "" ? exact : scan(true));
          expect(index.size).toBe(model.size);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("and a segment gives back what went in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 20 }), (texts) => {
        const messages = texts.map((one, at) => message(at, one));
        const segment = Segment.from(Segment.of(messages).bytes());
        expect([...segment.messages()]).toEqual(
          messages.map((one) => ({ ...one, text: wellFormed(one.text) })),
        );
        for (const one of messages) expect(segment.find(one.eventId)).toBeGreaterThanOrEqual(0);
        expect(segment.find("$other")).toBe(-1);
      }),
    );
  });
});
