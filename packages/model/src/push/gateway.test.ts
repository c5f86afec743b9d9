import { describe, expect, it } from "vitest";
import { isPushService, pushMessageOf, pushRequestSchema } from "./gateway.ts";

const SERVICES = ["push.example.org", "*.notify.example.com"];

describe("an address that the server may call", () => {
  it.each([
    ["https://push.example.org/wpush/v2/abc", true],
    ["https://db5p.notify.example.com/w/?token=x", true],
    ["http://127.0.0.1:9999/catch", false],
    ["https://notify.example.com/", false],
    ["https://evilnotify.example.com/", false],
    ["https://push.example.org.evil.example/", false],
    ["https://evil.example/push.example.org", false],
    ["http://push.example.org/", false],
    ["https://user:secret@push.example.org/", false],
    ["http://localhost:8008/_synapse/admin", false],
    ["https://169.254.169.254/latest/meta-data", false],
    ["file:///etc/passwd", false],
    ["javascript:1", false],
    ["", false],
  ])("%s: %s", (endpoint, allowed) => {
    expect(isPushService(endpoint, SERVICES)).toBe(allowed);
  });

  it("is none where the agency names no service", () => {
    expect(isPushService("https://push.example.org/x", [])).toBe(false);
  });
});

describe("what reaches a browser", () => {
  it("says where something happened, never what", () => {
    const request = pushRequestSchema.parse({
      notification: {
        event_id: "$e",
        room_id: "!r",
        type: "m.room.message",
        sender: "@anna:x",
        sender_display_name: "Anna",
        room_name: "Personalrat",
        content: { body: "geheim" },
        counts: { unread: 3, missed_calls: 1 },
        devices: [{ app_id: "a", pushkey: "k", data: { endpoint: "https://x" } }],
      },
    });
    expect(pushMessageOf(request)).toEqual({ roomId: "!r", eventId: "$e", unread: 3 });
  });

  it("is empty but for the number when everything has been read", () => {
    const request = pushRequestSchema.parse({
      notification: { counts: { unread: 0 }, devices: [] },
    });
    expect(pushMessageOf(request)).toEqual({ unread: 0 });
  });
});
