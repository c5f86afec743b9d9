import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { focusOf, sessionAccept } from "../testing/jingle.ts";
import {
  CONTROL_SECRET,
  DOMAIN,
  isFrom,
  isJingle,
  joinPresence,
  Lab,
  MUC,
  type Person,
} from "../testing/lab.ts";
import type { XmppClient } from "../testing/xmpp-client.ts";
import type { Element } from "../xml/build.ts";

// Everything here waits for conditions; the limit is for machines that are busy with other tests.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });

let lab: Lab;
let rooms = 0;
beforeAll(async () => {
  lab = await Lab.start();
});
afterAll(async () => {
  await lab.server.close();
});

function people(): { anna: Person; ben: Person; cem: Person; room: string } {
  const room = `wish${rooms++}`;
  return {
    room,
    anna: { name: "anna", room, moderator: true },
    ben: { name: "ben", room },
    cem: { name: "cem", room },
  };
}

const id = (person: Person): string => `@${person.name}:example.org`;
const MAY_ALL = { audio: true, video: true, desktop: true };
const MAY_NOTHING = { audio: false, video: false, desktop: false };

async function accept(client: XmppClient, person: Person, nick: string, ssrc: number) {
  const invitation = await client.next(isJingle("session-initiate"));
  const jingle = invitation.getChild("jingle")!;
  await client.request(
    "set",
    focusOf(person.room),
    sessionAccept(jingle.attrs["sid"] ?? "", nick, ssrc),
  );
  return invitation;
}

function isMute(kind: string): (element: Element) => boolean {
  return (element) =>
    element.getChild("mute", `http://jitsi.org/jitmeet/${kind}`)?.getText() === "true";
}

/** What the library is told of moderation, message by message. */
async function moderation(client: XmppClient, mediaType: string): Promise<object> {
  const message = await client.next(
    (element) =>
      isFrom(element, `avmoderation.${DOMAIN}`) &&
      (element.getChildText("json-message") ?? "").includes(`"mediaType":"${mediaType}"`),
  );
  return JSON.parse(message.getChildText("json-message") ?? "") as object;
}

function roleIn(presence: Element): string | undefined {
  return presence.getChild("x")?.getChild("item")?.attrs["role"];
}

async function standings(room: string): Promise<Record<string, unknown>> {
  const list = (await (await lab.control("GET", "conferences")).json()) as {
    conferences: { name: string; participants: { userId: string; standing: unknown }[] }[];
  };
  const found = list.conferences.find(({ name }) => name === room)?.participants ?? [];
  return Object.fromEntries(found.map(({ userId, standing }) => [userId, standing]));
}

describe("a wish for a conference", () => {
  it("silences whoever may not speak, and says so as the library knows it", async () => {
    const { anna, ben, room } = people();
    const moderator = await lab.join(anna, "aaaaaaaa");
    const member = await lab.join(ben, "bbbbbbbb");
    await lab.wish(room, { locks: { audio: true } });
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

    await lab.wish(room, {
      locks: { audio: true },
      participants: { [id(ben)]: { role: "participant", ...MAY_ALL } },
    });
    expect(await moderation(member, "audio")).toMatchObject({ approved: true });
    expect(await moderation(moderator, "audio")).toMatchObject({
      whitelists: { audio: [`${room}@${MUC}/bbbbbbbb`] },
    });
    await lab.wish(room, {});
    expect(await moderation(member, "audio")).toMatchObject({ enabled: false });
    // What is allowed again is not switched on again.
    expect(member.has(isMute("audio"))).toBe(false);
  });

  it("makes somebody a moderator and takes it back, while they are there", async () => {
    const { anna, ben, room } = people();
    const moderator = await lab.join(anna, "aaaaaaaa");
    const member = await lab.join(ben, "bbbbbbbb");
    const fromBen = (element: Element): boolean =>
      element.name === "presence" && isFrom(element, `${room}@${MUC}/bbbbbbbb`);
    await moderator.next(fromBen);
    const mute = `<mute xmlns="http://jitsi.org/jitmeet/audio" jid="${room}@${MUC}/aaaaaaaa">true</mute>`;

    await lab.wish(room, { participants: { [id(ben)]: { role: "moderator", ...MAY_ALL } } });
    expect(roleIn(await moderator.next(fromBen))).toBe("moderator");
    expect(roleIn(await member.next(fromBen))).toBe("moderator");
    expect((await member.request("set", focusOf(room), mute)).attrs["type"]).toBe("result");

    await lab.wish(room, {
      participants: {
        [id(ben)]: { role: "participant", ...MAY_ALL },
        [id(anna)]: { role: "participant", ...MAY_ALL },
      },
    });
    expect(roleIn(await moderator.next(fromBen))).toBe("participant");
    expect((await member.request("set", focusOf(room), mute)).attrs["type"]).toBe("error");
    // The token says moderator; the room says otherwise by now.
    expect((await moderator.request("set", focusOf(room), mute)).attrs["type"]).toBe("error");
  });

  it("may come before anybody does, and is forgotten after the last one left", async () => {
    const { ben, room } = people();
    await lab.wish(room, { participants: { [id(ben)]: { role: "guest", ...MAY_NOTHING } } });
    const first = await lab.join(ben, "bbbbbbbb");
    expect(await standings(room)).toEqual({ [id(ben)]: { role: "guest", ...MAY_NOTHING } });
    expect(await moderation(first, "video")).toMatchObject({ enabled: true });
    first.send(joinPresence(room, "bbbbbbbb", "<audiomuted>false</audiomuted>"));
    await first.next(isMute("audio"));
    first.send(`<presence xmlns="jabber:client" type="unavailable"/>`);
    await first.next(({ attrs }) => attrs["type"] === "unavailable");
    await lab.join(ben, "bbbbbbbb");
    expect(await standings(room)).toEqual({ [id(ben)]: { role: "participant", ...MAY_ALL } });
  });

  it("closes the conference's own text to all but moderators", async () => {
    const { anna, ben, room } = people();
    const moderator = await lab.join(anna, "aaaaaaaa");
    const member = await lab.join(ben, "bbbbbbbb");
    await lab.wish(room, { locks: { chat: true } });
    const say = (text: string): string =>
      `<message xmlns="jabber:client" type="groupchat" to="${room}@${MUC}"><body>${text}</body></message>`;
    member.send(say("from ben"));
    await member.next(({ name, attrs }) => name === "message" && attrs["type"] === "error");
    moderator.send(say("from anna"));
    await member.next((element) => element.getChildText("body") === "from anna");
    expect(moderator.has((element) => element.getChildText("body") === "from ben")).toBe(false);
  });

  it.each([
    ["what is no wish", "PUT", "conferences/room", { mode: "party" }, 400],
    ["what is no body at all", "PUT", "conferences/room", undefined, 400],
    ["a name that no conference has", "PUT", "conferences/ROOM", {}, 400],
    ["kinds that there are not", "POST", "conferences/r/participants/%40b%3Ac.d/mute", {}, 400],
    ["an unknown operation", "PATCH", "conferences/room", {}, 405],
  ])("is refused for %s", async (_what, method, path, body, status) => {
    const response = await lab.control(method, path, CONTROL_SECRET, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code: "invalid-request", status });
  });

  it("is described for whoever asks, and open to the appservice alone", async () => {
    const description = await fetch(`${lab.url}/control/v1/openapi.json`);
    expect(await description.json()).toMatchObject({ openapi: "3.1.1" });
    const refused = await lab.control("PUT", "conferences/room", "guess", { mode: "stage" });
    expect(refused.status).toBe(401);
  });
});

describe("muting somebody once", () => {
  it("reaches all devices of that person and nobody else", async () => {
    const { anna, ben, room } = people();
    const other = await lab.join(anna, "aaaaaaaa");
    const laptop = await lab.join(ben, "bbbbbbbb");
    const phone = await lab.join({ ...ben, device: "phone" }, "cccccccc");
    const path = `conferences/${room}/participants/${encodeURIComponent(id(ben))}/mute`;
    const body = { kinds: ["audio", "desktop"] };
    expect((await lab.control("POST", path, CONTROL_SECRET, body)).status).toBe(204);
    for (const client of [laptop, phone]) {
      await client.next(isMute("audio"));
      await client.next(isMute("desktop"));
    }
    expect(other.has(isMute("audio"))).toBe(false);
    expect(await standings(room)).toMatchObject({ [id(ben)]: MAY_ALL });
  });
});

describe("a lecture", () => {
  it("shows whom the stage holds, and hides who listens from other listeners", async () => {
    const { anna, ben, cem, room } = people();
    await lab.wish(room, { mode: "stage", stage: [id(anna)] });
    const speaker = await lab.join(anna, "aaaaaaaa");
    await accept(speaker, anna, "aaaaaaaa", 1_000);
    const listener = await lab.join(ben, "bbbbbbbb");
    const offered = await accept(listener, ben, "bbbbbbbb", 2_000);
    expect(offered.toString()).toContain(`ssrc="1000"`);
    // The moderator sees who listens, and hears nothing of them.
    await speaker.next((element) => isFrom(element, `${room}@${MUC}/bbbbbbbb`));
    const second = await lab.join(cem, "cccccccc");
    const shown = await accept(second, cem, "cccccccc", 3_000);
    expect(shown.toString()).not.toContain(`ssrc="2000"`);
    expect(second.has((element) => isFrom(element, `${room}@${MUC}/bbbbbbbb`))).toBe(false);
    const count = await second.next((element) => element.toString().includes("plenum-listeners"));
    expect(count.toString()).toContain(`<property key="plenum-listeners" value="2"/>`);

    // A question: the floor is given.
    await lab.wish(room, {
      mode: "stage",
      stage: [id(anna), id(ben)],
      participants: { [id(ben)]: { role: "participant", ...MAY_NOTHING, audio: true } },
    });
    await second.next((element) => isFrom(element, `${room}@${MUC}/bbbbbbbb`));
    const added = await second.next(isJingle("source-add"));
    expect(added.toString()).toContain(`ssrc="2000"`);
    expect(added.toString()).not.toContain(`ssrc="2001"`);
    expect(speaker.has(isJingle("source-add"))).toBe(true);

    // And taken back.
    await lab.wish(room, { mode: "stage", stage: [id(anna)] });
    const removed = await second.next(isJingle("source-remove"));
    expect(removed.toString()).toContain(`ssrc="2000"`);
    const gone = await second.next(({ attrs }) => attrs["type"] === "unavailable");
    expect(isFrom(gone, `${room}@${MUC}/bbbbbbbb`)).toBe(true);
    await listener.next(isMute("audio"));
  });
});
