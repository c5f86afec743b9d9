import { OFFER, type OfferedPayloadType } from "../media/offer.ts";
import type { MediaKind, TransportDescription } from "../media/protocol.ts";
import { el, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";
import { sourceElements, type ShownSource } from "./jingle-sources.ts";

export interface Offer {
  readonly sessionId: string;
  /** Full address of the focus user. */
  readonly initiator: string;
  readonly transport: TransportDescription;
  /** Address of the bridge channel. */
  readonly webSocketUrl: string;
  readonly bridgeSessionId: string;
  readonly sources: readonly ShownSource[];
}

/** The `session-initiate` that invites one endpoint to the bridge. */
export function sessionInitiate(offer: Offer): Element {
  return el(
    "jingle",
    {
      xmlns: NS.jingle,
      action: "session-initiate",
      sid: offer.sessionId,
      initiator: offer.initiator,
    },
    content("audio", offer),
    content("video", offer),
    el(
      "group",
      { xmlns: NS.grouping, semantics: "BUNDLE" },
      el("content", { name: "audio" }),
      el("content", { name: "video" }),
    ),
    el("bridge-session", { xmlns: NS.focus, id: offer.bridgeSessionId }),
  );
}

/** A `source-add` or `source-remove`; null when there is nothing to tell. */
export function sourceChange(
  action: "source-add" | "source-remove",
  sessionId: string,
  sources: readonly ShownSource[],
): Element | null {
  if (sources.length === 0) return null;
  const jingle = el("jingle", { xmlns: NS.jingle, action, sid: sessionId });
  for (const kind of ["audio", "video"] as const) {
    const elements = sourceElements(sources, kind);
    if (elements.length === 0) continue;
    jingle.cnode(
      el(
        "content",
        { name: kind, creator: "initiator" },
        el("description", { xmlns: NS.rtp, media: kind }, ...elements),
      ),
    );
  }
  return jingle;
}

/** Ends a Jingle session from the server's side. */
export function sessionTerminate(sessionId: string, reason: string, text: string): Element {
  return el(
    "jingle",
    { xmlns: NS.jingle, action: "session-terminate", sid: sessionId },
    el("reason", {}, el(reason), el("text", {}, text)),
  );
}

function content(name: MediaKind, offer: Offer): Element {
  return el(
    "content",
    { name, creator: "initiator", senders: "both" },
    description(name, offer.sources),
    transportElement(offer),
  );
}

function description(kind: MediaKind, sources: readonly ShownSource[]): Element {
  const { payloadTypes, extensions } = OFFER[kind];
  return el(
    "description",
    { xmlns: NS.rtp, media: kind, maxptime: kind === "audio" ? 60 : undefined },
    ...payloadTypes.map(payloadElement),
    ...extensions.map(({ id, uri }) => el("rtp-hdrext", { xmlns: NS.rtpHdrext, id, uri })),
    el("extmap-allow-mixed", { xmlns: NS.rtpHdrext }),
    el("rtcp-mux"),
    ...sourceElements(sources, kind),
  );
}

function payloadElement(payload: OfferedPayloadType): Element {
  const { id, name, clockrate, channels } = payload;
  return el(
    "payload-type",
    { id, name, clockrate, channels },
    ...Object.entries(payload.parameters).map(([name, value]) => el("parameter", { name, value })),
    ...payload.feedback.map(({ type, subtype }) =>
      el("rtcp-fb", { xmlns: NS.rtcpFb, type, subtype }),
    ),
  );
}

function transportElement({ transport, webSocketUrl }: Offer): Element {
  return el(
    "transport",
    { xmlns: NS.iceUdp, ufrag: transport.ufrag, pwd: transport.pwd },
    el("web-socket", { xmlns: NS.colibri, url: webSocketUrl }),
    el("rtcp-mux"),
    el(
      "fingerprint",
      { xmlns: NS.dtls, hash: transport.fingerprint.hash, setup: "actpass", required: "false" },
      transport.fingerprint.value,
    ),
    ...transport.candidates.map((candidate, index) =>
      el("candidate", {
        component: 1,
        foundation: candidate.foundation,
        generation: 0,
        id: `c${index}`,
        ip: candidate.ip,
        network: 0,
        port: candidate.port,
        priority: candidate.priority,
        protocol: "udp",
        type: "host",
      }),
    ),
  );
}
