import { IceUdpMuxListener } from "node-datachannel";
import { Conference, type ConferenceDependencies } from "./conference.ts";
import { Counters } from "./counters.ts";
import { guarded } from "./guarded.ts";
import { Forwarder } from "./forwarding.ts";
import { Clock, type Tick } from "./load/clock.ts";
import { LoadShedder } from "./load/shedding.ts";
import { waitingInSocket } from "./load/socket-queue.ts";
import type { RelayedDoor } from "./relayed/relayed-door.ts";
import type { MediaCommand, MediaEvent, MediaOptions, MediaStats } from "./protocol.ts";

const TICK_MS = 25;
/** In ticks. */
const ARRIVALS_EVERY = 2;
const SOCKET_EVERY = 10;
const SPEAKER_EVERY = 12;
const SLOW_EVERY = 40;
const STATS_EVERY = 400;

/** All conferences of the process, on one UDP port. */
export class Router {
  readonly #emit: (event: MediaEvent) => void;
  readonly #counters = new Counters();
  readonly #shedder = new LoadShedder();
  readonly #conferences = new Map<string, Conference>();
  readonly #dependencies: ConferenceDependencies;
  /** Holds the port: a busy one would otherwise abort the process at the first peer. */
  readonly #port: IceUdpMuxListener;
  readonly #door: RelayedDoor | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #clock: Clock;
  readonly #mediaPort: number;
  #ticks = 0;

  /**
   * @param door the entrance for relays that the library does not understand; closed with the router
   * @throws Error when the UDP port is taken.
   */
  constructor(options: MediaOptions, emit: (event: MediaEvent) => void, door?: RelayedDoor) {
    this.#emit = emit;
    this.#door = door;
    this.#mediaPort = options.port;
    this.#clock = new Clock(TICK_MS, performance.now(), (tick) => this.#tick(tick));
    this.#port = new IceUdpMuxListener(options.port, options.listenAddress);
    this.#dependencies = {
      options,
      counters: this.#counters,
      forwarder: new Forwarder(this.#counters, this.#shedder),
      emit,
      door,
      heightCap: () => this.#shedder.heightCap,
      onPacket: (now) => this.#clock.packet(now),
    };
    this.#timer = setInterval(() => this.#clock.timer(performance.now()), TICK_MS);
  }

  handle(command: MediaCommand): void {
    switch (command.type) {
      case "allocate":
        this.#allocate(command);
        return;
      case "stats":
        this.#emit({ type: "stats", requestId: command.requestId, stats: this.stats() });
        return;
      case "shutdown":
        this.close();
        return;
      case "remove": {
        const conference = this.#conferences.get(command.conference);
        conference?.remove(command.endpoint);
        if (conference?.endpoints.size === 0) this.#conferences.delete(command.conference);
        return;
      }
      case "accept":
        this.#conferences
          .get(command.conference)
          ?.accept(command.endpoint, command.remote, command.sources);
        return;
      case "setSources":
        this.#conferences.get(command.conference)?.setSources(command.endpoint, command.sources);
        return;
      case "bridgeChannel":
        this.#conferences.get(command.conference)?.setChannel(command.endpoint, command.open);
        return;
      case "bridgeMessage":
        this.#conferences.get(command.conference)?.bridgeMessage(command.endpoint, command.message);
        return;
      case "rights":
        this.#conferences.get(command.conference)?.setRights(command.endpoint, command);
        return;
    }
  }

  stats(): MediaStats {
    let endpoints = 0;
    let quietVoices = 0;
    const now = performance.now();
    for (const conference of this.#conferences.values()) {
      endpoints += conference.endpoints.size;
      quietVoices += conference.unheardVoices(now);
    }
    const { packetsIn, packetsOut, bytesIn, bytesOut } = this.#counters;
    const { packetsUnknown, packetsMalformed, packetsForbidden } = this.#counters;
    const { sendFailures, retransmissions } = this.#counters;
    const cpu = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return {
      conferences: this.#conferences.size,
      endpoints,
      packetsIn,
      packetsOut,
      bytesIn,
      bytesOut,
      rssBytes: rss,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
      packetsUnknown,
      sendFailures,
      retransmissions,
      sheddingLevel: this.#shedder.level,
      packetsMalformed,
      uptimeSeconds: process.uptime(),
      heapBytes: heapUsed,
      externalBytes: external,
      packetsForbidden,
      quietVoices,
    };
  }

  close(): void {
    clearInterval(this.#timer);
    for (const conference of this.#conferences.values()) conference.close();
    this.#conferences.clear();
    this.#door?.close();
    this.#port.stop();
  }

  #allocate(command: Extract<MediaCommand, { type: "allocate" }>): void {
    let conference = this.#conferences.get(command.conference);
    if (conference === undefined) {
      conference = new Conference(command.conference, this.#dependencies);
      this.#conferences.set(command.conference, conference);
    }
    const { requestId } = command;
    try {
      const transport = conference.allocate(command.endpoint);
      this.#emit({ type: "allocated", requestId, transport });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#emit({ type: "refused", requestId, reason });
    }
  }

  #tick(tick: Tick): void {
    const { now } = tick;
    this.#ticks += 1;
    if (this.#ticks % SOCKET_EVERY === 0)
      this.#shedder.noteSocket(waitingInSocket(this.#mediaPort));
    const changed = this.#shedder.tick(tick);
    if (this.#ticks % SLOW_EVERY === 0) this.#door?.sweep(now);
    for (const conference of this.#conferences.values()) {
      if (changed) conference.scheduleAllocation();
      guarded("tick", () => this.#tickOf(conference, now));
    }
  }

  #tickOf(conference: Conference, now: number): void {
    conference.fastTick(this.#ticks % ARRIVALS_EVERY === 0, now);
    if (this.#ticks % SPEAKER_EVERY === 0) conference.speakerTick(now);
    if (this.#ticks % SLOW_EVERY === 0) conference.slowTick(now);
    if (this.#ticks % STATS_EVERY === 0) conference.statsTick();
  }
}
