import { MUC } from "./lab.ts";

const FINGERPRINT = Array.from({ length: 32 }, (_, index) =>
  (index + 16).toString(16).toUpperCase(),
).join(":");
const SSMA = "urn:xmpp:jingle:apps:rtp:ssma:0";

function group(semantics: string, ...ssrcs: (number | undefined)[]): string {
  return `<ssrc-group semantics="${semantics}" xmlns="${SSMA}">${ssrcs.map((ssrc) => `<source ssrc="${ssrc}"/>`).join("")}</ssrc-group>`;
}

/** A session-accept with one microphone and one camera of three layers, as the library writes it. */
export function sessionAccept(sessionId: string, nick: string, firstSsrc: number): string {
  const [audio, low, mid, high, lowRtx, midRtx, highRtx] = Array.from(
    { length: 7 },
    (_, index) => firstSsrc + index,
  );
  const transport = `<transport pwd="1AV/6WQtVBXpH089m8Bqdl25" ufrag="NFvm" xmlns="urn:xmpp:jingle:transports:ice-udp:1"><fingerprint hash="sha-256" setup="active" xmlns="urn:xmpp:jingle:apps:dtls:0">${FINGERPRINT}</fingerprint></transport>`;
  const source = (name: string, ssrc: number | undefined, msid: string): string =>
    `<source name="${nick}-${name}" ssrc="${ssrc}" xmlns="${SSMA}"><parameter name="msid" value="${nick}-${msid}"/></source>`;
  const video = [low, lowRtx, mid, high, midRtx, highRtx]
    .map((ssrc) => source("v0", ssrc, "video-0-1 camera-1"))
    .join("");
  return (
    `<jingle action="session-accept" sid="${sessionId}" xmlns="urn:xmpp:jingle:1">` +
    `<content creator="responder" name="audio"><description media="audio" xmlns="urn:xmpp:jingle:apps:rtp:1">${source("a0", audio, "audio-0-1 microphone-1")}</description>${transport}</content>` +
    `<content creator="responder" name="video"><description media="video" xmlns="urn:xmpp:jingle:apps:rtp:1">${video}${group("FID", low, lowRtx)}${group("SIM", low, mid, high)}${group("FID", mid, midRtx)}${group("FID", high, highRtx)}</description>${transport}</content>` +
    "</jingle>"
  );
}

/** Address of the focus in a room. */
export function focusOf(room: string): string {
  return `${room}@${MUC}/focus`;
}
