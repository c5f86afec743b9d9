import type { Candidate } from "./bandwidth/allocate.ts";
import type { Endpoint } from "./endpoint.ts";
import { requestKeyframe } from "./forwarding.ts";
import type { Sources } from "./sources.ts";
import type { Downstream, VideoStream } from "./streams.ts";
import { WantedHeights } from "./wanted-heights.ts";

/** A sender is told to send less only when that is wanted for this long. */
const LESS_AFTER_MS = 3000;
/** Calls of `run` in which everyone has a turn: at one each 25 ms, a second. */
const TURNS = 40;
/** Time that one call may take. */
const BUDGET_MS = 8;
/** Highest picture that is ever asked for, in pixels. */
const MAXIMUM_HEIGHT = 2160;

export interface AllocatorContext {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly sources: Sources;
  readonly speakers: () => readonly string[];
  readonly heightCap: () => number;
  readonly send: (endpoint: Endpoint, message: object) => void;
}

/** Chooses for every receiver what it gets, and tells senders what is wanted of them. */
export class Allocator {
  readonly #context: AllocatorContext;
  readonly #wanted = new WantedHeights<Endpoint>();
  #sendersDue = false;
  #turn = 0;

  constructor(context: AllocatorContext) {
    this.#context = context;
  }

  schedule(endpoint: Endpoint): void {
    endpoint.allocationDue = true;
  }

  scheduleAll(): void {
    this.#sendersDue = true;
    for (const endpoint of this.#context.endpoints.values()) endpoint.allocationDue = true;
  }

  /** Tells everything again to an endpoint whose bridge channel has just opened. */
  repeatFor(endpoint: Endpoint): void {
    endpoint.toldForwarded = undefined;
    for (const stream of this.#context.sources.video)
      if (stream.owner === endpoint) stream.toldHeight = undefined;
    this.scheduleAll();
  }

  /**
   * Does what is due; what takes too long in a large conference waits for the next call. A receiver
   * whose estimate no longer fits its choice is due at once; bitrates move all the time, so everyone
   * is looked at again once in {@link TURNS} calls.
   *
   * @param now milliseconds of a steady clock
   */
  run(now: number): void {
    this.#turn = (this.#turn + 1) % TURNS;
    let index = 0;
    for (const endpoint of this.#context.endpoints.values()) {
      if (index % TURNS === this.#turn || endpoint.ladder.needsChoice(now))
        endpoint.allocationDue = true;
      index += 1;
    }
    for (const endpoint of this.#context.endpoints.values()) {
      if (!endpoint.accepted || !endpoint.allocationDue) continue;
      endpoint.allocationDue = false;
      this.#allocateFor(endpoint, now);
      if (performance.now() - now > BUDGET_MS) break;
    }
    const changed = this.#wanted.takeChanged();
    if (this.#sendersDue) this.#tellSenders(now);
    else
      for (const name of changed) {
        const stream = this.#context.sources.findVideo(name);
        if (stream !== undefined) this.#tellSender(stream, now);
      }
    this.#sendersDue = false;
  }

  /** Somebody has left. */
  forget(endpoint: Endpoint): void {
    this.#wanted.forget(endpoint);
  }

  /** Every second: senders of whom less is wanted for long enough are told. */
  slowTick(now: number): void {
    this.#tellSenders(now);
  }

  #allocateFor(receiver: Endpoint, now: number): void {
    const candidates: Candidate[] = [];
    const byName = new Map<string, Downstream>();
    for (const downstream of receiver.downstreams.values()) {
      const { stream } = downstream;
      if (!stream.shown) continue;
      byName.set(stream.name, downstream);
      candidates.push(candidateOf(downstream, now));
    }
    const allocations = receiver.ladder.choose(
      {
        candidates,
        constraints: receiver.constraints,
        speakers: this.#context.speakers(),
        sound: this.#context.sources.soundFor(receiver, now),
        heightCap: this.#context.heightCap(),
      },
      now,
    );
    this.#wanted.set(receiver, allocations);
    const forwarded: string[] = [];
    for (const { name, layer, temporal } of allocations) {
      const downstream = byName.get(name);
      if (downstream === undefined) continue;
      downstream.rewriter.aim(layer, now, temporal);
      if (layer >= 0) forwarded.push(name);
      if (downstream.rewriter.waiting && receiver.connected)
        requestKeyframe(downstream.stream, layer, now);
    }
    for (const { stream, rewriter } of receiver.downstreams.values())
      if (!stream.shown) rewriter.aim(-1, now);
    this.#tellForwarded(receiver, forwarded);
  }

  #tellForwarded(receiver: Endpoint, forwarded: readonly string[]): void {
    if (!receiver.channelOpen) return;
    const told = forwarded.toSorted().join(" ");
    if (told === receiver.toldForwarded) return;
    receiver.toldForwarded = told;
    if (receiver.sourceNames) {
      this.#context.send(receiver, {
        colibriClass: "ForwardedSources",
        forwardedSources: [...forwarded],
      });
      return;
    }
    const endpoints = forwarded.flatMap(
      (name) => this.#context.sources.findVideo(name)?.owner.id ?? [],
    );
    this.#context.send(receiver, {
      colibriClass: "LastNEndpointsChangeEvent",
      lastNEndpoints: [...new Set(endpoints)],
    });
  }

  #tellSenders(now: number): void {
    for (const stream of this.#context.sources.video) this.#tellSender(stream, now);
  }

  #tellSender(stream: VideoStream, now: number): void {
    if (!stream.shown) return;
    const height = Math.min(this.#wanted.of(stream.name), MAXIMUM_HEIGHT);
    if (!stream.owner.channelOpen) return;
    if (stream.toldHeight === height) {
      stream.lessWantedSince = undefined;
      return;
    }
    // Nobody has taken it yet, right after a start: a sender that is told to stop and to go on in
    // one breath may stay silent.
    const less = stream.toldHeight === undefined ? height === 0 : height < stream.toldHeight;
    if (less) {
      stream.lessWantedSince ??= now;
      if (now - stream.lessWantedSince < LESS_AFTER_MS) return;
    }
    stream.lessWantedSince = undefined;
    stream.toldHeight = height;
    this.#context.send(
      stream.owner,
      stream.owner.sourceNames
        ? {
            colibriClass: "SenderSourceConstraints",
            sourceName: stream.name,
            maxHeight: height,
          }
        : { colibriClass: "SenderVideoConstraints", videoConstraints: { idealHeight: height } },
    );
  }
}

function candidateOf({ stream, rewriter }: Downstream, now: number): Candidate {
  return {
    name: stream.name,
    endpoint: stream.owner.id,
    desktop: stream.desktop,
    current: { layer: rewriter.current, temporal: rewriter.temporal },
    layers: stream.sentLayers(now).flatMap(({ layer, height }) => {
      const price = layer.price(height, stream.desktop);
      return layer.options.map(({ temporal, share }) => ({
        index: layer.index,
        temporal,
        height,
        bitrate: share * price,
      }));
    }),
  };
}
