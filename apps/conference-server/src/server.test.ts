import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { focusOf, sessionAccept } from "./testing/jingle.ts";
import {
  type Channel,
  DOMAIN,
  FOCUS,
  isFrom,
  isJingle,
  joinPresence,
  Lab,
  MUC,
  type Person,
} from "./testing/lab.ts";
import { XmppClient } from "./testing/xmpp-client.ts";

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

/** Every story has a room of its own. */
function people(): { anna: Person; ben: Person; room: string } {
  const room = `room${rooms++}`;
  return { room, anna: { name: "anna", room, moderator: true }, ben: { name: "ben", room } };
}

/** Answers the invitation of the focus; the URL of the bridge channel that came with it. */
async function accept(
  client: XmppClient,
  person: Person,
  nick: string,
  ssrc: number,
): Promise<URL> {
  const invitation = await client.next(isJingle("session-initiate"));
  const jingle = invitation.getChild("jingle")!;
  const url = jingle.getChild("content")?.getChild("transport")?.getChild("web-socket");
  await client.request(
    "set",
    focusOf(person.room),
    sessionAccept(jingle.attrs["sid"] ?? "", nick, ssrc),
  );
  return new URL(url?.attrs["url"] ?? "");
}

function kick(nick: string): string {
  return `<query xmlns="http://jabber.org/protocol/muc#admin"><item nick="${nick}" role="none"><reason>bye</reason></item></query>`;
}

/** Comes back on a new socket after the old one was lost. */
async function resume(person: Person, client: XmppClient): Promise<XmppClient> {
  const socket = await lab.socket(person, `&previd=${client.resumptionId}`);
  const answer = await socket.authenticate(DOMAIN);
  expect(answer.name).toBe("success");
  socket.openStream(DOMAIN);
  await socket.next((element) => element.name === "stream_features");
  socket.send(
    `<resume xmlns="urn:xmpp:sm:3" previd="${client.resumptionId}" h="${client.handled}"/>`,
  );
  return socket;
}

describe("the door", () => {
  it.each([
    ["a token whose time is over", { lifetime: -60 }, "", "token-expired"],
    ["a token for another room", {}, "&room=other", "token-wrong-room"],
  ])("is closed to %s", async (_what, change, parameters, text) => {
    const { anna } = people();
    const person = { ...anna, ...change };
    const token = await lab.token(person);
    const room = parameters === "" ? `&room=${person.room}` : parameters;
    const url = `${lab.url.replace("http", "ws")}/xmpp-websocket?token=${token}${room}`;
    const client = await XmppClient.open(url);
    const failure = await client.authenticate(DOMAIN);
    expect(failure.toString()).toContain(`<not-allowed/><text>${text}</text>`);
    await client.closed();
  });

  it("opens only the room of the token", async () => {
    const { anna } = people();
    const client = await lab.login(anna);
    for (const room of ["other", "*", ""]) {
      client.send(joinPresence(room, "aaaaaaaa"));
      const error = await client.next(({ attrs }) => attrs["type"] === "error");
      expect(error.getChild("error")?.getChild("not-allowed")).toBeDefined();
    }
    const request = `<conference xmlns="http://jitsi.org/protocol/focus" room="other@${MUC}"/>`;
    const refused = await client.request("set", FOCUS, request);
    expect(refused.getChild("error")?.getChild("not-authorized")).toBeDefined();
  });

  it("answers the conference request over XMPP and HTTP", async () => {
    const { anna, room } = people();
    const client = await lab.login(anna);
    const answer = await client.request(
      "set",
      `focus.${DOMAIN}`,
      `<conference xmlns="http://jitsi.org/protocol/focus" room="${room}@${MUC}"/>`,
    );
    expect(answer.getChild("conference")?.attrs).toMatchObject({ ready: "true", focusjid: FOCUS });

    const ask = async (token: string, name: string): Promise<Response> =>
      fetch(`${lab.url}/conference-request/v1`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ room: `${name}@${MUC}` }),
      });
    const token = await lab.token(anna);
    expect(await (await ask(token, room)).json()).toMatchObject({ ready: true, focusJid: FOCUS });
    expect((await ask(token, "other")).status).toBe(403);
    expect((await ask("nonsense", room)).status).toBe(401);
  });
});

describe("a conference", () => {
  it("invites both and shows each the other's sources, lowest layer only", async () => {
    const { anna, ben, room } = people();
    const first = await lab.join(anna, "aaaaaaaa");
    const url = await accept(first, anna, "aaaaaaaa", 1_000);
    expect(url.origin).toBe("wss://plenum.example.org");

    const second = await lab.join(ben, "bbbbbbbb");
    const invitation = await second.next(isJingle("session-initiate"));
    expect(invitation.attrs["from"]).toBe(focusOf(room));
    const [audio, video] = invitation.getChild("jingle")!.getChildren("content");
    expect(audio?.toString()).toContain(`ssrc="1000" name="aaaaaaaa-a0"`);
    expect(video?.toString()).toContain(`ssrc="1001" name="aaaaaaaa-v0"`);
    expect(video?.toString()).toContain(`ssrc="1004" name="aaaaaaaa-v0"`);
    expect(video?.toString()).not.toContain(`ssrc="1002"`);
    expect(video?.toString()).not.toContain("sdes:mid");

    const sid = invitation.getChild("jingle")?.attrs["sid"] ?? "";
    await second.request("set", focusOf(room), sessionAccept(sid, "bbbbbbbb", 2_000));
    const added = await first.next(isJingle("source-add"));
    expect(added.toString()).toContain(`owner="${room}@${MUC}/bbbbbbbb"`);
    expect(added.toString()).toContain(`ssrc="2001"`);

    second.send(`<presence xmlns="jabber:client" type="unavailable"/>`);
    const gone = await first.next(({ attrs }) => attrs["type"] === "unavailable");
    expect(isFrom(gone, `${room}@${MUC}/bbbbbbbb`)).toBe(true);
  });

  it("does not let anybody take over another's stream by its number", async () => {
    const { anna, ben } = people();
    const first = await lab.join(anna, "aaaaaaaa");
    await accept(first, anna, "aaaaaaaa", 1_000);
    const second = await lab.join(ben, "bbbbbbbb");
    await accept(second, ben, "bbbbbbbb", 1_000);
    second.send(joinPresence(ben.room, "bbbbbbbb", "<audiomuted>true</audiomuted>"));
    await first.next((element) => element.getChildText("audiomuted") === "true");
    // A source-add would have come before that, on the same way.
    expect(first.has(isJingle("source-add"))).toBe(false);
  });

  it("starts the media of one person anew when the client asks", async () => {
    const { anna, ben } = people();
    const first = await lab.join(anna, "aaaaaaaa");
    await accept(first, anna, "aaaaaaaa", 1_000);
    const second = await lab.join(ben, "bbbbbbbb");
    const invitation = await second.next(isJingle("session-initiate"));
    const sid = invitation.getChild("jingle")?.attrs["sid"] ?? "";
    await second.request("set", focusOf(ben.room), sessionAccept(sid, "bbbbbbbb", 2_000));
    await first.next(isJingle("source-add"));
    await second.request(
      "set",
      focusOf(ben.room),
      `<jingle xmlns="urn:xmpp:jingle:1" action="session-terminate" sid="${sid}"><bridge-session xmlns="http://jitsi.org/protocol/focus" restart="true"/></jingle>`,
    );
    await first.next(isJingle("source-remove"));
    const again = await second.next(isJingle("session-initiate"));
    expect(again.getChild("jingle")?.attrs["sid"]).not.toBe(sid);
  });

  it("replaces what the same device left in the room", async () => {
    const { ben, anna } = people();
    const watcher = await lab.join(anna, "aaaaaaaa");
    const old = await lab.join(ben, "bbbbbbbb");
    await lab.join(ben, "cccccccc");
    const kicked = await old.next(({ attrs }) => attrs["type"] === "unavailable");
    expect(kicked.toString()).toContain("<reason>replaced</reason>");
    expect(kicked.toString()).toContain(`<status code="307"/>`);
    const seen = await watcher.next(({ attrs }) => attrs["type"] === "unavailable");
    expect(seen.toString()).not.toContain(`code="307"`);
    // Another device of the same person is another participant.
    await lab.join({ ...ben, device: "phone" }, "dddddddd");
    const list = (await (await lab.control("GET", "conferences")).json()) as {
      conferences: { name: string; participants: object[] }[];
    };
    expect(list.conferences.find(({ name }) => name === ben.room)?.participants).toHaveLength(3);
  });
});

describe("moderation", () => {
  it("is for moderators alone", async () => {
    const { anna, ben, room } = people();
    const moderator = await lab.join(anna, "aaaaaaaa");
    const member = await lab.join(ben, "bbbbbbbb");
    const mute = (nick: string): string =>
      `<mute xmlns="http://jitsi.org/jitmeet/audio" jid="${room}@${MUC}/${nick}">true</mute>`;

    const noMute = await member.request("set", focusOf(room), mute("aaaaaaaa"));
    expect(noMute.getChild("error")?.getChild("forbidden")).toBeDefined();
    const noKick = await member.request("set", `${room}@${MUC}`, kick("aaaaaaaa"));
    expect(noKick.getChild("error")?.getChild("forbidden")).toBeDefined();

    await moderator.request("set", focusOf(room), mute("bbbbbbbb"));
    const muted = await member.next((element) => element.getChild("mute") !== undefined);
    expect(muted.getChild("mute")?.attrs["actor"]).toBe(`${room}@${MUC}/aaaaaaaa`);

    const grant = `<query xmlns="http://jabber.org/protocol/muc#admin"><item affiliation="owner" jid="${member.jid}"/></query>`;
    const noGrant = await moderator.request("set", `${room}@${MUC}`, grant);
    expect(noGrant.getChild("error")?.getChild("not-allowed")).toBeDefined();

    await moderator.request("set", `${room}@${MUC}`, kick("bbbbbbbb"));
    const kicked = await member.next(({ attrs }) => attrs["type"] === "unavailable");
    expect(kicked.toString()).toContain("<reason>bye</reason>");
    member.send(joinPresence(room, "bbbbbbbb"));
    const refused = await member.next(({ attrs }) => attrs["type"] === "error");
    expect(refused.toString()).toContain("token-revoked");
  });
});

describe("a lost socket", () => {
  it("is resumed with what was missed, and nobody sees a leave", async () => {
    const { anna, ben, room } = people();
    const stays = await lab.join(anna, "aaaaaaaa");
    const goes = await lab.join(ben, "bbbbbbbb");
    goes.cut();
    await goes.closed();
    stays.send(
      `<message xmlns="jabber:client" type="groupchat" to="${room}@${MUC}"><body>while away</body></message>`,
    );
    await stays.next((element) => element.getChildText("body") === "while away");

    // The token may be over by now.
    const back = await resume({ ...ben, lifetime: -60 }, goes);
    expect((await back.next(({ name }) => name === "resumed")).attrs["previd"]).toBe(
      goes.resumptionId,
    );
    await back.next((element) => element.getChildText("body") === "while away");
    back.send(
      `<message xmlns="jabber:client" type="groupchat" to="${room}@${MUC}"><body>back</body></message>`,
    );
    const heard = await stays.next(
      (element) =>
        element.getChildText("body") === "back" || element.attrs["type"] === "unavailable",
    );
    expect(heard.getChildText("body")).toBe("back");
  });

  it("can be resumed by nobody else", async () => {
    const { ben } = people();
    const client = await lab.join(ben, "bbbbbbbb");
    const thief = await resume({ ...ben, name: "mallory" }, client);
    const failed = await thief.next(({ name }) => name === "failed");
    expect(failed.getChild("item-not-found")).toBeDefined();
  });

  it("does not let an old token begin a new session", async () => {
    const { ben } = people();
    const client = await lab.join(ben, "bbbbbbbb");
    const socket = await lab.socket({ ...ben, lifetime: -60 }, `&previd=${client.resumptionId}`);
    await socket.authenticate(DOMAIN);
    socket.openStream(DOMAIN);
    socket.send(
      `<iq id="bind" type="set" xmlns="jabber:client"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>`,
    );
    const error = await socket.next(({ name }) => name === "stream_error");
    expect(error.getChild("not-authorized")).toBeDefined();
  });

  it("is over when the client says so", async () => {
    const { anna, ben } = people();
    const stays = await lab.join(anna, "aaaaaaaa");
    const goes = await lab.join(ben, "bbbbbbbb");
    goes.send(`<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>`);
    const gone = await stays.next(({ attrs }) => attrs["type"] === "unavailable");
    expect(isFrom(gone, `${ben.room}@${MUC}/bbbbbbbb`)).toBe(true);
  });
});

describe("the bridge channel", () => {
  it("needs its password, and carries messages between endpoints", async () => {
    const { anna, ben } = people();
    const first = await lab.join(anna, "aaaaaaaa");
    const firstUrl = await accept(first, anna, "aaaaaaaa", 1_000);
    const second = await lab.join(ben, "bbbbbbbb");
    const secondUrl = await accept(second, ben, "bbbbbbbb", 2_000);

    const wrong = new URL(firstUrl);
    wrong.searchParams.set("pwd", "x".repeat(24));
    await expect(lab.channel(wrong.href)).rejects.toThrow("403");
    const unknown = firstUrl.href.replace("aaaaaaaa", "eeeeeeee");
    await expect(lab.channel(unknown)).rejects.toThrow("403");

    const [a, b] = [await lab.channel(firstUrl.href), await lab.channel(secondUrl.href)];
    await expect.poll(() => a.of("ServerHello")).toHaveLength(1);
    const wave = { colibriClass: "EndpointMessage", to: "", msgPayload: { type: "wave" } };
    a.socket.send(JSON.stringify(wave));
    a.socket.send(JSON.stringify({ ...wave, to: "bbbbbbbb", from: "cccccccc" }));
    a.socket.send("not JSON");
    a.socket.send(JSON.stringify({ colibriClass: "EndpointStats", bitrate: {} }));
    await expect.poll(() => b.of("EndpointStats")).toHaveLength(1);
    expect(b.of("EndpointMessage")).toEqual([
      { ...wave, from: "aaaaaaaa" },
      { ...wave, to: "bbbbbbbb", from: "aaaaaaaa" },
    ]);
    expect(a.of("EndpointMessage")).toEqual([]);
  });

  it("is cut when somebody sends too much, and only that one's", async () => {
    const { anna } = people();
    const first = await lab.join(anna, "aaaaaaaa");
    const url = await accept(first, anna, "aaaaaaaa", 1_000);
    const flooding = await lab.channel(url.href);
    for (let index = 0; index < 2_000; index += 1) {
      flooding.socket.send(`{"colibriClass":"EndpointStats"}`);
    }
    expect(await closeCode(flooding)).toBe(1008);
    const huge = await lab.channel(url.href);
    huge.socket.send(`{"colibriClass":"${"x".repeat(100_000)}"}`);
    expect(await closeCode(huge)).toBe(1009);
  });
});

describe("bad manners", () => {
  it.each([
    ["XML that is not well-formed", "<presence", "not-well-formed"],
    ["a document type", "<!DOCTYPE a><a/>", "restricted-xml"],
    ["a stanza that is too long", `<message>${"x".repeat(70_000)}</message>`, "policy-violation"],
    ["an unknown stanza", `<hello xmlns="jabber:client"/>`, "unsupported-stanza-type"],
    [
      "a second stream",
      `<open to="${DOMAIN}" xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>`,
      "bad-format",
    ],
  ])("%s end the stream and the stay in the room", async (_what, text, condition) => {
    const { anna, ben } = people();
    const stays = await lab.join(anna, "aaaaaaaa");
    const bad = await lab.join(ben, "bbbbbbbb");
    bad.send(text);
    const error = await bad.next(({ name }) => name === "stream_error");
    expect(error.getChild(condition)).toBeDefined();
    await stays.next(({ attrs }) => attrs["type"] === "unavailable");
  });

  it("a flood of stanzas is cut off", async () => {
    const { anna } = people();
    const client = await lab.join(anna, "aaaaaaaa");
    for (let index = 0; index < 1_000; index += 1) {
      client.send(
        `<iq xmlns="jabber:client" type="get" id="f${index}"><ping xmlns="urn:xmpp:ping"/></iq>`,
      );
    }
    const error = await client.next(({ name }) => name === "stream_error");
    expect(error.getChild("policy-violation")).toBeDefined();
  });

  it("a frame of a megabyte closes the socket", async () => {
    const { anna } = people();
    const client = await lab.join(anna, "aaaaaaaa");
    client.send(`<message>${"x".repeat(1_000_000)}</message>`);
    expect(await client.closed()).toBe(1009);
  });

  it("binary frames are refused", async () => {
    const { anna } = people();
    const client = await lab.join(anna, "aaaaaaaa");
    client.sendBinary(Buffer.from([1, 2, 3]));
    const error = await client.next(({ name }) => name === "stream_error");
    expect(error.getChild("unsupported-encoding")).toBeDefined();
  });
});

describe("the control interface", () => {
  it("is for the appservice alone", async () => {
    expect((await lab.control("GET", "conferences", "guess")).status).toBe(401);
    expect((await fetch(`${lab.url}/control/v1/conferences`)).status).toBe(401);
  });

  it("lists, removes a person with all devices, and closes a room", async () => {
    const { anna, ben, room } = people();
    const moderator = await lab.join(anna, "aaaaaaaa");
    const member = await lab.join(ben, "bbbbbbbb");
    const list = (await (await lab.control("GET", "conferences")).json()) as {
      conferences: { name: string }[];
    };
    expect(list.conferences.find(({ name }) => name === room)).toEqual({
      name: room,
      participants: [
        {
          endpointId: "aaaaaaaa",
          userId: "@anna:example.org",
          displayName: "anna",
          moderator: true,
          standing: { role: "moderator", audio: true, video: true, desktop: true },
        },
        {
          endpointId: "bbbbbbbb",
          userId: "@ben:example.org",
          displayName: "ben",
          moderator: false,
          standing: { role: "participant", audio: true, video: true, desktop: true },
        },
      ],
    });
    const path = `conferences/${room}/participants/${encodeURIComponent("@ben:example.org")}`;
    expect((await lab.control("DELETE", path)).status).toBe(204);
    await member.next((element) => element.toString().includes("<reason>removed</reason>"));
    expect((await lab.control("DELETE", `conferences/${room}`)).status).toBe(204);
    await moderator.next((element) => element.toString().includes("<reason>closed</reason>"));
  });
});

describe("the death of the media process", () => {
  it("costs an invitation, not the conference", async () => {
    const { anna, ben, room } = people();
    const first = await lab.join(anna, "aaaaaaaa");
    await accept(first, anna, "aaaaaaaa", 1_000);
    const second = await lab.join(ben, "bbbbbbbb");
    await accept(second, ben, "bbbbbbbb", 2_000);
    process.kill(lab.server.media.pid!, "SIGKILL");
    await first.next(isJingle("session-terminate"));
    expect((await fetch(`${lab.url}/health`)).status).toBe(503);
    await second.next(isJingle("session-terminate"));
    await accept(first, anna, "aaaaaaaa", 1_000);
    await accept(second, ben, "bbbbbbbb", 2_000);
    await first.next(isJingle("source-add"));
    first.send(
      `<message xmlns="jabber:client" type="groupchat" to="${room}@${MUC}"><body>still here</body></message>`,
    );
    await second.next((element) => element.getChildText("body") === "still here");
  });
});

describe("a shutdown", () => {
  it("tells the clients and leaves no process behind", async () => {
    const other = await Lab.start();
    const { anna } = people();
    const client = await other.join(anna, "aaaaaaaa");
    const { pid } = other.server.media;
    await other.server.close();
    const error = await client.next(({ name }) => name === "stream_error");
    expect(error.getChild("system-shutdown")).toBeDefined();
    expect(() => process.kill(pid!, 0)).toThrow("ESRCH");
  });
});

async function closeCode(channel: Channel): Promise<number> {
  return new Promise((resolve) => {
    channel.socket.once("close", resolve);
  });
}
