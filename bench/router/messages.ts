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
  /** @property level −dBov */
  | { readonly kind: "audio"; readonly ssrc: number; readonly level: number };

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
