import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { conferenceRoomName, roomIdOfConferenceName } from "./room-name.ts";

describe("the Jitsi room of a Matrix room", () => {
  it("is what Element derives too", () => {
    expect(conferenceRoomName("!abc:example.org")).toBe("efqweyz2mv4gc3lqnrss433sm4");
  });

  it("leads back to the Matrix room", () => {
    assert(
      property(string({ unit: "grapheme-ascii", maxLength: 60 }), (rest) => {
        const roomId = `!${rest}`;
        const name = conferenceRoomName(roomId);
        expect(name).toMatch(/^[a-z2-7]+$/);
        expect(roomIdOfConferenceName(name)).toBe(roomId);
      }),
    );
  });

  it.each(["", "meeting", "EFQWEYZ2MV4GC3LQNRSS433SM4", "efqweyz2mv4gc3lqnrss433sm", "mfrgg", "ä"])(
    "a name made in another way leads nowhere: %s",
    (name) => {
      expect(roomIdOfConferenceName(name)).toBeUndefined();
    },
  );
});
