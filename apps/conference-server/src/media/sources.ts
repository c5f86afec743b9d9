import type { Loudest } from "./audio/loudest.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Source } from "./protocol.ts";
import { ROUTER_SSRC } from "./rtcp/write.ts";
import { AudioStream, Downstream, VideoStream } from "./streams.ts";

/** SSRCs of Jicofo's placeholder sources and of the router itself. */
const RESERVED: ReadonlySet<number> = new Set([0, ROUTER_SSRC]);

/** A microphone may speak again at any time for this long after it was last heard. */
const HEARD_MS = 10_000;
/** Bit/s of a microphone that was not measured yet: Opus as browsers send it. */
const USUAL_VOICE = 58_000;
/** At most so many microphones are reckoned with; the rest is silent. */
const MOST_VOICES = 5;

/** Everything that is published in one conference, and to whom it goes. */
export class Sources {
  readonly #audio = new Map<string, AudioStream>();
  readonly #video = new Map<string, VideoStream>();
  readonly #loudest: Loudest;

  /** @param loudest which of the microphones are passed on */
  constructor(loudest: Loudest) {
    this.#loudest = loudest;
  }

  get audio(): Iterable<AudioStream> {
    return this.#audio.values();
  }

  get video(): Iterable<VideoStream> {
    return this.#video.values();
  }

  /**
   * Bit/s that are set aside for the microphones of others that were heard in the last seconds.
   *
   * @param now ms, steady clock
   */
  soundFor(receiver: Endpoint, now: number): number {
    const prices: number[] = [];
    for (const { owner, heardAt, rate } of this.#audio.values())
      if (owner !== receiver && now - heardAt < HEARD_MS)
        prices.push(rate.price > 0 ? rate.price : USUAL_VOICE);
    return prices
      .toSorted((left, right) => right - left)
      .slice(0, MOST_VOICES)
      .reduce((sum, price) => sum + price, 0);
  }

  /** The microphones of an endpoint make room for others. */
  silence(owner: Endpoint): void {
    for (const stream of this.#audio.values())
      if (stream.owner === owner) this.#loudest.forget(stream.voice);
  }

  findVideo(name: string): VideoStream | undefined {
    return this.#video.get(name);
  }

  /**
   * Makes `announced` the whole of what `owner` sends.
   *
   * @returns the sources that are not taken, because a name or an SSRC belongs to someone else
   */
  replace(
    owner: Endpoint,
    announced: readonly Source[],
    endpoints: ReadonlyMap<string, Endpoint>,
  ): Source[] {
    const refused: Source[] = [];
    const kept = new Set<string>();
    for (const source of announced) {
      if (this.#conflicts(owner, source, endpoints) || kept.has(source.name)) {
        refused.push(source);
        continue;
      }
      kept.add(source.name);
      this.#put(owner, source, endpoints);
    }
    for (const stream of [...this.#audio.values(), ...this.#video.values()])
      if (stream.owner === owner && !kept.has(stream.name)) this.#take(stream);
    return refused;
  }

  /** Lets a newcomer have everything that others send. */
  subscribe(receiver: Endpoint): void {
    for (const stream of this.#video.values())
      if (stream.owner !== receiver) connect(stream, receiver);
  }

  /** Takes an endpoint out, as sender and as receiver. */
  remove(endpoint: Endpoint): void {
    for (const stream of [...this.#audio.values(), ...this.#video.values()]) {
      if (stream.owner === endpoint) this.#take(stream);
      else if (stream.kind === "video")
        stream.downstreams = stream.downstreams.filter(({ receiver }) => receiver !== endpoint);
    }
    endpoint.downstreams.clear();
  }

  #conflicts(owner: Endpoint, source: Source, endpoints: ReadonlyMap<string, Endpoint>): boolean {
    const named = this.#audio.get(source.name) ?? this.#video.get(source.name);
    if (named !== undefined && named.owner !== owner) return true;
    const ssrcs = ssrcsOf(source);
    if (new Set(ssrcs).size !== ssrcs.length) return true;
    return ssrcs.some((ssrc) => {
      if (RESERVED.has(ssrc)) return true;
      const own = owner.incoming.get(ssrc);
      if (own !== undefined) return own.stream.name !== source.name;
      for (const other of endpoints.values()) if (other.incoming.has(ssrc)) return true;
      return false;
    });
  }

  #put(owner: Endpoint, source: Source, endpoints: ReadonlyMap<string, Endpoint>): void {
    const present = this.#audio.get(source.name) ?? this.#video.get(source.name);
    if (present !== undefined && present.kind === source.kind && sameSsrcs(owner, source)) {
      if (present.kind === "video") {
        if (source.videoType !== "none") present.desktop = source.videoType === "desktop";
        present.muted = source.muted || source.videoType === "none";
      }
      return;
    }
    if (present !== undefined) this.#take(present);
    if (source.kind === "audio") {
      const stream = new AudioStream(owner, source);
      this.#audio.set(source.name, stream);
      for (const ssrc of source.ssrcs) owner.incoming.set(ssrc, { kind: "audio", stream });
      return;
    }
    const stream = new VideoStream(owner, source);
    this.#video.set(source.name, stream);
    for (const layer of stream.layers) {
      owner.incoming.set(layer.ssrc, { kind: "video", stream, layer });
      const rtx = source.rtx[layer.ssrc];
      if (rtx !== undefined) owner.incoming.set(rtx, { kind: "rtx", stream, layer });
    }
    for (const receiver of endpoints.values())
      if (receiver !== owner && receiver.accepted) connect(stream, receiver);
  }

  #take(stream: AudioStream | VideoStream): void {
    for (const [ssrc, incoming] of stream.owner.incoming)
      if (incoming.stream === stream) stream.owner.incoming.delete(ssrc);
    if (stream.kind === "audio") {
      this.#audio.delete(stream.name);
      this.#loudest.forget(stream.voice);
      return;
    }
    this.#video.delete(stream.name);
    for (const { receiver } of stream.downstreams) receiver.downstreams.delete(stream.ssrc);
    stream.downstreams = [];
  }
}

function connect(stream: VideoStream, receiver: Endpoint): void {
  if (receiver.downstreams.has(stream.ssrc)) return;
  const downstream = new Downstream(stream, receiver);
  receiver.downstreams.set(stream.ssrc, downstream);
  stream.downstreams.push(downstream);
}

function ssrcsOf(source: Source): number[] {
  const rtx = source.ssrcs.flatMap((ssrc) => source.rtx[ssrc] ?? []);
  return [...source.ssrcs, ...rtx];
}

function sameSsrcs(owner: Endpoint, source: Source): boolean {
  const wanted = ssrcsOf(source);
  let present = 0;
  for (const incoming of owner.incoming.values())
    if (incoming.stream.name === source.name) present += 1;
  return (
    present === wanted.length &&
    wanted.every((ssrc) => owner.incoming.get(ssrc)?.stream.name === source.name)
  );
}
