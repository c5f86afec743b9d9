import type {
  RemoteTransport,
  TransportDescription,
} from "../../apps/conference-server/src/media/protocol.ts";

/** What a simulated endpoint sends under one SSRC. */
export type SentStream =
  | {
      readonly kind: "video";
      readonly ssrc: number;
      readonly bitsPerSecond: number;
      /** Pixels, as its key pictures say. */
      readonly height: number;
    }
  | {
      readonly kind: "audio";
      readonly ssrc: number;
      /** −dBov, or those of speech and of waiting, where people speak one after the other. */
      readonly level: number | SpokenInTurns;
    };

/** One of several who speak one after the other, all with open microphones. */
export interface SpokenInTurns {
  /** −dBov while it is their turn. */
  readonly speaking: number;
  /** −dBov otherwise. */
  readonly waiting: number;
  /** Their place in the round, from 0. */
  readonly place: number;
  readonly people: number;
  readonly turnSeconds: number;
}

/** To a process of simulated endpoints. */
export type EndpointsCommand =
  | { type: "prepare"; endpoints: readonly string[] }
  | { type: "connect"; endpoint: string; transport: TransportDescription }
  | { type: "send"; endpoint: string; streams: readonly SentStream[] }
  | { type: "close"; endpoints: readonly string[] }
  | { type: "startMeasuring" }
  | { type: "stopMeasuring" };

/** What receivers saw while it was measured. */
export interface ReceptionTotals {
  readonly packets: number;
  readonly lost: number;
  /** Milliseconds from the sender's send call to the receiver's callback; a sample of all packets. */
  readonly latencies: readonly number[];
}

/** From a process of simulated endpoints. */
export type EndpointsEvent =
  | { type: "prepared"; endpoint: string; remote: RemoteTransport }
  | { type: "measured"; reception: ReceptionTotals };
