import type { Member } from "../contract.ts";
import type { RawEvent } from "../timeline/raw-event.ts";

/** A member for tables of cases. */
export function person(userId: string): Member {
  const [localpart = "", server = ""] = userId.slice(1).split(":");
  return {
    userId,
    displayName: localpart,
    membership: "join",
    powerLevel: 0,
    isGuest: false,
    server,
  };
}

/** An event for tables of cases; what is not said is a readable, sent message of Anna's. */
export function event(id: string, parts: Partial<RawEvent> = {}): RawEvent {
  return {
    key: id,
    eventId: id,
    sender: "@anna:example.org",
    type: "m.room.message",
    timestamp: 1000,
    content: { msgtype: "m.text", body: id },
    redacted: false,
    send: { kind: "sent" },
    ...parts,
  };
}
