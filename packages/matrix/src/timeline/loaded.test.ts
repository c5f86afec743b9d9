import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimelineItem } from "../contract.ts";
import { event, person } from "../testing/events.ts";
import { record, text } from "../untrusted/guards.ts";
import { buildTimeline, TimelineBuilder } from "./build.ts";
import { Loaded } from "./loaded.ts";
import type { RawEvent } from "./raw-event.ts";

function relates(entry: RawEvent) {
  return record(entry.content, "m.relates_to");
}
function loaded(): Loaded<RawEvent> {
  return new Loaded<RawEvent>(
    ({ eventId }) => eventId,
    (entry) =>
      relates(entry)?.["rel_type"] === undefined
        ? undefined
        : text(relates(entry), "event_id", 255),
  );
}
function quotedBy(entry: RawEvent): readonly string[] {
  const quoted = text(record(relates(entry), "m.in_reply_to"), "event_id", 255);
  return quoted === undefined ? [] : [quoted];
}
const reaction = (id: string, of: string): RawEvent =>
  event(id, {
    type: "m.reaction",
    content: { "m.relates_to": { rel_type: "m.annotation", event_id: of, key: "👍" } },
  });
const ids = (events: readonly RawEvent[]): readonly (string | undefined)[] =>
  events.map(({ eventId }) => eventId);

describe("what is loaded of a room", () => {
  it("is in order, however it came", () => {
    const live = [reaction("$5", "$1"), reaction("$6", "$1")];
    const room = loaded();
    room.take([live]);
    live.unshift(reaction("$3", "$1"), reaction("$4", "$1"));
    live.push(reaction("$7", "$1"));
    room.take([live]);
    const past = [event("$1"), reaction("$2", "$1")];
    room.take([past, live]);
    expect(ids(room.childrenOf("$1"))).toEqual(["$2", "$3", "$4", "$5", "$6", "$7"]);
    expect(room.byId("$1")).toBe(past[0]);
  });
  it("forgets what a gap has taken", () => {
    const room = loaded();
    room.take([[event("$1"), reaction("$2", "$1")]]);
    room.take([[event("$9")]]);
    expect(room.byId("$1")).toBeUndefined();
    expect(room.childrenOf("$1")).toEqual([]);
    expect(room.byId("$9")?.eventId).toBe("$9");
  });
  it("notices what was taken out of the middle", () => {
    const live = [event("$1"), reaction("$2", "$1"), event("$3")];
    const room = loaded();
    room.take([live]);
    live.splice(1, 1);
    room.take([live]);
    expect(room.childrenOf("$1")).toEqual([]);
  });
});

const KINDS = ["message", "edit", "reaction", "reply", "thread", "removed", "join"] as const;
const entry = fc.record({ kind: fc.constantFrom(...KINDS), who: fc.nat(2), of: fc.nat() });

/** A history in which whatever belongs to something comes after it. */
function history(entries: readonly { kind: string; who: number; of: number }[]) {
  return entries.map(({ kind, who, of }, index): RawEvent => {
    const target = `$${index === 0 ? 0 : of % index}`;
    const base = { sender: `@${"abc"[who]}:x`, timestamp: index * 1000 };
    const related = (relation: Record<string, unknown>, type = "m.room.message"): RawEvent =>
      event(`$${index}`, {
        ...base,
        type,
        content: {
          msgtype: "m.text",
          body: `${index}`,
          "m.new_content": { msgtype: "m.text", body: `new ${index}` },
          "m.relates_to": relation,
        },
      });
    switch (kind) {
      case "edit":
        return related({ rel_type: "m.replace", event_id: target });
      case "reaction":
        return related({ rel_type: "m.annotation", event_id: target, key: "👍" }, "m.reaction");
      case "reply":
        return related({ "m.in_reply_to": { event_id: target } });
      case "thread":
        return related({ rel_type: "m.thread", event_id: target });
      case "removed":
        return event(`$${index}`, { ...base, redacted: true, content: {} });
      case "join":
        return event(`$${index}`, {
          ...base,
          type: "m.room.member",
          stateKey: base.sender,
          content: { membership: "join" },
        });
      default:
        return event(`$${index}`, base);
    }
  });
}

describe("a part of the timeline", () => {
  it("says the same as the whole, wherever it begins and ends and however its events came", () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 6 }),
        fc.nat(40),
        (entries, parts, middle) => {
          const events = history(entries);
          const context = { ownUserId: "@a:x", now: 1_000_000, memberOf: person };
          const whole = new Map(buildTimeline(events, context).map((item) => [item.key, item]));
          const room = loaded();
          // The newest half first, then older ones in front, then the rest.
          const start = middle % events.length;
          const list = events.slice(start, start + 5);
          room.take([list]);
          list.unshift(...events.slice(0, start));
          room.take([list]);
          list.push(...events.slice(start + 5));
          room.take([list]);
          const builder = new TimelineBuilder();
          for (const [from, length] of parts) {
            const shown = events.slice(from % events.length, (from % events.length) + length + 1);
            const { before, after } = room.around(shown, quotedBy);
            const items = builder.build(shown, context, after, before);
            const expected = shown.flatMap(({ key }): readonly TimelineItem[] => {
              const item = whole.get(key);
              return item === undefined ? [] : [item];
            });
            expect(items).toEqual(expected);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
