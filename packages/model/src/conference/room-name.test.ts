import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  conferenceRoomName,
  placeOfConferenceName,
  roomIdOfConferenceName,
  subRoomName,
} from "./room-name.ts";

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

describe("where a conference belongs", () => {
  const roomId = "!abc:example.org";
  const call = "efqweyz2mv4gc3lqnrss433sm4";
  const id = "abcdefghijklmn27";

  it.each<[string, string, object | undefined]>([
    ["the call of a room", call, { roomId }],
    ["a sub-room beside it", subRoomName(roomId, id), { roomId, subRoom: id }],
    ["a sub-room of nothing", `.s${id}`, undefined],
    ["an id that is too short", `${call}.sabc`, undefined],
    ["letters that no id has", `${call}.s../../x..`, undefined],
    ["another kind of part", `${call}.x${id}`, undefined],
    ["a part of a part", `${call}.s${id}.s${id}`, undefined],
    ["an empty part", `${call}.`, undefined],
    ["a name of somebody else", "loadtest", undefined],
  ])("%s", (_story, name, expected) => {
    expect(placeOfConferenceName(name)).toEqual(expected);
  });
});
