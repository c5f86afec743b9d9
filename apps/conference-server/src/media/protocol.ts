/**
 * What the signalling process and the media child say to each other over Node's IPC channel
 * (structured clone). The child owns every peer connection, RTP, RTCP and layer choice; it knows
 * nothing of XMPP. Signalling owns conferences, presence, Jingle and the WebSockets; it knows
 * nothing of packets. When the child dies, signalling starts a new one and re-invites everyone.
 */

export type MediaKind = "audio" | "video";
export type VideoType = "camera" | "desktop" | "none";

/** One source as its sender announced it: a named audio or video track with its SSRCs. */
export interface Source {
  /** Jitsi source name, e.g. `56980b7a-v0`. Unique in the conference. */
  readonly name: string;
  readonly kind: MediaKind;
  /** Primary SSRCs, lowest simulcast layer first (one for audio and for unlayered video). */
  readonly ssrcs: readonly number[];
  /** RTX SSRC of each primary SSRC, where there is one. */
  readonly rtx: Readonly<Record<number, number>>;
  readonly videoType: VideoType;
  readonly muted: boolean;
}

/** The SSRCs under which receivers see a source: the router rewrites the chosen layer onto them. */
export interface ForwardedSource {
  readonly name: string;
  readonly ssrc: number;
  readonly rtxSsrc?: number;
}

export interface TransportDescription {
  readonly ufrag: string;
  readonly pwd: string;
  readonly fingerprint: { readonly hash: string; readonly value: string };
  readonly candidates: readonly {
    readonly ip: string;
    readonly port: number;
    readonly priority: number;
    readonly foundation: string;
  }[];
}

export interface RemoteTransport {
  readonly ufrag: string;
  readonly pwd: string;
  readonly fingerprint: {
    readonly hash: string;
    readonly value: string;
    readonly setup: "active" | "passive" | "actpass";
  };
  readonly candidates: readonly string[];
}

/** Signalling → media. */
export type MediaCommand =
  | { type: "allocate"; requestId: number; conference: string; endpoint: string }
  | {
      type: "accept";
      conference: string;
      endpoint: string;
      remote: RemoteTransport;
      sources: readonly Source[];
    }
  | { type: "setSources"; conference: string; endpoint: string; sources: readonly Source[] }
  /** A message of the bridge channel (colibri), as the client sent it; validated by the child. */
  | { type: "bridgeMessage"; conference: string; endpoint: string; message: unknown }
  | { type: "bridgeChannel"; conference: string; endpoint: string; open: boolean }
  | { type: "remove"; conference: string; endpoint: string }
  | { type: "stats"; requestId: number }
  | { type: "shutdown" };

/** Media → signalling. */
export type MediaEvent =
  | { type: "ready"; port: number }
  | { type: "allocated"; requestId: number; transport: TransportDescription }
  | { type: "refused"; requestId: number; reason: string }
  | { type: "connected"; conference: string; endpoint: string }
  /** ICE or DTLS failed for good, or no packet for 30 s: the endpoint has to be re-invited. */
  | { type: "failed"; conference: string; endpoint: string; reason: string }
  /** To be sent on the bridge channel of `endpoint` as it is. */
  | { type: "bridgeMessage"; conference: string; endpoint: string; message: object }
  | { type: "dominantSpeaker"; conference: string; endpoint: string; previous: readonly string[] }
  | { type: "stats"; requestId: number; stats: MediaStats };

export interface MediaStats {
  readonly conferences: number;
  readonly endpoints: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly rssBytes: number;
}
