import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scheduled } from "../contract.ts";
import { commonRoom, People, type TestPerson, textsOf } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const HOUR = 60 * 60_000;
const people = new People();
let anna: TestPerson;
let ben: TestPerson;
let hers: Scheduled;

beforeAll(async () => {
  [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
  hers = await anna.session.scheduled();
});
afterAll(() => {
  people.stop();
});

describe.each([{ encrypted: true }, { encrypted: false }])(
  "a message for later, encrypted: $encrypted",
  ({ encrypted }) => {
    let roomId: string;
    beforeAll(async () => {
      roomId = await commonRoom([anna, ben], { encrypted });
    });
    const waiting = () =>
      (hers.messages.get() ?? []).filter((message) => message.roomId === roomId);

    it("waits, is changed, and is sent by the server at its time", async () => {
      const later = Date.now() + 2 * HOUR;
      await hers.schedule(roomId, { text: "Morgen um **acht**", html: "x" }, later);
      const [message] = waiting();
      expect(message).toMatchObject({ text: "Morgen um **acht**", html: "x" });
      expect(Math.abs((message?.sendAt ?? 0) - later)).toBeLessThan(60_000);

      await hers.change(
        message?.id ?? "",
        { text: "Doch gleich", mentions: { userIds: [ben.session.userId] } },
        Date.now() + 1500,
      );
      expect(waiting().map(({ text }) => text)).toEqual(["Doch gleich"]);

      const his = ben.session.openRoom(roomId);
      await until(his.timeline, ({ items }) => textsOf(items).includes("Doch gleich"));
      expect(textsOf(his.timeline.get().items)).not.toContain("Morgen um **acht**");
      his.close();
      await hers.refresh();
      expect(waiting()).toEqual([]);
    });

    it("can be sent at once, or not at all", async () => {
      await hers.schedule(roomId, { text: "Jetzt" }, Date.now() + HOUR);
      await hers.schedule(roomId, { text: "Nie" }, Date.now() + 2 * HOUR);
      const [now, never] = waiting();
      await hers.cancel(never?.id ?? "");
      await hers.sendNow(now?.id ?? "");
      expect(waiting()).toEqual([]);
      await expect(hers.cancel(never?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
      const his = ben.session.openRoom(roomId);
      await until(his.timeline, ({ items }) => textsOf(items).includes("Jetzt"));
      expect(textsOf(his.timeline.get().items)).not.toContain("Nie");
      his.close();
    });

    it("is refused where it lies too far ahead", async () => {
      const next = Date.now() + 400 * 24 * HOUR;
      await expect(hers.schedule(roomId, { text: "Neujahr" }, next)).rejects.toMatchObject({
        code: "delay-too-long",
      });
    });
  },
);
