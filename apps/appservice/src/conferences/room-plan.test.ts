import { describe, expect, it } from "vitest";
import { createRoomBody, plannedState } from "./room-plan.ts";

const ANNA = "@anna:a.example";
const wish = { title: "Ausschuss", kind: "committee", encrypted: true } as const;

describe("the plan of a conference room", () => {
  it("names nobody but the requester in the power levels: creators of version 12 must not stand there", () => {
    expect(createRoomBody(wish, ANNA, "id")).toMatchObject({
      room_version: "12",
      creation_content: { "chat.plenum.provisioning": "id" },
      power_level_content_override: { users: { [ANNA]: 100 } },
    });
  });

  it("lets everybody announce that he is in the call and raise a hand, moderators lead the speaking list, and the bot alone keep it", () => {
    const power = plannedState(wish, ANNA).find(({ type }) => type === "m.room.power_levels");
    expect(power?.content).toMatchObject({
      users_default: 0,
      state_default: 100,
      invite: 50,
      events: {
        "org.matrix.msc3401.call.member": 0,
        "chat.plenum.hand": 0,
        "chat.plenum.conference": 100,
        "chat.plenum.floor": 150,
        "chat.plenum.speaking.command": 100,
      },
    });
  });

  it.each([
    [true, true],
    [false, false],
  ])("is encrypted when asked for: %s", (encrypted, present) => {
    const types = plannedState({ ...wish, encrypted }, ANNA).map(({ type }) => type);
    expect(types.includes("m.room.encryption")).toBe(present);
  });

  it("sends each state once: what createRoom has a field for is not in the initial state", () => {
    const body = createRoomBody(wish, ANNA, "id");
    expect(body).toMatchObject({ name: "Ausschuss" });
    const initial = JSON.stringify(Reflect.get(body, "initial_state"));
    expect(initial).not.toContain("m.room.name");
    expect(initial).not.toContain("m.room.power_levels");
  });
});
