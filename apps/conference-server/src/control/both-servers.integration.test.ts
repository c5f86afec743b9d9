import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  CONTROL_SECRET,
  type ControlledServer,
  DOMAIN,
  isFrom,
  joinPresence,
  MUC,
  type Person,
} from "../testing/controlled-server.ts";
import { Lab } from "../testing/lab.ts";
import { findProsody, ProsodyLab } from "../testing/prosody-lab.ts";
import type { XmppClient } from "../testing/xmpp-client.ts";
import type { Element } from "../xml/build.ts";

// Everything here waits for conditions; the limit is for machines that are busy with other tests.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });

const prosody = findProsody();
const SERVERS = [
  { name: "the conference server that comes along", there: true, start: () => Lab.start() },
  {
    name: "Prosody with our module",
    there: prosody !== undefined,
    start: () => ProsodyLab.start(prosody ?? ""),
  },
] as const;

const MAY_ALL = { audio: true, video: true, desktop: true };
const MAY_NOTHING = { audio: false, video: false, desktop: false };
const id = (person: Person): string => `@${person.name}:example.org`;

function isMute(kind: string): (element: Element) => boolean {
  return (element) =>
    element.getChild("mute", `http://jitsi.org/jitmeet/${kind}`)?.getText() === "true";
}

/** What a client is told that a moderator wants of it. */
async function wanted(client: XmppClient): Promise<object> {
  const message = await client.next((element) =>
    (element.getChildText("json-message") ?? "").includes("plenum-moderation"),
  );
  expect(message.attrs["from"]).toMatch(/\/focus$/);
  const { type: _type, ...rest } = JSON.parse(message.getChildText("json-message") ?? "") as {
    type: unknown;
  };
  return rest;
}

function isGone({ name, attrs }: Element): boolean {
  return name === "presence" && attrs["type"] === "unavailable";
}

/** What the library is told of moderation, message by message. */
async function moderation(client: XmppClient, mediaType: string): Promise<object> {
  const message = await client.next(
    (element) =>
      isFrom(element, `avmoderation.${DOMAIN}`) &&
      (JSON.parse(element.getChildText("json-message") ?? "{}") as { mediaType?: string })
        .mediaType === mediaType,
  );
  return JSON.parse(message.getChildText("json-message") ?? "") as object;
}

function roleIn(presence: Element): string | undefined {
  return presence.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item")?.attrs[
    "role"
  ];
}

// One story for both: what the appservice relies on, whichever server an agency has.
describe.each(SERVERS)("the control interface of $name", ({ there, start }) => {
  describe.skipIf(!there)("where it is installed", () => {
    let server: ControlledServer;
    let rooms = 0;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(async () => {
      await server.close();
    });

    function people(): { anna: Person; ben: Person; room: string } {
      const room = `both${rooms++}`;
      return {
        room,
        anna: { name: "anna", room, moderator: true },
        ben: { name: "ben", room },
      };
    }

    async function standings(room: string): Promise<Record<string, unknown>> {
      const list = (await (await server.control("GET", "conferences")).json()) as {
        conferences: { name: string; participants: { userId: string; standing: unknown }[] }[];
      };
      const found = list.conferences.find(({ name }) => name === room)?.participants ?? [];
      return Object.fromEntries(found.map(({ userId, standing }) => [userId, standing]));
    }

    it("says who is in which conference, and which start of the server it was", async () => {
      const { anna, room } = people();
      await server.join(anna, "aaaaaaaa");
      const list = (await (await server.control("GET", "conferences")).json()) as object;
      expect(list).toMatchObject({ incarnation: expect.stringMatching(/^[\w-]{8,}$/) as unknown });
      expect(list).toHaveProperty(
        "conferences",
        expect.arrayContaining([
          {
            name: room,
            participants: [
              {
                endpointId: "aaaaaaaa",
                userId: id(anna),
                displayName: "anna",
                moderator: true,
                standing: { role: "moderator", ...MAY_ALL },
              },
            ],
          },
        ]),
      );
    });

    it("silences whoever may not speak, and says so as the library knows it", async () => {
      const { anna, ben, room } = people();
      const moderator = await server.join(anna, "aaaaaaaa");
      const member = await server.join(ben, "bbbbbbbb");
      await server.wish(room, { locks: { audio: true } });
      await member.next(isMute("audio"));
      expect(await moderation(member, "audio")).toEqual({
        type: "av_moderation",
        room: `${room}@${MUC}`,
        enabled: true,
        mediaType: "audio",
        actor: `${room}@${MUC}/focus`,
      });
      expect(await moderation(moderator, "audio")).toMatchObject({ enabled: true });
      expect(await moderation(moderator, "audio")).toMatchObject({ approved: true });
      expect(await standings(room)).toEqual({
        [id(anna)]: { role: "moderator", ...MAY_ALL },
        [id(ben)]: { role: "participant", ...MAY_ALL, audio: false },
      });

      await server.wish(room, {
        locks: { audio: true },
        participants: { [id(ben)]: { role: "participant", ...MAY_ALL } },
      });
      expect(await moderation(member, "audio")).toMatchObject({ approved: true });
      expect(await moderation(moderator, "audio")).toMatchObject({
        whitelists: { audio: [`${room}@${MUC}/bbbbbbbb`] },
      });
      await server.wish(room, {});
      expect(await moderation(member, "audio")).toMatchObject({ enabled: false });
      // What is allowed again is not switched on again.
      expect(member.has(isMute("audio"))).toBe(false);
    });

    it("tells nothing when the same wish comes again", async () => {
      const { ben, room } = people();
      const member = await server.join(ben, "bbbbbbbb");
      await server.wish(room, { locks: { video: true } });
      await member.next(isMute("video"));
      await moderation(member, "video");
      await server.wish(room, { locks: { video: true } });
      await server.wish(room, { locks: { video: true, desktop: true } });
      await moderation(member, "desktop");
      expect(member.has(isMute("video"))).toBe(false);
    });

    it("makes somebody a moderator and takes it back, while they are there", async () => {
      const { anna, ben, room } = people();
      const moderator = await server.join(anna, "aaaaaaaa");
      await server.join(ben, "bbbbbbbb");
      const fromBen = (element: Element): boolean =>
        element.name === "presence" && isFrom(element, `${room}@${MUC}/bbbbbbbb`);
      expect(roleIn(await moderator.next(fromBen))).toBe("participant");
      await server.wish(room, { participants: { [id(ben)]: { role: "moderator", ...MAY_ALL } } });
      expect(roleIn(await moderator.next(fromBen))).toBe("moderator");
      await server.wish(room, {});
      expect(roleIn(await moderator.next(fromBen))).toBe("participant");
    });

    it("takes a wish before anybody is there, and forgets it after the last one left", async () => {
      const { ben, room } = people();
      await server.wish(room, { participants: { [id(ben)]: { role: "guest", ...MAY_NOTHING } } });
      const first = await server.join(ben, "bbbbbbbb");
      expect(await standings(room)).toEqual({ [id(ben)]: { role: "guest", ...MAY_NOTHING } });
      expect(await moderation(first, "video")).toMatchObject({ enabled: true });
      first.send(
        joinPresence(room, "bbbbbbbb", `<audiomuted xmlns="jabber:client">false</audiomuted>`),
      );
      await first.next(isMute("audio"));
      first.send(
        `<presence xmlns="jabber:client" type="unavailable" to="${room}@${MUC}/bbbbbbbb"/>`,
      );
      await first.next(isGone);
      await server.join(ben, "bbbbbbbb");
      expect(await standings(room)).toEqual({ [id(ben)]: { role: "participant", ...MAY_ALL } });
    });

    it("closes the conference's own text to all but moderators", async () => {
      const { anna, ben, room } = people();
      const moderator = await server.join(anna, "aaaaaaaa");
      const member = await server.join(ben, "bbbbbbbb");
      await server.wish(room, { locks: { chat: true } });
      const say = (text: string): string =>
        `<message xmlns="jabber:client" type="groupchat" to="${room}@${MUC}"><body>${text}</body></message>`;
      member.send(say("from ben"));
      await member.next(({ name, attrs }) => name === "message" && attrs["type"] === "error");
      moderator.send(say("from anna"));
      await member.next((element) => element.getChildText("body") === "from anna");
      expect(moderator.has((element) => element.getChildText("body") === "from ben")).toBe(false);
    });

    it("mutes all devices of a person once, and nobody else", async () => {
      const { anna, ben, room } = people();
      const other = await server.join(anna, "aaaaaaaa");
      const laptop = await server.join(ben, "bbbbbbbb");
      const phone = await server.join({ ...ben, device: "phone" }, "cccccccc");
      const path = `conferences/${room}/participants/${encodeURIComponent(id(ben))}/mute`;
      const body = { kinds: ["audio", "desktop"] };
      expect((await server.control("POST", path, CONTROL_SECRET, body)).status).toBe(204);
      for (const client of [laptop, phone]) {
        await client.next(isMute("audio"));
        await client.next(isMute("desktop"));
      }
      expect(other.has(isMute("audio"))).toBe(false);
      expect(await standings(room)).toMatchObject({ [id(ben)]: MAY_ALL });
      expect(await wanted(laptop)).toEqual({ what: "mute", kinds: ["audio", "desktop"] });
    });

    it("asks a person to unmute and switches nothing on", async () => {
      const { anna, ben, room } = people();
      const other = await server.join(anna, "aaaaaaaa");
      const member = await server.join(ben, "bbbbbbbb");
      const path = `conferences/${room}/participants/${encodeURIComponent(id(ben))}/ask`;
      const body = { kinds: ["audio"], by: id(anna) };
      expect((await server.control("POST", path, CONTROL_SECRET, body)).status).toBe(204);
      expect(await wanted(member)).toEqual({ what: "ask", ...body });
      expect(other.has((element) => element.toString().includes("plenum-moderation"))).toBe(false);
    });

    it("lets a listener hear alone, whatever the token says of earlier", async () => {
      const { anna, ben, room } = people();
      const listener = { role: "listener", ...MAY_NOTHING };
      await server.join(anna, "aaaaaaaa");
      const member = await server.join(ben, "bbbbbbbb");
      const wish = { participants: { [id(ben)]: listener } };
      expect(
        (await server.control("PUT", `conferences/${room}`, CONTROL_SECRET, wish)).status,
      ).toBe(204);
      await member.next(isMute("audio"));
      expect(await standings(room)).toMatchObject({ [id(ben)]: listener });
      member.send(
        `<message xmlns="jabber:client" type="groupchat" to="${room}@${MUC}"><body>x</body></message>`,
      );
      await member.next(({ name, attrs }) => name === "message" && attrs["type"] === "error");
    });

    it("puts a person out and voids the tokens that they hold", async () => {
      const { anna, ben, room } = people();
      const watcher = await server.join(anna, "aaaaaaaa");
      const member = await server.join(ben, "bbbbbbbb");
      // Logged in before, so that it is the room that refuses.
      const second = await server.login({ ...ben, device: "phone" });
      const path = `conferences/${room}/participants/${encodeURIComponent(id(ben))}`;
      expect((await server.control("DELETE", path)).status).toBe(204);
      expect((await member.next(isGone)).toString()).toContain("307");
      await watcher.next(isGone);
      second.send(joinPresence(room, "cccccccc"));
      const refused = await second.next(({ attrs }) => attrs["type"] === "error");
      expect(refused.toString()).toContain("token-revoked");
      expect(await standings(room)).toEqual({ [id(anna)]: { role: "moderator", ...MAY_ALL } });
      expect((await server.control("DELETE", path)).status).toBe(204);
    });

    it("closes a conference for everybody", async () => {
      const { anna, ben, room } = people();
      const all = [await server.join(anna, "aaaaaaaa"), await server.join(ben, "bbbbbbbb")];
      expect((await server.control("DELETE", `conferences/${room}`)).status).toBe(204);
      for (const client of all) await client.next(isGone);
      expect(await standings(room)).toEqual({});
      expect((await server.control("DELETE", `conferences/${room}`)).status).toBe(204);
    });

    it("has telephones, their hands, and one microphone open where one has the floor", async () => {
      const { anna, room } = people();
      await server.join(anna, "aaaaaaaa");
      const phone = await server.phone(room, "f00d1234", "+49 30 1234567");
      const guest = await server.join({ name: "guest-1", room }, "bbbbbbbb");
      const list = async (): Promise<object | undefined> => {
        const answer = (await (await server.control("GET", "conferences")).json()) as {
          conferences: { name: string; participants: { endpointId: string }[] }[];
        };
        const found = answer.conferences.find(({ name }) => name === room)?.participants;
        return found?.find(({ endpointId }) => endpointId === "f00d1234");
      };
      const telephone = "@f00d1234:phone.invalid";
      expect(await list()).toEqual({
        endpointId: "f00d1234",
        userId: telephone,
        displayName: "+49 30 1234567",
        moderator: false,
        standing: { role: "participant", ...MAY_ALL },
      });
      const said = (text: string): string =>
        joinPresence(
          room,
          "f00d1234",
          `<jitsi_participant_raisedHand>${text}</jitsi_participant_raisedHand>`,
        );
      phone.send(said("1700000000000"));
      await vi.waitFor(async () => expect(await list()).toMatchObject({ hand: 1_700_000_000_000 }));
      phone.send(said(""));
      await vi.waitFor(async () => expect(await list()).not.toHaveProperty("hand"));

      await server.wish(room, { locks: { audio: true } });
      await Promise.all([phone, guest].map((client) => client.next(isMute("audio"))));
      const floor = { role: "participant", ...MAY_ALL } as const;
      await server.wish(room, { locks: { audio: true }, participants: { [telephone]: floor } });
      expect(await moderation(phone, "audio")).toMatchObject({ enabled: true });
      expect(await moderation(phone, "audio")).toMatchObject({ approved: true });
      expect(await standings(room)).toMatchObject({
        [telephone]: { audio: true },
        [id({ name: "guest-1", room })]: { audio: false },
      });
      await server.wish(room, { locks: { audio: true } });
      await phone.next(isMute("audio"));
      const path = `conferences/${room}/participants/${encodeURIComponent(telephone)}`;
      expect((await server.control("DELETE", path)).status).toBe(204);
      await phone.next(isGone);
    });

    it.each([
      ["what is no wish", "PUT", "conferences/room", { mode: "party" }, 400],
      ["a list in place of a wish", "PUT", "conferences/room", [1], 400],
      ["a lock that is none", "PUT", "conferences/room", { locks: { audio: "yes" } }, 400],
      ["somebody who is nobody", "PUT", "conferences/room", { stage: ["anna"] }, 400],
      [
        "half a standing",
        "PUT",
        "conferences/room",
        { participants: { "@b:c.d": { role: "guest", audio: true } } },
        400,
      ],
      ["what is no body at all", "PUT", "conferences/room", undefined, 400],
      ["a name that no conference has", "PUT", "conferences/ROOM", {}, 400],
      ["a person who is none", "DELETE", "conferences/r/participants/anna", undefined, 400],
      ["kinds that there are not", "POST", "conferences/r/participants/%40b%3Ac.d/mute", {}, 400],
      ["an unknown operation", "PATCH", "conferences/room", {}, 405],
    ])("refuses %s", async (_what, method, path, body, status) => {
      const response = await server.control(method, path, CONTROL_SECRET, body);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ code: "invalid-request", status });
    });

    it.each(["a guess", "", CONTROL_SECRET.slice(0, -1), `${CONTROL_SECRET}x`])(
      "is open to the appservice alone, not to “%s”",
      async (secret) => {
        for (const [method, path] of [
          ["GET", "conferences"],
          ["PUT", "conferences/room"],
          ["DELETE", "conferences/room"],
        ] as const) {
          const refused = await server.control(
            method,
            path,
            secret,
            method === "PUT" ? {} : undefined,
          );
          expect(refused.status).toBe(401);
        }
      },
    );
  });
});
