import { describe, expect, it } from "vitest";
import { parseElement } from "../xml/parse.ts";
import { parseRemoteTransport } from "./jingle-transport.ts";

const FINGERPRINT = Array.from({ length: 32 }, () => "EF").join(":");

function jingle(transport: string): ReturnType<typeof parseElement> {
  return parseElement(
    `<jingle xmlns="urn:xmpp:jingle:1"><content name="audio">${transport}</content></jingle>`,
  );
}

describe("the transport of a session-accept", () => {
  it("is read with its candidates", () => {
    const transport = `<transport pwd="1AV/6WQtVBXpH089m8Bqdl25" ufrag="NFvm" xmlns="urn:xmpp:jingle:transports:ice-udp:1"><fingerprint hash="sha-256" setup="active" xmlns="urn:xmpp:jingle:apps:dtls:0">${FINGERPRINT}</fingerprint><candidate component="1" foundation="1461252937" generation="0" id="k80le929ic" ip="127.0.0.1" network="1" port="42005" priority="2122194687" protocol="udp" type="host"/></transport>`;
    expect(parseRemoteTransport(jingle(transport))).toEqual({
      ufrag: "NFvm",
      pwd: "1AV/6WQtVBXpH089m8Bqdl25",
      fingerprint: { hash: "sha-256", value: FINGERPRINT, setup: "active" },
      candidates: ["candidate:1461252937 1 udp 2122194687 127.0.0.1 42005 typ host"],
    });
  });

  it.each([
    ["nothing", ""],
    [
      "no fingerprint",
      `<transport pwd="1AV/6WQtVBXp" ufrag="NFvm" xmlns="urn:xmpp:jingle:transports:ice-udp:1"/>`,
    ],
    [
      "a fingerprint that writes lines",
      `<transport pwd="1AV/6WQtVBXp" ufrag="NFvm" xmlns="urn:xmpp:jingle:transports:ice-udp:1"><fingerprint hash="sha-256" xmlns="urn:xmpp:jingle:apps:dtls:0">AA&#10;a=x</fingerprint></transport>`,
    ],
    [
      "a password that writes lines",
      `<transport pwd="1AV&#10;a=x" ufrag="NFvm" xmlns="urn:xmpp:jingle:transports:ice-udp:1"><fingerprint hash="sha-256" xmlns="urn:xmpp:jingle:apps:dtls:0">${FINGERPRINT}</fingerprint></transport>`,
    ],
  ])("is refused with %s", (_what, transport) => {
    expect(parseRemoteTransport(jingle(transport))).toBeNull();
  });
});
