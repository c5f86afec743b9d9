import { createSocket } from "node:dgram";
import type {
  MediaCommand,
  MediaEvent,
  MediaStats,
  Source,
} from "../../apps/conference-server/src/media/protocol.ts";
import type { EndpointsCommand, EndpointsEvent } from "./messages.ts";
import { Talker } from "./processes.ts";

export type Endpoints = Talker<EndpointsCommand, EndpointsEvent>;

/** Somebody who joins. */
export interface Joining {
  readonly conference: string;
  readonly endpoint: string;
  readonly sources: readonly Source[];
}

/** Joins that run at the same time. */
const AT_ONCE = 10;

/** The real media child, and processes that play endpoints. */
export class Installation {
  readonly router: Talker<MediaCommand, MediaEvent>;
  readonly #endpoints: Endpoints[] = [];
  readonly #root: string;
  #requests = 0;

  private constructor(root: string, port: number) {
    this.#root = root;
    this.router = new Talker(root, "apps/conference-server/src/media/child.ts", [
      JSON.stringify({ port, listenAddress: "127.0.0.1", announcedAddresses: ["127.0.0.1"] }),
    ]);
  }

  /** @param root absolute path of the project */
  static async start(root: string): Promise<Installation> {
    const installation = new Installation(root, await freeUdpPort());
    await installation.router.next((event) => event.type === "ready");
    return installation;
  }

  /** Starts a process that plays endpoints. */
  endpoints(): Endpoints {
    const started: Endpoints = new Talker(this.#root, "bench/router/endpoints.ts");
    this.#endpoints.push(started);
    return started;
  }

  /** Connects endpoints, ten at a time. @returns the milliseconds that each took */
  async join(process: Endpoints, joining: readonly Joining[]): Promise<number[]> {
    const times: number[] = [];
    for (let from = 0; from < joining.length; from += AT_ONCE)
      times.push(
        ...(await Promise.all(
          joining.slice(from, from + AT_ONCE).map((one) => this.#joinOne(process, one)),
        )),
      );
    return times;
  }

  async stats(): Promise<MediaStats> {
    const requestId = this.#nextRequest();
    const answer = this.router.next(
      (event): event is Extract<MediaEvent, { type: "stats" }> =>
        event.type === "stats" && event.requestId === requestId,
    );
    this.router.send({ type: "stats", requestId });
    return (await answer).stats;
  }

  async end(): Promise<void> {
    await Promise.all([this.router.end(), ...this.#endpoints.map((process) => process.end())]);
  }

  async #joinOne(process: Endpoints, { conference, endpoint, sources }: Joining): Promise<number> {
    const prepared = process.next(
      (event): event is Extract<EndpointsEvent, { type: "prepared" }> =>
        event.type === "prepared" && event.endpoint === endpoint,
    );
    process.send({ type: "prepare", endpoints: [endpoint] });
    const { remote } = await prepared;
    const started = performance.now();
    const requestId = this.#nextRequest();
    const allocated = this.router.next(
      (event): event is Extract<MediaEvent, { type: "allocated" }> =>
        event.type === "allocated" && event.requestId === requestId,
    );
    this.router.send({ type: "allocate", requestId, conference, endpoint });
    const { transport } = await allocated;
    const outcome = this.router.next(
      (event): event is Extract<MediaEvent, { type: "connected" | "failed" }> =>
        (event.type === "connected" || event.type === "failed") && event.endpoint === endpoint,
    );
    this.router.send({ type: "accept", conference, endpoint, remote, sources });
    process.send({ type: "connect", endpoint, transport });
    const settled = await outcome;
    // Waiting for a connection that has failed would only say that nobody answers.
    if (settled.type === "failed")
      throw new Error(`${endpoint} did not connect: ${settled.reason}`);
    return performance.now() - started;
  }

  #nextRequest(): number {
    this.#requests += 1;
    return this.#requests;
  }
}

/** A UDP port that is free just now. */
function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
