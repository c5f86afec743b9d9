import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimelineItem } from "../contract.ts";
import { event, person } from "../testing/events.ts";
import { bodyOf, messageBody, previewOf } from "./body.ts";
import { buildTimeline, isMention, isMessage } from "./build.ts";
import type { RawEvent } from "./raw-event.ts";

const BEN = "@ben:example.org";
const context = { ownUserId: BEN, now: 10_000, memberOf: person };
const build = (...events: RawEvent[]): readonly TimelineItem[] => buildTimeline(events, context);

const bodies = (...events: RawEvent[]) => messages(build(...events)).map((item) => item.body);

type Message = Extract<TimelineItem, { kind: "message" }>;
function messages(items: readonly TimelineItem[]): readonly Message[] {
  return items.filter((item): item is Message => item.kind === "message");
}
function edit(id: string, of: string, body: string, parts: Partial<RawEvent> = {}): RawEvent {
  return event(id, {
    content: {
      msgtype: "m.text",
      body: `* ${body}`,
      "m.new_content": { msgtype: "m.text", body },
      "m.relates_to": { rel_type: "m.replace", event_id: of },
    },
    ...parts,
  });
}
function reaction(id: string, of: string, key: unknown, sender: string): RawEvent {
  return event(id, {
    type: "m.reaction",
    sender,
    content: { "m.relates_to": { rel_type: "m.annotation", event_id: of, key } },
  });
}

const replyTo = (target: string, body: string): RawEvent =>
  event("$2", {
    content: {
      msgtype: "m.text",
      body,
      "m.relates_to": { "m.in_reply_to": { event_id: target } },
    },
  });

describe("edits", () => {
  it("show at their message, and the newest counts", () => {
    const [item, ...rest] = messages(
      build(event("$1"), edit("$2", "$1", "b"), edit("$3", "$1", "c")),
    );
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ eventId: "$1", edited: true, body: { kind: "text", body: "c" } });
  });
  it.each([
    ["of somebody else's message", edit("$2", "$1", "forged", { sender: BEN })],
    ["that was taken back", edit("$2", "$1", "gone", { redacted: true })],
    [
      "without new content",
      event("$2", { content: { "m.relates_to": { rel_type: "m.replace", event_id: "$1" } } }),
    ],
    ["of a message that is not there", edit("$2", "$9", "lost")],
    ["that cannot be read", edit("$2", "$1", "x", { decryption: "no-key" })],
  ])("%s change nothing and have no line of their own", (_case, second) => {
    const items = messages(build(event("$1"), second));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ edited: false, body: { body: "$1" } });
  });
  it("in the clear, of an encrypted message, are none", () => {
    const original = event("$1", { encrypted: true });
    expect(bodies(original, edit("$2", "$1", "b"))).toMatchObject([{ body: "$1" }]);
    expect(bodies(original, edit("$2", "$1", "b", { encrypted: true }))).toMatchObject([
      { body: "b" },
    ]);
    expect(bodies(original, edit("$2", "$1", "b", { send: { kind: "sending" } }))).toMatchObject([
      { body: "b" },
    ]);
  });
  it("of an edit is none", () => {
    const items = messages(build(event("$1"), edit("$2", "$1", "b"), edit("$3", "$2", "c")));
    expect(items.map((item) => item.body)).toMatchObject([{ body: "b" }]);
  });
  it("that failed shows the failure at its message", () => {
    const failed = edit("$2", "$1", "b", { send: { kind: "failed", code: "forbidden" } });
    expect(messages(build(event("$1"), failed))[0]?.send).toEqual({
      kind: "failed",
      code: "forbidden",
    });
  });
});

describe("reactions", () => {
  it("are counted once a person, and own ones are marked", () => {
    const [item] = messages(
      build(
        event("$1"),
        reaction("$2", "$1", "👍", BEN),
        reaction("$3", "$1", "👍", BEN),
        reaction("$4", "$1", "👍", "@cara:example.org"),
        reaction("$5", "$1", "🎉", "@cara:example.org"),
      ),
    );
    expect(item?.reactions).toEqual([
      { key: "👍", count: 2, own: true, names: ["ben", "cara"] },
      { key: "🎉", count: 1, own: false, names: ["cara"] },
    ]);
  });
  it.each([[undefined], [7], [""], [{}]])("with the key %j count for nothing", (key) => {
    expect(messages(build(event("$1"), reaction("$2", "$1", key, BEN)))[0]?.reactions).toEqual([]);
  });
});

describe("replies", () => {
  it("quote what they answer, and drop the quotation of old clients", () => {
    const items = messages(build(event("$1"), replyTo("$1", "> <@a:b> old\n\nnew")));
    expect(items[1]).toMatchObject({
      body: { body: "new" },
      replyTo: { eventId: "$1", sender: "anna", preview: "$1" },
    });
  });
  it("to something that is not loaded say only what it was", () => {
    expect(messages(build(replyTo("$9", "hi")))[0]?.replyTo).toEqual({
      eventId: "$9",
      sender: "",
      preview: "",
    });
  });
});

describe("what cannot be read", () => {
  it.each(["no-key", "sent-before-you", "untrusted", "unknown"] as const)("%s", (decryption) => {
    const [item] = messages(
      build(event("$1", { type: "m.room.encrypted", content: {}, decryption })),
    );
    expect(item?.body).toEqual({ kind: "undecryptable", reason: decryption });
  });
  it("waits while it is being opened", () => {
    expect(build(event("$1", { type: "m.room.encrypted", decryption: "pending" }))).toEqual([]);
  });
  it("was taken back", () => {
    expect(messages(build(event("$1", { redacted: true, content: {} })))[0]?.body).toEqual({
      kind: "redacted",
    });
  });
});

describe("changes of the room", () => {
  const member = (membership: string, before?: string, by = "@anna:example.org"): RawEvent =>
    event("$1", {
      type: "m.room.member",
      stateKey: BEN,
      sender: by,
      content: { membership },
      ...(before === undefined ? {} : { prevContent: { membership: before } }),
    });
  it.each([
    [member("invite"), "invited"],
    [member("join", "invite", BEN), "joined"],
    [member("leave", "join", BEN), "left"],
    [member("leave", "join"), "removed"],
    [member("ban", "join"), "removed"],
    [member("knock", undefined, BEN), "knocked"],
  ])("%#: %o", (raw, type) => {
    expect(build(raw)).toMatchObject([{ kind: "change", change: { type } }]);
  });
  it.each([
    ["a new picture of a member", member("join", "join", BEN)],
    [
      "a name that was cleaned away",
      event("$1", {
        type: "m.room.member",
        stateKey: BEN,
        content: { membership: "join", displayname: "\u202E" },
        prevContent: { membership: "join", displayname: "Ben" },
      }),
    ],
    ["a membership nobody knows", member("dance")],
    ["power levels at the beginning", event("$1", { type: "m.room.power_levels", stateKey: "" })],
    [
      "a renewed call membership",
      event("$1", {
        type: "org.matrix.msc3401.call.member",
        stateKey: "_@ben:example.org_D_m.call",
        content: call(),
        prevContent: call(),
      }),
    ],
    ["machine talk", event("$1", { type: "m.call.invite" })],
  ])("%s is no news", (_case, raw) => {
    expect(build(raw)).toEqual([]);
  });
  it("somebody goes by another name", () => {
    const renamed = event("$1", {
      type: "m.room.member",
      stateKey: BEN,
      content: { membership: "join", displayname: "Ben Weber" },
      prevContent: { membership: "join", displayname: "Ben" },
    });
    expect(build(renamed)).toMatchObject([
      { change: { type: "named", before: "Ben", now: "Ben Weber" } },
    ]);
  });
  it("somebody enters the call and leaves it", () => {
    const parts = { type: "org.matrix.msc3401.call.member", stateKey: "k" };
    expect(
      build(
        event("$1", { ...parts, content: call() }),
        event("$2", { ...parts, content: {}, prevContent: call() }),
      ),
    ).toMatchObject([{ change: { type: "call-joined" } }, { change: { type: "call-left" } }]);
  });
});

function call(): Record<string, unknown> {
  return {
    application: "m.call",
    call_id: "",
    scope: "m.room",
    device_id: "D",
    expires: 1000,
    focus_active: { type: "jitsi" },
  };
}

describe("messages of every kind", () => {
  it.each([
    [
      {
        msgtype: "m.text",
        body: "a",
        format: "org.matrix.custom.html",
        formatted_body: "<b>a</b>",
      },
      { kind: "text", style: "normal", body: "a", html: "<b>a</b>" },
    ],
    [
      { msgtype: "m.text", body: "a", format: "other", formatted_body: "<b>" },
      { kind: "text", style: "normal", body: "a" },
    ],
    [
      { msgtype: "m.notice", body: "a" },
      { kind: "text", style: "notice", body: "a" },
    ],
    [
      { msgtype: "m.emote", body: "a" },
      { kind: "text", style: "emote", body: "a" },
    ],
    [{ msgtype: "m.text" }, { kind: "unsupported", type: "m.text" }],
    [
      { msgtype: "m.location", body: "here" },
      { kind: "unsupported", type: "m.location", fallback: "here" },
    ],
    [
      { msgtype: "constructor", body: "x" },
      { kind: "unsupported", type: "constructor", fallback: "x" },
    ],
    [
      {
        msgtype: "m.image",
        body: "a.png",
        url: "mxc://x/y",
        info: { mimetype: "image/PNG", w: 3, h: 1e9, size: -4 },
      },
      {
        kind: "file",
        media: "image",
        name: "a.png",
        mimeType: "image/png",
        width: 3,
        source: { mxc: "mxc://x/y" },
      },
    ],
    [
      { msgtype: "m.file", body: "See this", filename: "a.pdf", url: "mxc://x/y" },
      {
        kind: "file",
        media: "file",
        name: "a.pdf",
        caption: "See this",
        mimeType: "application/octet-stream",
        source: { mxc: "mxc://x/y" },
      },
    ],
    [
      { msgtype: "m.file", body: "a", url: "https://evil.example/" },
      { kind: "unsupported", type: "m.file", fallback: "a" },
    ],
    [
      { msgtype: "m.image", body: "a", file: { url: "mxc://x/../y" } },
      { kind: "unsupported", type: "m.image", fallback: "a" },
    ],
    [
      { msgtype: "m.image", body: "a", url: "mxc://x/y", info: { mimetype: "text/html; charset" } },
      {
        kind: "file",
        media: "image",
        name: "a",
        mimeType: "application/octet-stream",
        source: { mxc: "mxc://x/y" },
      },
    ],
    [null, { kind: "unsupported", type: "" }],
    ["text", { kind: "unsupported", type: "" }],
  ])("%j", (content, expected) => {
    expect(messageBody(content, false)).toEqual(expected);
  });
  it("a preview is one line", () => {
    expect(previewOf({ kind: "text", style: "normal", body: "a\n\nb" })).toBe("a b");
    expect(previewOf({ kind: "undecryptable", reason: "no-key" })).toBe("");
  });
});

describe("who is called by name", () => {
  it.each([
    [{ "m.mentions": { user_ids: [BEN] } }, true],
    [{ "m.mentions": { room: true } }, true],
    [{ "m.mentions": { user_ids: "all" } }, false],
    [{ "m.mentions": { user_ids: [{}] } }, false],
    [{ body: `hello ${BEN}` }, false],
    [null, false],
  ])("%j", (content, expected) => {
    expect(isMention(event("$1", { content }), BEN)).toBe(expected);
  });
});

describe("whatever somebody sends", () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: false, maxDepth: 3 });
  const types = fc.constantFrom(
    "m.room.message",
    "m.reaction",
    "m.room.member",
    "m.room.name",
    "m.room.topic",
    "m.sticker",
    "m.poll.start",
    "m.room.encrypted",
    "org.matrix.msc3401.call.member",
    "__proto__",
    "",
  );
  it("never breaks the timeline, the list or the preview", () => {
    fc.assert(
      fc.property(
        types,
        anything,
        anything,
        fc.option(fc.string()),
        anything,
        (type, content, prevContent, stateKey, timestamp) => {
          const raw = event("$1", {
            type,
            content,
            prevContent,
            timestamp,
            ...(stateKey === null ? {} : { stateKey }),
          });
          const items = build(raw, event("$2"));
          expect(items.every((item) => item.timestamp >= 0 && item.timestamp <= 10_000)).toBe(true);
          const body = bodyOf(raw, true) ?? { kind: "redacted" };
          expect(previewOf(body).length).toBeLessThanOrEqual(200);
          expect(typeof isMessage(raw)).toBe("boolean");
        },
      ),
      { numRuns: 300 },
    );
  });
});
