import { afterAll, describe, expect, it } from "vitest";
import { commonRoom, messagesOf, People, textsOf } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => {
  people.stop();
});

describe("somebody who signs in after a conversation", () => {
  it("opens the room and reads it from the oldest message to the newest", async () => {
    const anna = await people.someone("anna");
    const ben = await people.someone("ben");
    const roomId = await commonRoom([anna, ben], { encrypted: false, name: "Protokoll" });
    const hers = anna.session.openRoom(roomId);
    const lines = Array.from({ length: 8 }, (_unused, index) => `Zeile ${index}`);
    for (const line of lines) hers.sendText(line);
    await until(
      hers.timeline,
      ({ items }) => messagesOf(items).filter((item) => item.send.kind === "sent").length === 8,
    );
    hers.close();

    const later = await people.signIn(ben.user);
    const his = later.session.openRoom(roomId);
    await until(his.timeline, ({ items }) => textsOf(items).length === lines.length);
    expect(textsOf(his.timeline.get().items)).toEqual(lines);
    his.close();
  });
});
