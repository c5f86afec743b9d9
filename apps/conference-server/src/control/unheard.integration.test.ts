import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { RemoteTransport, TransportDescription } from "../media/protocol.ts";
import { PAYLOAD_TYPE } from "../media/offer.ts";
import { buildRtp } from "../media/rtp/test-packets.ts";
import { focusOf } from "../testing/jingle.ts";
import { isJingle, Lab, type Person } from "../testing/lab.ts";
import { SimulatedPeer } from "../testing/simulated-peer.ts";
import type { Element } from "../xml/build.ts";

const VOICE = 4_711;
const PACKET_MS = 20;

const MAY_ALL = { role: "participant", audio: true, video: true, desktop: true } as const;

let lab: Lab;
const peers: SimulatedPeer[] = [];
beforeAll(async () => {
  lab = await Lab.start();
}, 60_000);
afterEach(() => {
  for (const peer of peers.splice(0)) peer.close();
});
afterAll(() => lab.server.close());

/** What the focus offers, as the media side said it. */
function transportOf(jingle: Element): TransportDescription {
  const transport = jingle.getChild("content")!.getChild("transport")!;
  const fingerprint = transport.getChild("fingerprint")!;
  return {
    ufrag: transport.attrs["ufrag"] ?? "",
    pwd: transport.attrs["pwd"] ?? "",
    fingerprint: { hash: fingerprint.attrs["hash"] ?? "", value: fingerprint.getText() },
    candidates: transport.getChildren("candidate").map(({ attrs }) => ({
      ip: attrs["ip"] ?? "",
      port: Number(attrs["port"]),
      priority: Number(attrs["priority"]),
      foundation: attrs["foundation"] ?? "",
    })),
  };
}

function answer(sid: string, nick: string, remote: RemoteTransport, voice?: number): string {
  const transport = `<transport xmlns="urn:xmpp:jingle:transports:ice-udp:1" ufrag="${remote.ufrag}" pwd="${remote.pwd}"><fingerprint xmlns="urn:xmpp:jingle:apps:dtls:0" hash="sha-256" setup="active">${remote.fingerprint.value}</fingerprint></transport>`;
  const source =
    voice === undefined
      ? ""
      : `<source xmlns="urn:xmpp:jingle:apps:rtp:ssma:0" name="${nick}-a0" ssrc="${voice}"><parameter name="msid" value="${nick}-audio mic"/></source>`;
  return (
    `<jingle xmlns="urn:xmpp:jingle:1" action="session-accept" sid="${sid}">` +
    `<content creator="responder" name="audio"><description xmlns="urn:xmpp:jingle:apps:rtp:1" media="audio">${source}</description>${transport}</content></jingle>`
  );
}

async function enter(person: Person, nick: string, peer: SimulatedPeer, voice?: number) {
  peers.push(peer);
  const client = await lab.join(person, nick);
  const invitation = (await client.next(isJingle("session-initiate"))).getChild("jingle")!;
  const remote = peer.describe();
  await client.request(
    "set",
    focusOf(person.room),
    answer(invitation.attrs["sid"] ?? "", nick, remote, voice),
  );
  peer.connect(transportOf(invitation));
  await expect.poll(() => peer.open, { timeout: 20_000 }).toBe(true);
  return client;
}

it.each([
  ["a colleague", "@ben:example.org"],
  ["a guest", "@guest-1:example.org"],
  ["a telephone", "@bbbbbbbb:phone.invalid"],
])(
  "%s who ignores being muted is not heard from the wish on, and with the floor is",
  async (_who, id) => {
    const room = `unheard${id.length}`;
    let heard = 0;
    let last = 0;
    const speaker = new SimulatedPeer("speaker");
    const listener = new SimulatedPeer("listener", (header, _packet, now) => {
      if (header.ssrc !== VOICE) return;
      heard += 1;
      last = now;
    });
    await enter({ name: "speaker", id, room }, "bbbbbbbb", speaker, VOICE);
    await enter({ name: "anna", room, moderator: true }, "aaaaaaaa", listener);
    let sequence = 0;
    const timer = setInterval(() => {
      sequence += 1;
      speaker.send(
        buildRtp({
          payloadType: PAYLOAD_TYPE.opus,
          ssrc: VOICE,
          sequence,
          timestamp: sequence * 960,
          payload: Buffer.alloc(80, 1),
          audioLevel: 20,
        }),
      );
    }, PACKET_MS);
    try {
      await expect.poll(() => heard, { timeout: 20_000 }).toBeGreaterThan(20);
      const locked = performance.now();
      await lab.wish(room, { locks: { audio: true } });
      await pause(1_000);
      const until = heard;
      const silent = Math.round(last - locked);
      await pause(500);
      expect(heard).toBe(until);
      const given = performance.now();
      await lab.wish(room, { locks: { audio: true }, participants: { [id]: MAY_ALL } });
      await expect.poll(() => heard, { interval: 10, timeout: 20_000 }).toBeGreaterThan(until);
      const open = Math.round(performance.now() - given);
      process.stdout.write(
        `${id}: silent ${silent} ms after the wish was sent, heard after ${open} ms\n`,
      );
      await lab.wish(room, { locks: { audio: true } });
      await pause(1_000);
      const after = heard;
      await pause(500);
      expect(heard).toBe(after);
    } finally {
      clearInterval(timer);
    }
  },
  90_000,
);
