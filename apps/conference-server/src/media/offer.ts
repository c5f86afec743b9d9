/**
 * What the media router understands, in one place: signalling builds the Jingle offer from these
 * lists, the router reads packets by them. Numbers are those of a real Jitsi (Jicofo's defaults).
 *
 * Left out on purpose: `sdes:mid` (forwarded unchanged it breaks the receiver's renegotiation) and
 * the AV1 dependency descriptor (browsers add it to VP8 too, where its frame numbers could not
 * survive a change of simulcast layer).
 */

export interface OfferedFeedback {
  readonly type: string;
  readonly subtype?: string;
}

export interface OfferedPayloadType {
  readonly id: number;
  readonly name: string;
  readonly clockrate: number;
  readonly channels?: number;
  /** `a=fmtp` parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly feedback: readonly OfferedFeedback[];
}

export interface OfferedExtension {
  readonly id: number;
  readonly uri: string;
}

export interface OfferedMedia {
  readonly payloadTypes: readonly OfferedPayloadType[];
  readonly extensions: readonly OfferedExtension[];
}

/** RTP header extension ids (RFC 8285); the same id means the same thing in audio and video. */
export const EXTENSION_ID = { audioLevel: 1, transportCc: 5 } as const;

/** Payload type numbers of the codecs that are offered. */
export const PAYLOAD_TYPE = {
  opus: 111,
  telephoneEvent: 126,
  vp8: 100,
  vp9: 101,
  h264: 107,
  av1: 41,
} as const;

/** RTX payload type → payload type of the media that it repeats (RFC 4588 `apt`). */
export const RTX_PAYLOAD_TYPES: ReadonlyMap<number, number> = new Map([
  [96, PAYLOAD_TYPE.vp8],
  [97, PAYLOAD_TYPE.vp9],
  [99, PAYLOAD_TYPE.h264],
  [42, PAYLOAD_TYPE.av1],
]);

const TRANSPORT_CC: OfferedExtension = {
  id: EXTENSION_ID.transportCc,
  uri: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
};

const VIDEO_FEEDBACK: readonly OfferedFeedback[] = [
  { type: "ccm", subtype: "fir" },
  { type: "nack" },
  { type: "nack", subtype: "pli" },
  { type: "transport-cc" },
];

function video(
  id: number,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): OfferedPayloadType {
  return { id, name, clockrate: 90_000, parameters, feedback: VIDEO_FEEDBACK };
}

function rtx(id: number, apt: number): OfferedPayloadType {
  return { id, name: "rtx", clockrate: 90_000, parameters: { apt: String(apt) }, feedback: [] };
}

/** The audio and video sections of every session that the focus offers. */
export const OFFER: { readonly audio: OfferedMedia; readonly video: OfferedMedia } = {
  audio: {
    payloadTypes: [
      {
        id: PAYLOAD_TYPE.opus,
        name: "opus",
        clockrate: 48_000,
        channels: 2,
        parameters: { minptime: "10", useinbandfec: "1" },
        // A word that is sent once more comes in time on all but the longest lines.
        feedback: [{ type: "nack" }, { type: "transport-cc" }],
      },
      {
        id: PAYLOAD_TYPE.telephoneEvent,
        name: "telephone-event",
        clockrate: 8000,
        parameters: {},
        feedback: [],
      },
    ],
    extensions: [
      { id: EXTENSION_ID.audioLevel, uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level" },
      TRANSPORT_CC,
    ],
  },
  video: {
    payloadTypes: [
      video(PAYLOAD_TYPE.vp8, "VP8"),
      video(PAYLOAD_TYPE.vp9, "VP9", { "profile-id": "0" }),
      video(PAYLOAD_TYPE.h264, "H264", {
        "profile-level-id": "42e01f",
        "level-asymmetry-allowed": "1",
        "packetization-mode": "1",
      }),
      video(PAYLOAD_TYPE.av1, "AV1"),
      ...[...RTX_PAYLOAD_TYPES].map(([id, apt]) => rtx(id, apt)),
    ],
    extensions: [TRANSPORT_CC],
  },
};
