import { describe, expect, it } from "vitest";
import type { Identity } from "../tokens/token-verifier.ts";
import type { Element } from "../xml/build.ts";
import { parseElement } from "../xml/parse.ts";
import { Session } from "../xmpp/session.ts";
import { announcedSources } from "./presence-content.ts";
import { Room } from "./room.ts";

const address = { name: "lab", mucDomain: "conference.meet", focusUserJid: "focus@auth.meet" };

interface Person {
  readonly session: Session;
  /** What arrived since the last look. */
  heard(): Element[];
}

function person(name: string, moderator = false): Person {
  let inbox: string[] = [];
  const identity: Identity = {
    userId: `@${name}:example.org`,
    displayName: name,
    role: moderator ? "moderator" : "participant",
    deviceId: undefined,
    room: "lab",
    issuedAt: 0,
    expiresAt: 0,
  };
  const session = new Session({
    jid: `${name}@meet/r`,
    identity,
    resumptionId: name,
    transport: { send: (text) => inbox.push(text), fail: () => {} },
    observer: { ended: () => {}, resumed: () => {} },
  });
  return {
    session,
    heard: () => {
      const elements = inbox.map((text) => parseElement(text));
      inbox = [];
      return elements;
    },
  };
}

function presence(inner = ""): Element {
  return parseElement(
    `<presence xmlns="jabber:client" to="lab@conference.meet/x"><x xmlns="http://jabber.org/protocol/muc"/>${inner}</presence>`,
  );
}

function statuses(stanza: Element): string[] {
  const x = stanza.getChild("x", "http://jabber.org/protocol/muc#user");
  return (x?.getChildren("status") ?? []).map((status) => status.attrs["code"] ?? "");
}

function item(stanza: Element): Record<string, string | undefined> {
  const x = stanza.getChild("x", "http://jabber.org/protocol/muc#user");
  return x?.getChild("item")?.attrs ?? {};
}

describe("joining a room", () => {
  it("shows the focus, the others, oneself, and the subject, in this order", () => {
    const room = new Room(address);
    const [anna, ben] = [person("anna", true), person("ben")];
    room.join(anna.session, "aaaaaaaa", presence());
    anna.heard();
    room.join(ben.session, "bbbbbbbb", presence());

    const heard = ben.heard();
    expect(heard.map((stanza) => stanza.attrs["from"])).toEqual([
      "lab@conference.meet/focus",
      "lab@conference.meet/aaaaaaaa",
      "lab@conference.meet/bbbbbbbb",
      "lab@conference.meet",
    ]);
    expect(item(heard[0]!)).toMatchObject({ affiliation: "owner", jid: "focus@auth.meet/focus" });
    expect(statuses(heard[2]!)).toEqual(["100", "110"]);
    expect(heard[3]!.getChildText("subject")).toBe("");

    const seenByAnna = anna.heard();
    expect(seenByAnna).toHaveLength(1);
    expect(item(seenByAnna[0]!)).toEqual({
      affiliation: "none",
      role: "participant",
      jid: "ben@meet/r",
    });
  });

  it("gives the role of the token and nothing else", () => {
    const room = new Room(address);
    const anna = person("anna", true);
    room.join(anna.session, "aaaaaaaa", presence());
    expect(item(anna.heard()[1]!)).toMatchObject({ affiliation: "owner", role: "moderator" });
  });

  it("passes on what the client announces, but name and identity are those of the token", () => {
    const room = new Room(address);
    const anna = person("anna");
    room.join(
      anna.session,
      "aaaaaaaa",
      presence(
        `<nick xmlns="http://jabber.org/protocol/nick">The Chancellor</nick><identity><user><id>@boss:x</id></user></identity><features><feature var="owner"/></features><stats-id>Kade</stats-id><jitsi_participant_raisedHand>1</jitsi_participant_raisedHand>`,
      ),
    );
    const self = anna.heard()[1]!;
    expect(self.getChildText("nick")).toBe("anna");
    expect(self.getChild("identity")?.getChild("user")?.getChildText("id")).toBe(
      "@anna:example.org",
    );
    expect(self.getChild("features")).toBeUndefined();
    expect(self.getChildText("stats-id")).toBe("Kade");
    expect(self.getChildText("jitsi_participant_raisedHand")).toBe("1");
  });
});

function meeting(): { room: Room; anna: Person; ben: Person } {
  const room = new Room(address);
  const [anna, ben] = [person("anna", true), person("ben")];
  room.join(anna.session, "aaaaaaaa", presence());
  room.join(ben.session, "bbbbbbbb", presence());
  anna.heard();
  ben.heard();
  return { room, anna, ben };
}

describe("in a room", () => {
  it("a change of presence reaches everybody, oneself with status 110", () => {
    const { room, anna, ben } = meeting();
    room.update(room.byNick("bbbbbbbb")!, presence("<audiomuted>true</audiomuted>"));
    const [atAnna] = anna.heard();
    const [atBen] = ben.heard();
    expect(atAnna?.getChildText("audiomuted")).toBe("true");
    expect(statuses(atAnna!)).toEqual([]);
    expect(statuses(atBen!)).toEqual(["110"]);
  });

  it("a message goes to all with the sender's true name, and without what only a server may say", () => {
    const { room, anna, ben } = meeting();
    room.broadcast(
      room.byNick("bbbbbbbb")!,
      parseElement(
        `<message xmlns="jabber:client" type="groupchat" id="1"><body>hello</body><nick xmlns="http://jabber.org/protocol/nick">Mallory</nick><delay xmlns="urn:xmpp:delay" stamp="2000-01-01T00:00:00Z"/></message>`,
      ),
    );
    for (const heard of [anna.heard(), ben.heard()]) {
      expect(heard).toHaveLength(1);
      expect(heard[0]!.getChildText("body")).toBe("hello");
      expect(heard[0]!.getChildText("nick")).toBe("ben");
      expect(heard[0]!.getChild("delay")).toBeUndefined();
    }
  });

  it("a private message reaches one person", () => {
    const { room, anna, ben } = meeting();
    const message = parseElement(
      `<message xmlns="jabber:client" type="chat"><body>psst</body></message>`,
    );
    room.whisper(room.byNick("aaaaaaaa")!, room.byNick("bbbbbbbb")!, message);
    expect(ben.heard()[0]).toMatchObject({ attrs: { type: "chat" } });
    expect(anna.heard()).toEqual([]);
  });

  it("who leaves is gone for the others, and told so", () => {
    const { room, anna, ben } = meeting();
    room.leave(room.byNick("bbbbbbbb")!);
    expect(statuses(ben.heard()[0]!)).toEqual(["110"]);
    const [seen] = anna.heard();
    expect(seen?.attrs["type"]).toBe("unavailable");
    expect(statuses(seen!)).toEqual([]);
    expect(room.size).toBe(1);
  });

  it("who is put out learns by whom and why, and so do the others", () => {
    const { room, anna, ben } = meeting();
    room.leave(room.byNick("bbbbbbbb")!, { actor: "aaaaaaaa", reason: "disturbance" });
    for (const [heard, codes] of [
      [ben.heard(), ["307", "110"]],
      [anna.heard(), ["307"]],
    ] as const) {
      const x = heard[0]!.getChild("x", "http://jabber.org/protocol/muc#user");
      expect(statuses(heard[0]!)).toEqual(codes);
      expect(x?.getChild("item")?.getChild("actor")?.attrs["nick"]).toBe("aaaaaaaa");
      expect(x?.getChild("item")?.getChildText("reason")).toBe("disturbance");
    }
  });

  it("a replaced device is told, the others see a plain leave", () => {
    const { room, anna, ben } = meeting();
    room.leave(room.byNick("bbbbbbbb")!, { reason: "replaced" });
    expect(statuses(ben.heard()[0]!)).toEqual(["307", "110"]);
    expect(statuses(anna.heard()[0]!)).toEqual([]);
  });
});

describe("what presence says of sources", () => {
  it.each([
    [
      "SourceInfo of today",
      `<SourceInfo>{"aaaaaaaa-a0":{"muted":true},"aaaaaaaa-v1":{"muted":false,"videoType":"desktop"}}</SourceInfo>`,
      {
        "aaaaaaaa-a0": { muted: true, videoType: undefined },
        "aaaaaaaa-v1": { muted: false, videoType: "desktop" },
      },
    ],
    [
      "the elements of older builds",
      "<audiomuted>false</audiomuted><videomuted>true</videomuted><videoType>camera</videoType>",
      {
        "aaaaaaaa-a0": { muted: false, videoType: undefined },
        "aaaaaaaa-v0": { muted: true, videoType: "camera" },
      },
    ],
    ["nothing", "", {}],
    ["nonsense", "<SourceInfo>{</SourceInfo>", {}],
    ["a list", `<SourceInfo>[1]</SourceInfo>`, {}],
  ])("%s", (_what, inner, expected) => {
    expect(Object.fromEntries(announcedSources(presence(inner), "aaaaaaaa"))).toEqual(expected);
  });
});
