import type {
  RemoteTransport,
  TransportDescription,
} from "../../apps/conference-server/src/media/protocol.ts";

/** To a process of simulated endpoints. */
export type EndpointsCommand =
  | { type: "prepare"; endpoints: readonly string[] }
  | { type: "connect"; endpoint: string; transport: TransportDescription }
  | {
      type: "send";
      endpoint: string;
      ssrc: number;
      bitsPerSecond: number;
      packetBytes: number;
    }
  | { type: "startMeasuring" }
  | { type: "stopMeasuring" };

/** What receivers saw while it was measured. */
export interface Reception {
  readonly packets: number;
  readonly lost: number;
  /** Milliseconds from the sender's send call to the receiver's callback; a sample of all packets. */
  readonly latencies: readonly number[];
}

/** From a process of simulated endpoints. */
export type EndpointsEvent =
  | { type: "prepared"; endpoint: string; remote: RemoteTransport }
  | { type: "measured"; reception: Reception; sent: number };
