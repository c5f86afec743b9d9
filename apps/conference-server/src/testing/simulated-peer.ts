import { PeerConnection, type Track, Video } from "node-datachannel";
import { remoteDescription } from "../media/peer/sdp.ts";
import type { RemoteTransport, TransportDescription } from "../media/protocol.ts";
import { ReceptionStatistics } from "../media/rtcp/reception.ts";
import { TransportCcRecorder } from "../media/rtcp/transport-cc.ts";
import { writeReceiverReport } from "../media/rtcp/write.ts";
import { isRtcp, parseRtp, readUint16, RtpHeader } from "../media/rtp/packet.ts";

const FEEDBACK_MS = 100;
const REPORT_EVERY = 10;
const CLOCK = 90_000;
/** Report blocks that fit into one receiver report. */
const MOST_REPORTS = 31;

/** Called for each packet that holds media. @param now milliseconds of a steady clock */
export type MediaListener = (header: RtpHeader, packet: Buffer, now: number) => void;

/**
 * An endpoint as a browser would be, for tests and benchmarks: ICE, DTLS, SRTP, transport-wide
 * feedback, receiver reports. It sends and is told raw packets.
 */
export class SimulatedPeer {
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #listener: MediaListener | undefined;
  readonly #header = new RtpHeader();
  readonly #recorder = new TransportCcRecorder();
  readonly #statistics = new Map<number, ReceptionStatistics>();
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;

  constructor(name: string, listener?: MediaListener) {
    this.#listener = listener;
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

  /** Can packets be sent? */
  get open(): boolean {
    return this.#track.isOpen();
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

  /** Connects to the router. @param transport what the router said of itself */
  connect(transport: TransportDescription): void {
    const description = remoteDescription({
      ufrag: transport.ufrag,
      pwd: transport.pwd,
      fingerprint: { ...transport.fingerprint, setup: "passive" },
      candidates: transport.candidates.map(
        ({ foundation, priority, ip, port }) =>
          `candidate:${foundation} 1 UDP ${priority} ${ip} ${port} typ host`,
      ),
    });
    this.#connection.setRemoteDescription(description, "answer");
    this.#timer = setInterval(() => this.#feedback(), FEEDBACK_MS);
  }

  send(packet: Buffer): boolean {
    return this.#track.isOpen() && this.#track.sendMessageBinary(packet);
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
    // Padding, with which the router tries the line out.
    if (header.payloadLength === 0) return;
    let statistics = this.#statistics.get(header.ssrc);
    if (statistics === undefined) {
      statistics = new ReceptionStatistics(header.ssrc, CLOCK);
      this.#statistics.set(header.ssrc, statistics);
    }
    statistics.receive(header.sequence, header.timestamp, now);
    this.#listener?.(header, packet, now);
  }

  #feedback(): void {
    if (!this.#track.isOpen()) return;
    this.#ticks += 1;
    const feedback = this.#recorder.takeFeedback(1);
    if (feedback !== undefined) this.#track.sendMessageBinary(feedback);
    if (this.#ticks % REPORT_EVERY !== 0) return;
    const now = performance.now();
    const reports = [...this.#statistics.values()]
      .flatMap((statistics) => statistics.report(now) ?? [])
      .slice(0, MOST_REPORTS);
    if (reports.length > 0) this.#track.sendMessageBinary(writeReceiverReport(reports));
  }
}

function field(sdp: string, pattern: RegExp): string {
  const value = pattern.exec(sdp)?.[1];
  if (value === undefined) throw new Error(`the library's offer lacks ${pattern.source}`);
  return value;
}
