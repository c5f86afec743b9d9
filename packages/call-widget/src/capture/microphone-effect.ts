import type { JitsiTrack } from "../jitsi/library-types.ts";
import { MicrophoneGraph } from "./microphone-graph.ts";

/**
 * One opened microphone as the library's "stream effect": it is started while the track is made, and
 * what it returns is what the conference hears from the beginning. It brings its own way of being
 * muted, which the library then uses instead of switching the track off.
 * @see `JitsiLocalTrack`, `IStreamEffect` in lib-jitsi-meet (2022 and 2026 alike)
 */
export class MicrophoneEffect {
  private graph: MicrophoneGraph | undefined;
  private source: MediaStreamTrack | undefined;
  private output: MediaStreamTrack | undefined;
  private muted = false;
  private shares = false;
  private held = false;
  /** The device was pulled out. The track of the conference knows nothing of it. */
  onEnded: (() => void) | undefined;

  /** @param onStart the graph is there, and can be given what belongs into it */
  constructor(
    private readonly context: AudioContext,
    private readonly onStart: (effect: MicrophoneEffect) => void,
  ) {}

  isEnabled(track: Pick<JitsiTrack, "getType">): boolean {
    return track.getType() === "audio";
  }

  startEffect(stream: MediaStream): MediaStream {
    const { context } = this;
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    [this.source] = stream.getAudioTracks();
    [this.output] = destination.stream.getAudioTracks();
    this.source?.addEventListener("ended", this.ended);
    this.graph = new MicrophoneGraph(
      context,
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }),
      destination,
    );
    this.onStart(this);
    return destination.stream;
  }

  /** The library takes its track apart. */
  stopEffect(): void {
    this.release();
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    this.apply();
  }

  isMuted(): boolean {
    return this.muted;
  }

  setSuppressor(node: AudioNode | undefined): void {
    this.graph?.setSuppressor(node);
  }

  /** Lets a node hear what goes out of the voice. */
  setTap(node: AudioNode | undefined): void {
    this.graph?.setTap(node);
  }

  /** Lets a node hear the voice while it does not go out. */
  setAside(node: AudioNode | undefined): void {
    this.graph?.setAside(node);
  }

  /** Whether nothing at all goes out, muted or not: no voice, and no sound of a shared screen. */
  setHeld(held: boolean): void {
    this.held = held;
    this.apply();
  }

  /** Sound of a shared screen, which goes out also while the microphone is muted. */
  setShared(node: AudioNode | undefined): void {
    this.shares = node !== undefined;
    this.graph?.setShared(node);
    this.apply();
  }

  measure(): { readonly peak: number; readonly rms: number } {
    return this.graph?.measure() ?? { peak: 0, rms: 0 };
  }

  /** Whether the device itself gives no sound: switched off at the headset or by the system. */
  isSilenced(): boolean {
    return this.source?.muted ?? false;
  }

  /** Gives the device back. */
  release(): void {
    this.source?.removeEventListener("ended", this.ended);
    this.source?.stop();
    this.graph?.dispose();
    this.graph = undefined;
  }

  private readonly ended = (): void => this.onEnded?.();

  private apply(): void {
    this.graph?.setOpen(!this.muted && !this.held);
    // Who is muted and shares no sound sends nothing at all, whatever the graph does.
    if (this.output) this.output.enabled = !this.held && (!this.muted || this.shares);
  }
}
