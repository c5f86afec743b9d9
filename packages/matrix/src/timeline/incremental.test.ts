import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Member, TimelineItem } from "../contract.ts";
import { sameData } from "../observable/share.ts";
import { event, person } from "../testing/events.ts";
import { TimelineBuilder } from "./build.ts";
import type { RawEvent } from "./raw-event.ts";

const PEOPLE = ["@anna:example.org", "@ben:example.org", "@cara:example.org"];
const OWN = "@ben:example.org";

/** One thing that happens to a timeline; `at` and `of` point somewhere into what is there. */
const happening = fc.record({
  what: fc.constantFrom(
    "message",
    "older",
    "edit",
    "reaction",
    "reply",
    "thread",
    "thread reply",
    "lost",
    "join",
    "redact",
    "locked",
    "opened",
    "echo",
    "confirmed",
    "gone",
    "renamed",
    "elsewhere",
  ),
  who: fc.nat(2),
  of: fc.nat(),
  at: fc.nat(30),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

class Story {
  events: readonly RawEvent[] = [];
  elsewhere: readonly RawEvent[] = [];
  readonly names = new Map<string, Member>(PEOPLE.map((id) => [id, person(id)]));
  #count = 0;

  context() {
    return {
      ownUserId: OWN,
      now: 15_000,
      memberOf: (userId: string) => this.names.get(userId) ?? person(userId),
    };
  }

  happens({ what, who, of, at }: Happening): void {
    const sender = PEOPLE[who] ?? OWN;
    const index = this.events.length === 0 ? -1 : of % this.events.length;
    const target = this.events[index];
    const id = `$${(this.#count += 1)}`;
    const make = (parts: Partial<RawEvent>): RawEvent =>
      event(id, { sender, timestamp: at * 1000, ...parts });
    const related = (relates: Record<string, unknown>, type = "m.room.message"): RawEvent =>
      make({
        type,
        content: {
          msgtype: "m.text",
          body: id,
          "m.new_content": { msgtype: "m.text", body: `new ${id}` },
          "m.relates_to": relates,
        },
      });
    const replace = (parts: Partial<RawEvent>): void => {
      this.events = this.events.map((entry, place) =>
        place === index ? { ...entry, ...parts } : entry,
      );
    };
    const targetId = target?.eventId ?? "$none";
    const add = (added: RawEvent): void => {
      this.events = [...this.events, added];
    };
    switch (what) {
      case "message":
        return add(make({}));
      case "older":
        this.events = [make({}), ...this.events];
        return undefined;
      case "elsewhere":
        this.elsewhere = [
          ...this.elsewhere,
          related({ rel_type: "m.annotation", event_id: targetId, key: "x" }, "m.reaction"),
        ];
        return undefined;
      case "edit":
        return add(related({ rel_type: "m.replace", event_id: targetId }));
      case "reaction":
        return add(
          related({ rel_type: "m.annotation", event_id: targetId, key: "👍" }, "m.reaction"),
        );
      case "reply":
        return add(related({ "m.in_reply_to": { event_id: targetId } }));
      case "thread":
        return add(related({ rel_type: "m.thread", event_id: targetId }));
      case "thread reply":
        return add(
          related({
            rel_type: "m.thread",
            event_id: this.events[0]?.eventId ?? "$none",
            "m.in_reply_to": { event_id: targetId },
          }),
        );
      case "lost":
        return replace({ redacted: true, content: {}, lostThread: this.events[0]?.eventId ?? "" });
      case "join":
        return add(
          make({ type: "m.room.member", stateKey: sender, content: { membership: "join" } }),
        );
      case "redact":
        return replace({ redacted: true, content: {} });
      case "locked":
        return replace({ decryption: "pending" });
      case "opened":
        return replace({ decryption: at % 2 === 0 ? "no-key" : "unknown" });
      case "echo": {
        const { eventId: _none, ...echo } = make({ sender: OWN, send: { kind: "sending" } });
        return add(echo);
      }
      case "confirmed":
        return replace({ eventId: target?.eventId ?? id, send: { kind: "sent" } });
      case "gone":
        this.events = this.events.filter((_entry, place) => place !== index);
        return undefined;
      case "renamed":
        this.names.set(sender, { ...person(sender), displayName: id });
        return undefined;
      default:
        return what satisfies never;
    }
  }
}

describe("a timeline that grows", () => {
  it("is always what it would be if it were built anew", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const story = new Story();
        const builder = new TimelineBuilder();
        for (const entry of happenings) {
          story.happens(entry);
          const items = builder.build(story.events, story.context(), story.elsewhere);
          const anew = new TimelineBuilder();
          expect(items).toEqual(anew.build(story.events, story.context(), story.elsewhere));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps every item that says the same, and the whole list if nothing was said", () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 40 }), (happenings) => {
        const story = new Story();
        const builder = new TimelineBuilder();
        let before: readonly TimelineItem[] = [];
        for (const entry of happenings) {
          story.happens(entry);
          const items = builder.build(story.events, story.context(), story.elsewhere);
          const old = new Map(before.map((item) => [item.key, item]));
          const copies = items.filter((item) => {
            const known = old.get(item.key);
            return known !== item && sameData(known, item);
          });
          expect(copies).toEqual([]);
          expect(builder.build(story.events, story.context(), story.elsewhere)).toBe(items);
          before = items;
        }
      }),
      { numRuns: 300 },
    );
  });
});
