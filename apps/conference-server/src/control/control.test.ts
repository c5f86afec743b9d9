import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { focusOf, sessionAccept } from "../testing/jingle.ts";
import { isFrom, isJingle, Lab, MUC, type Person } from "../testing/lab.ts";
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

function roleIn(presence: Element): string | undefined {
  return presence.getChild("x")?.getChild("item")?.attrs["role"];
}

// What both servers have is in both-servers.integration.test.ts.
describe("a wish for a conference", () => {
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

  it("is described for whoever asks", async () => {
    const description = await fetch(`${lab.url}/control/v1/openapi.json`);
    expect(await description.json()).toMatchObject({ openapi: "3.1.1" });
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
