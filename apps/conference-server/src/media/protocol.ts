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

/**
 * What receivers see of a source, also under simulcast: its first SSRC and the RTX of that.
 *
 * @throws RangeError for a source without SSRC.
 */
export function forwardedSource(source: Source): ForwardedSource {
  const ssrc = source.ssrcs[0];
  if (ssrc === undefined) throw new RangeError(`source ${source.name} has no SSRC`);
  const rtxSsrc = source.rtx[ssrc];
  return { name: source.name, ssrc, ...(rtxSsrc === undefined ? {} : { rtxSsrc }) };
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

export interface AnnouncedAddress {
  readonly ip: string;
  /** UDP */
  readonly port: number;
}

/** What an endpoint may send. Whatever it sends beside that is thrown away, not asked to stop. */
export interface SendRights {
  readonly audio: boolean;
  /** Camera. */
  readonly video: boolean;
  /** Shared screen. */
  readonly desktop: boolean;
}

/**
 * How the child is started: `fork(child, [JSON.stringify(options)])`. A port that is taken, or options
 * that do not parse, end the child with a `cannotStart` event and exit code 1.
 */
export interface MediaOptions {
  /** The one UDP port of all peers. */
  readonly port: number;
  /** Address to listen on; without it all of them. */
  readonly listenAddress?: string;
  /** Addresses that clients can reach; written into the candidates with the port above. */
  readonly announcedAddresses: readonly string[];
  /**
   * Where clients reach the port above when that is another address or port: forwarded by a router,
   * or through a relay that plays a bad line. Written into the candidates instead of
   * `announcedAddresses`, the preferred one first.
   */
  readonly announced?: readonly AnnouncedAddress[];
  /**
   * A second UDP port, for people whose relay is reached over TCP (`relayed/`). Written into the
   * candidates after the others, where the port could be opened.
   */
  readonly relayedPort?: number;
  /** Bit/s assumed for a receiver's downlink before it has reported anything (300,000 unless told). */
  readonly startBitrate?: number;
  /** For tests only: share of packets (0–1) that is thrown away in each direction. */
  readonly testLoss?: { readonly incoming: number; readonly outgoing: number };
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
  /**
   * What an endpoint may send from now on; it may send everything until this comes, and again after
   * `remove`; being invited anew (`allocate`) changes nothing. Whatever else it sends is thrown away
   * at the door. To be sent after `allocate`, or it is for nobody. A shared screen is what its sender
   * says is one: who may send either of camera and screen can pass the one off as the other.
   */
  | ({ type: "rights"; conference: string; endpoint: string } & SendRights)
  | { type: "remove"; conference: string; endpoint: string }
  | { type: "stats"; requestId: number }
  | { type: "shutdown" };

/** Media → signalling. */
export type MediaEvent =
  | { type: "ready"; port: number }
  /** The last word of a child that could not start, e.g. because the UDP port is taken. */
  | { type: "cannotStart"; reason: string }
  | { type: "allocated"; requestId: number; transport: TransportDescription }
  | { type: "refused"; requestId: number; reason: string }
  | { type: "connected"; conference: string; endpoint: string }
  /** ICE or DTLS failed for good, or no packet for 30 s: the endpoint has to be re-invited. */
  | { type: "failed"; conference: string; endpoint: string; reason: string }
  /** These sources are not forwarded: an SSRC or a name belongs to someone else in the conference. */
  | {
      type: "sourcesRefused";
      conference: string;
      endpoint: string;
      sources: readonly string[];
      reason: string;
    }
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
  /** CPU time of the child since its start, all threads, in seconds. */
  readonly cpuSeconds: number;
  /** Packets of SSRCs that nobody had announced. */
  readonly packetsUnknown: number;
  /** Packets that the library or the socket did not take. */
  readonly sendFailures: number;
  /** Packets repeated because a receiver asked for them. */
  readonly retransmissions: number;
  /** 0 none … 3 no camera video: how much is being dropped because the process cannot keep up. */
  readonly sheddingLevel: number;
  /** Packets that were no RTP or RTCP. */
  readonly packetsMalformed: number;
  /** Seconds since the child started: what turns totals into rates. */
  readonly uptimeSeconds: number;
  /** Bytes of V8's heap in use, and of memory outside of it that V8 answers for. */
  readonly heapBytes: number;
  readonly externalBytes: number;
  /** Packets that were thrown away because their sender may not send them (`rights`). */
  readonly packetsForbidden?: number;
  /** Voices that are not passed on just now because louder ones are. */
  readonly quietVoices?: number;
}
