import type { JitsiLocalTrack } from "../jitsi/library-types.ts";
import { MicrophoneEffect } from "./microphone-effect.ts";

/** RNNoise was taught at this rate; browsers resample the microphone to it. */
const SAMPLE_RATE = 48_000;

/** `sinkId: none` (Chromium): sound is worked on without an output device being opened for it. */
interface CaptureContextOptions extends AudioContextOptions {
  readonly sinkId: { readonly type: "none" };
}

export type Suppression = "off" | "loading" | "on" | "unavailable";

/**
 * One's own microphone on its way into the call. Lives as long as the call; every device that is
 * opened gets an effect of its own, which takes over what is set here.
 */
export class Microphone {
  private context: AudioContext | undefined;
  private broken = false;
  private current: MicrophoneEffect | undefined;
  private readonly effects = new WeakMap<JitsiLocalTrack, MicrophoneEffect>();
  private shared: MediaStreamAudioSourceNode | undefined;
  private suppressor: AudioNode | undefined;
  private tap: AudioNode | undefined;
  private aside: AudioNode | undefined;
  private held = false;
  private wantsSuppression = false;
  private state: Suppression = "off";
  /** What is shown of the microphone may be different now. */
  onChange: () => void = () => undefined;

  /**
   * An effect for a track that is about to be made; undefined where this browser has none of it, and
   * the library's own way of muting does.
   */
  effect(): MicrophoneEffect | undefined {
    const context = this.open();
    return context && new MicrophoneEffect(context, (started) => this.started(started));
  }

  /** Remembers which track an effect went into. */
  adopt(track: JitsiLocalTrack, effect: MicrophoneEffect, onEnded: () => void): void {
    effect.onEnded = onEnded;
    this.effects.set(track, effect);
  }

  /**
   * Gives the device of a track back. Must come before the track's `dispose`: with an effect in it, a
   * track of a conference would first be taken out and put in again.
   */
  release(track: JitsiLocalTrack): void {
    const effect = this.effects.get(track);
    if (!effect) return;
    this.effects.delete(track);
    effect.release();
    if (this.current === effect) this.current = undefined;
    Reflect.set(track, "_streamEffect", undefined);
  }

  /** Whether there is a microphone to measure. */
  get isOpen(): boolean {
    return this.current !== undefined;
  }

  /** What the microphone hears, on or off. */
  measure(): { readonly peak: number; readonly rms: number; readonly silenced: boolean } {
    if (this.context?.state !== "running") this.resume();
    const { peak, rms } = this.current?.measure() ?? { peak: 0, rms: 0 };
    return { peak, rms, silenced: this.current?.isSilenced() ?? false };
  }

  /** Mixes the sound of a shared screen into what goes out; undefined: no more of it. */
  share(stream: MediaStream | undefined): void {
    const context = this.open();
    if (!context) return;
    this.shared?.disconnect();
    this.shared = stream && new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    this.current?.setShared(this.shared);
  }

  /** Where nodes for `setTap` are made; undefined where this browser has no such thing. */
  audioContext(): AudioContext | undefined {
    return this.open();
  }

  /** Lets a node hear what goes out of the voice, from whichever device; undefined: nobody. */
  setTap(node: AudioNode | undefined): void {
    this.tap = node;
    this.current?.setTap(node);
  }

  /** Lets a node hear the voice, muted or not, from whichever device; undefined: nobody. */
  setAside(node: AudioNode | undefined): void {
    this.aside = node;
    this.current?.setAside(node);
  }

  /** Keeps everything back from the call at once, whatever else is said, or does so no longer. */
  setHeld(held: boolean): void {
    this.held = held;
    this.current?.setHeld(held);
  }

  suppression(): Suppression {
    return this.state;
  }

  /** Takes noise out of the voice, or leaves it as it is. Loads what it needs when first switched on. */
  async suppress(on: boolean): Promise<void> {
    this.wantsSuppression = on;
    if (!on) {
      this.setSuppressor(undefined, "off");
      return;
    }
    const context = this.open();
    if (this.suppressor || this.state === "loading") return;
    if (context?.sampleRate !== SAMPLE_RATE) {
      this.setSuppressor(undefined, "unavailable");
      return;
    }
    this.setSuppressor(undefined, "loading");
    try {
      const { createSuppressor } = await import("./suppressor.ts");
      const node = await createSuppressor(context);
      if (this.wantsSuppression) this.setSuppressor(node, "on");
    } catch {
      this.setSuppressor(undefined, this.wantsSuppression ? "unavailable" : "off");
    }
  }

  /** The sound has to be started by a gesture in some browsers; without one it stays silent. */
  resume(): void {
    if (this.context?.state === "closed") return;
    void this.context?.resume().catch(() => undefined);
  }

  dispose(): void {
    removeEventListener("pointerdown", this.gesture, true);
    removeEventListener("keydown", this.gesture, true);
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
    this.broken = true;
  }

  private started(effect: MicrophoneEffect): void {
    this.current?.setShared(undefined);
    this.current?.setSuppressor(undefined);
    this.current?.setTap(undefined);
    this.current?.setAside(undefined);
    this.current = effect;
    effect.setHeld(this.held);
    effect.setAside(this.aside);
    effect.setSuppressor(this.suppressor);
    effect.setShared(this.shared);
    effect.setTap(this.tap);
    this.resume();
  }

  private setSuppressor(node: AudioNode | undefined, state: Suppression): void {
    this.suppressor = node;
    this.current?.setSuppressor(node);
    this.state = state;
    this.onChange();
  }

  private open(): AudioContext | undefined {
    if (this.context || this.broken) return this.context;
    try {
      this.context = createContext();
      addEventListener("pointerdown", this.gesture, true);
      addEventListener("keydown", this.gesture, true);
    } catch {
      this.broken = true;
    }
    return this.context;
  }

  private readonly gesture = (): void => {
    if (this.context?.state !== "running") this.resume();
  };
}

function createContext(): AudioContext {
  const options: CaptureContextOptions = {
    latencyHint: "interactive",
    sampleRate: SAMPLE_RATE,
    sinkId: { type: "none" },
  };
  // Firefox does not bring a microphone of another rate into a context of this one.
  return navigator.userAgent.includes("Firefox/") ? new AudioContext() : new AudioContext(options);
}
