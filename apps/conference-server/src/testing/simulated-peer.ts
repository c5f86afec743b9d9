import { PeerConnection, type Track } from "node-datachannel";
import { PeerIdentity } from "../media/peer/peer.ts";
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
  readonly #name: string;
  readonly #identity = new PeerIdentity();
  readonly #listener: MediaListener | undefined;
  readonly #header = new RtpHeader();
  readonly #recorder = new TransportCcRecorder();
  readonly #statistics = new Map<number, ReceptionStatistics>();
  #connection: PeerConnection | undefined;
  #track: Track | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;

  constructor(name: string, listener?: MediaListener) {
    this.#name = name;
    this.#listener = listener;
  }

  /** Can packets be sent? */
  get open(): boolean {
    return this.#track?.isOpen() ?? false;
  }

  /** Its transport. The endpoint acts as the DTLS client, as browsers do. */
  describe(): RemoteTransport {
    const { ufrag, pwd, certificate } = this.#identity;
    return {
      ufrag,
      pwd,
      fingerprint: { hash: "sha-256", value: certificate.fingerprint, setup: "active" },
      candidates: [],
    };
  }

  /**
   * Connects to the router, as the answerer: as the offerer the library begins to connect before it
   * knows the other side's fingerprint, and on a busy machine now and then refuses it therefore.
   * @param transport what the router said of itself
   */
  connect(transport: TransportDescription): void {
    const { ufrag, pwd, certificate } = this.#identity;
    const connection = new PeerConnection(this.#name, {
      iceServers: [],
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      certificatePemFile: certificate.certificatePem,
      keyPemFile: certificate.keyPem,
    });
    this.#connection = connection;
    connection.onTrack((track) => {
      this.#track = track;
      track.onMessage((packet) => this.#onPacket(packet));
    });
    const description = remoteDescription({
      ufrag: transport.ufrag,
      pwd: transport.pwd,
      fingerprint: { ...transport.fingerprint, setup: "passive" },
      candidates: transport.candidates.map(
        ({ foundation, priority, ip, port }) =>
          `candidate:${foundation} 1 UDP ${priority} ${ip} ${port} typ host`,
      ),
    });
    connection.setRemoteDescription(description, "offer");
    connection.setLocalDescription("answer", { iceUfrag: ufrag, icePwd: pwd });
    this.#timer = setInterval(() => this.#feedback(), FEEDBACK_MS);
  }

  send(packet: Buffer): boolean {
    return this.open && this.#track?.sendMessageBinary(packet) === true;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#connection?.close();
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
    const track = this.#track;
    if (track?.isOpen() !== true) return;
    this.#ticks += 1;
    const feedback = this.#recorder.takeFeedback(1);
    if (feedback !== undefined) track.sendMessageBinary(feedback);
    if (this.#ticks % REPORT_EVERY !== 0) return;
    const now = performance.now();
    const reports = [...this.#statistics.values()]
      .flatMap((statistics) => statistics.report(now) ?? [])
      .slice(0, MOST_REPORTS);
    if (reports.length > 0) track.sendMessageBinary(writeReceiverReport(reports));
  }
}
