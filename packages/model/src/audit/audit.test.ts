import { describe, expect, it } from "vitest";
import { AUDIT_BEGINNING, auditActSchema, auditText } from "./audit.ts";

const entry = {
  number: 1,
  at: "2026-12-01T09:00:00.000Z",
  actor: "@anna:a.example",
  act: "guest-link.revoked",
  details: { b: 1, a: "x" },
  previous: AUDIT_BEGINNING,
};

describe("the text that an entry of the audit log is sealed by", () => {
  it("is the same whatever the order of the details", () => {
    expect(auditText({ ...entry, details: { a: "x", b: 1 } })).toBe(auditText(entry));
  });
  it.each([
    ["the act", { act: "guest-link.made" }],
    ["the actor", { actor: "@bob:a.example" }],
    ["the time", { at: "2026-12-01T09:00:00.001Z" }],
    ["the room", { roomId: "!r:a.example" }],
    ["whom it concerns", { subject: "x" }],
    ["a detail", { details: { a: "x", b: 2 } }],
    ["the entry before", { previous: "1".repeat(64) }],
  ])("changes with %s", (_what, change) => {
    expect(auditText({ ...entry, ...change })).not.toBe(auditText(entry));
  });
  it("does not confuse a room with whom it concerns", () => {
    expect(auditText({ ...entry, roomId: "x" })).not.toBe(auditText({ ...entry, subject: "x" }));
  });
});

describe("names of acts", () => {
  it.each([
    ["meeting.cancelled", true],
    ["guest-link.made", true],
    ["Meeting.cancelled", false],
    ["meeting", false],
    ["a.b; drop", false],
  ])("%s: %s", (name, valid) => {
    expect(auditActSchema.safeParse(name).success).toBe(valid);
  });
});
