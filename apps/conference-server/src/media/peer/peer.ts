import { randomBytes } from "node:crypto";
import { isIPv4 } from "node:net";
import { PeerConnection, type Track } from "node-datachannel";
import type {
  AnnouncedAddress,
  MediaOptions,
  RemoteTransport,
  TransportDescription,
} from "../protocol.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { remoteDescription } from "./sdp.ts";

const BASE64_URL_PWD_BYTES = 18;
const UFRAG_BYTES = 6;
/** Preference of host candidates (RFC 8445), lowered per address. */
const HOST_PRIORITY = 2_130_706_431;

/** What a peer tells its owner. Never called again after {@link Peer.close}. */
export interface PeerListener {
  onPacket(packet: Buffer): void;
  onConnected(): void;
  onFailed(reason: string): void;
}

/** Makes the identity of a peer before there is a connection: what the offer to the client says. */
export class PeerIdentity {
  readonly ufrag = iceCharacters(UFRAG_BYTES);
  readonly pwd = iceCharacters(BASE64_URL_PWD_BYTES);
  readonly certificate: Certificate = makeCertificate();

  /**
   * The transport that signalling writes into the session-initiate.
   * @param relayedPort port of the door for relays, where there is one
   */
  describe(
    options: Pick<MediaOptions, "port" | "announcedAddresses" | "announced">,
    relayedPort?: number,
  ): TransportDescription {
    const { port, announcedAddresses } = options;
    const direct = options.announced ?? announcedAddresses.map((ip) => ({ ip, port }));
    // Asked first: whoever comes in there must not have been heard at the other port before.
    const announced = [...relayedAddresses(direct, relayedPort), ...direct];
    return {
      ufrag: this.ufrag,
      pwd: this.pwd,
      fingerprint: { hash: "sha-256", value: this.certificate.fingerprint },
      candidates: announced.map((address, index) => ({
        ip: address.ip,
        port: address.port,
        priority: HOST_PRIORITY - index * 256,
        foundation: String(index + 1),
      })),
    };
  }
}

/** The door for relays is open for IPv4 alone; those that it is for have an address of that kind. */
function relayedAddresses(
  direct: readonly AnnouncedAddress[],
  port: number | undefined,
): readonly AnnouncedAddress[] {
  if (port === undefined) return [];
  return [...new Set(direct.map(({ ip }) => ip))]
    .filter((ip) => isIPv4(ip))
    .map((ip) => ({ ip, port }));
}

/** ICE allows letters, digits, + and / (RFC 8839 5.4); 3 bytes give 4 characters. */
function iceCharacters(bytes: number): string {
  return randomBytes(bytes).toString("base64");
}

/** One client's connection: ICE, DTLS and SRTP are the library's, packets come and go in the clear. */
export class Peer {
  #connection: PeerConnection | undefined;
  #track: Track | undefined;
  #listener: PeerListener | undefined;
  #open = false;

  /**
   * Connects as the answerer of the client's description: the order in which the library cannot
   * lose the race between ICE and the fingerprint.
   *
   * @throws Error when the library does not take the description.
   */
  constructor(
    name: string,
    identity: PeerIdentity,
    remote: RemoteTransport,
    options: Pick<MediaOptions, "port" | "listenAddress" | "relayedPort">,
    listener: PeerListener,
  ) {
    this.#listener = listener;
    const connection = new PeerConnection(name, {
      iceServers: [],
      enableIceUdpMux: true,
      portRangeBegin: options.port,
      portRangeEnd: options.port,
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      certificatePemFile: identity.certificate.certificatePem,
      keyPemFile: identity.certificate.keyPem,
      ...(options.listenAddress === undefined ? {} : { bindAddress: options.listenAddress }),
    });
    this.#connection = connection;
    try {
      connection.onStateChange((state) => this.#guard(() => this.#onState(state)));
      connection.onTrack((track) => this.#guard(() => this.#onTrack(track)));
      const withRelays = options.relayedPort === undefined;
      connection.setRemoteDescription(remoteDescription(remote, { withRelays }), "offer");
      connection.setLocalDescription("answer", { iceUfrag: identity.ufrag, icePwd: identity.pwd });
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Connected, so that packets can be sent? */
  get open(): boolean {
    return this.#open;
  }

  /** UDP port to which the library sends, once it has chosen. */
  get remotePort(): number | undefined {
    try {
      return this.#connection?.getSelectedCandidatePair()?.remote.port;
    } catch {
      return undefined;
    }
  }

  /** Sends a packet; its bytes may be changed as soon as this returns. @returns whether it went out */
  send(packet: Buffer): boolean {
    const track = this.#track;
    if (!this.#open || track === undefined) return false;
    try {
      return track.sendMessageBinary(packet);
    } catch {
      return false;
    }
  }

  /** Ends the connection and forgets the listener. */
  close(): void {
    this.#listener = undefined;
    this.#open = false;
    const connection = this.#connection;
    this.#connection = undefined;
    this.#track = undefined;
    try {
      connection?.close();
    } catch {
      // Closing twice or half-open is no news to anybody.
    }
  }

  #onTrack(track: Track): void {
    this.#track = track;
    track.onMessage((packet) => this.#guard(() => this.#listener?.onPacket(packet)));
    track.onOpen(() => this.#guard(() => this.#becameOpen()));
    if (track.isOpen()) this.#becameOpen();
  }

  #becameOpen(): void {
    if (this.#open || this.#listener === undefined) return;
    this.#open = true;
    this.#listener.onConnected();
  }

  #onState(state: string): void {
    if (state === "failed" || state === "closed") {
      this.#open = false;
      this.#listener?.onFailed(`connection ${state}`);
    }
  }

  /** An exception in a native callback would end the process. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#open = false;
      const listener = this.#listener;
      this.#listener = undefined;
      queueMicrotask(() =>
        listener?.onFailed(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
    }
  }
}
