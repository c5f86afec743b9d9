import { describe, expect, it } from "vitest";
import { readPushMessage } from "./push-message.ts";

describe("a message from the push gateway", () => {
  it.each([
    ['{"roomId":"!r","eventId":"$e","unread":3}', { roomId: "!r", eventId: "$e", unread: 3 }],
    ['{"unread":0}', { unread: 0 }],
    ['{"roomId":7,"eventId":"","unread":-1}', {}],
    [`{"roomId":"${"x".repeat(300)}"}`, {}],
    ['{"__proto__":{"roomId":"!r"}}', {}],
    ["[]", {}],
    ["null", {}],
    ["geheim", {}],
    ["", {}],
    [undefined, {}],
  ])("%s", (text, expected) => {
    expect({ ...readPushMessage(text) }).toEqual(expected);
  });
});
