import { PeerConnection, type Track, Video } from "node-datachannel";
import type {
  RemoteTransport,
  TransportDescription,
} from "../../apps/conference-server/src/media/protocol.ts";
import { PAYLOAD_TYPE } from "../../apps/conference-server/src/media/offer.ts";
import { TransportCcRecorder } from "../../apps/conference-server/src/media/rtcp/transport-cc.ts";
import { ReceptionStatistics } from "../../apps/conference-server/src/media/rtcp/reception.ts";
import { writeReceiverReport } from "../../apps/conference-server/src/media/rtcp/write.ts";
import {
  isRtcp,
  parseRtp,
  readUint16,
  RtpHeader,
} from "../../apps/conference-server/src/media/rtp/packet.ts";
import { SequenceUnwrapper } from "../../apps/conference-server/src/media/rtp/sequence.ts";
import { TIMESTAMP_FROM_END } from "./packets.ts";

const FEEDBACK_MS = 100;
const REPORT_EVERY = 10;
/** One packet in so many is timed. */
const SAMPLE = 7;
const VIDEO_CLOCK = 90_000;

/** An endpoint as a browser would be: ICE, DTLS, SRTP, transport-wide feedback, receiver reports. */
export class SimulatedPeer {
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #header = new RtpHeader();
  readonly #recorder = new TransportCcRecorder();
  #statistics: ReceptionStatistics | undefined;
  #unwrapper = new SequenceUnwrapper();
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;
  #measuring = false;
  #first = -1;
  #highest = -1;
  #packets = 0;
  #latencies: number[] = [];

  constructor(name: string) {
    this.#connection = new PeerConnection(name, {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    const video = new Video("0", "SendRecv");
    video.addVP8Codec(100);
    this.#track = this.#connection.addTrack(video);
    this.#track.onMessage((packet) => this.#onPacket(packet));
  }

  /** The offer's transport. The endpoint acts as the DTLS client, as browsers do. */
  describe(): RemoteTransport {
    this.#connection.setLocalDescription("offer");
    const sdp = this.#connection.localDescription()?.sdp ?? "";
    const fingerprint = field(sdp, /a=fingerprint:\S+ (\S+)/u);
    return {
      ufrag: field(sdp, /a=ice-ufrag:(\S+)/u),
      pwd: field(sdp, /a=ice-pwd:(\S+)/u),
      fingerprint: { hash: "sha-256", value: fingerprint, setup: "active" },
      candidates: [],
    };
  }

  connect(transport: TransportDescription): void {
    const lines = [
      "v=0",
      "o=- 1 1 IN IP4 127.0.0.1",
      "s=-",
      "t=0 0",
      "a=group:BUNDLE 0",
      "m=video 9 UDP/TLS/RTP/SAVPF 100",
      "c=IN IP4 0.0.0.0",
      "a=mid:0",
      "a=sendrecv",
      "a=rtcp-mux",
      "a=rtpmap:100 VP8/90000",
      `a=ice-ufrag:${transport.ufrag}`,
      `a=ice-pwd:${transport.pwd}`,
      `a=fingerprint:${transport.fingerprint.hash} ${transport.fingerprint.value}`,
      "a=setup:passive",
      ...transport.candidates.map(
        ({ foundation, priority, ip, port }) =>
          `a=candidate:${foundation} 1 UDP ${priority} ${ip} ${port} typ host`,
      ),
      "a=end-of-candidates",
    ];
    this.#connection.setRemoteDescription(`${lines.join("\r\n")}\r\n`, "answer");
    this.#timer = setInterval(() => this.#feedback(), FEEDBACK_MS);
  }

  send(packet: Buffer): boolean {
    return this.#track.isOpen() && this.#track.sendMessageBinary(packet);
  }

  startMeasuring(): void {
    this.#measuring = true;
    this.#packets = 0;
    this.#first = -1;
    this.#highest = -1;
    this.#latencies = [];
    this.#unwrapper = new SequenceUnwrapper();
  }

  stopMeasuring(): { packets: number; lost: number; latencies: readonly number[] } {
    this.#measuring = false;
    const expected = this.#first < 0 ? 0 : this.#highest - this.#first + 1;
    return {
      packets: this.#packets,
      lost: Math.max(0, expected - this.#packets),
      latencies: this.#latencies,
    };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#connection.close();
  }

  #onPacket(packet: Buffer): void {
    if (isRtcp(packet)) return;
    const header = this.#header;
    if (!parseRtp(packet, header)) return;
    const now = performance.now();
    if (header.transportCcOffset >= 0)
      this.#recorder.record(readUint16(packet, header.transportCcOffset), now);
    // Repetitions and the padding with which the router tries the line out.
    if (header.payloadType !== PAYLOAD_TYPE.vp8) return;
    this.#statistics ??= new ReceptionStatistics(header.ssrc, VIDEO_CLOCK);
    this.#statistics.receive(header.sequence, header.timestamp, now);
    if (!this.#measuring) return;
    const extended = this.#unwrapper.unwrap(header.sequence);
    if (this.#first < 0) this.#first = extended;
    if (extended > this.#highest) this.#highest = extended;
    this.#packets += 1;
    if (this.#packets % SAMPLE !== 0) return;
    const sentAt = packet.readBigUInt64BE(packet.length - TIMESTAMP_FROM_END);
    this.#latencies.push(Number(process.hrtime.bigint() - sentAt) / 1e6);
  }

  #feedback(): void {
    if (!this.#track.isOpen()) return;
    this.#ticks += 1;
    const feedback = this.#recorder.takeFeedback(1);
    if (feedback !== undefined) this.#track.sendMessageBinary(feedback);
    if (this.#ticks % REPORT_EVERY !== 0) return;
    const report = this.#statistics?.report(performance.now());
    if (report !== undefined) this.#track.sendMessageBinary(writeReceiverReport([report]));
  }
}

function field(sdp: string, pattern: RegExp): string {
  const value = pattern.exec(sdp)?.[1];
  if (value === undefined) throw new Error(`the library's offer lacks ${pattern.source}`);
  return value;
}
