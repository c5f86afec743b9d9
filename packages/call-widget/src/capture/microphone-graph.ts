/** Seconds in which one way of the sound fades into another: no click is heard. */
const FADE = 0.015;

/**
 * What happens to a voice between microphone and conference. The graph is made once a microphone and
 * stays; only what is inside it changes, since a conference does not take another track in its place.
 *
 * ```
 * source ─┬─ dry ────────────────┬─ voice ─┬─ gate ─────┬─ output
 *         └─ suppressor ─── wet ─┘         ├─ analyser  │
 *                                          ├─ aside     │
 *                                 sound of a screen ────┘
 * ```
 */
export class MicrophoneGraph {
  private readonly dry: GainNode;
  private readonly wet: GainNode;
  private readonly voice: GainNode;
  private readonly gate: GainNode;
  private readonly analyser: AnalyserNode;
  private suppressor: AudioNode | undefined;
  private shared: AudioNode | undefined;
  private tap: AudioNode | undefined;
  private aside: AudioNode | undefined;
  private readonly samples: Float32Array<ArrayBuffer>;

  /**
   * @param source the microphone, mono or stereo
   * @param output where the result goes
   */
  constructor(
    private readonly context: BaseAudioContext,
    private readonly source: AudioNode,
    private readonly output: AudioNode,
  ) {
    this.dry = new GainNode(context);
    this.wet = new GainNode(context, { gain: 0 });
    this.voice = new GainNode(context);
    this.gate = new GainNode(context);
    this.analyser = new AnalyserNode(context, { fftSize: 2048 });
    this.samples = new Float32Array(this.analyser.fftSize);
    source.connect(this.dry).connect(this.voice).connect(this.gate).connect(output);
    this.voice.connect(this.analyser);
    this.wet.connect(this.voice);
  }

  /** Whether the voice goes out. The sound of a shared screen goes out either way. */
  setOpen(open: boolean): void {
    fade(this.gate.gain, open ? 1 : 0, this.context);
  }

  /** Sends the voice through a node; undefined: around all of them. */
  setSuppressor(node: AudioNode | undefined): void {
    if (this.suppressor) {
      this.source.disconnect(this.suppressor);
      this.suppressor.disconnect();
    }
    this.suppressor = node;
    if (node) this.source.connect(node).connect(this.wet);
    fade(this.wet.gain, node ? 1 : 0, this.context);
    fade(this.dry.gain, node ? 0 : 1, this.context);
  }

  /** Has a node hear the voice as it goes out: with noise taken out, and nothing while it is muted. */
  setTap(node: AudioNode | undefined): void {
    if (this.tap) {
      this.gate.disconnect(this.tap);
      this.tap.disconnect();
    }
    this.tap = node;
    // It is silent itself, and works only as part of what is heard.
    if (node) this.gate.connect(node).connect(this.output);
  }

  /** Has a node hear the voice whether it goes out or not; undefined: nobody. */
  setAside(node: AudioNode | undefined): void {
    if (this.aside) this.voice.disconnect(this.aside);
    this.aside = node;
    if (node) this.voice.connect(node);
  }

  /** Mixes something in that is heard whether the microphone is on or off. */
  setShared(node: AudioNode | undefined): void {
    this.shared?.disconnect();
    this.shared = node;
    node?.connect(this.output);
  }

  /** What the microphone hears right now, on or off: loudest sample and root mean square, 0…1. */
  measure(): { readonly peak: number; readonly rms: number } {
    this.analyser.getFloatTimeDomainData(this.samples);
    let peak = 0;
    let sum = 0;
    for (const sample of this.samples) {
      peak = Math.max(peak, Math.abs(sample));
      sum += sample * sample;
    }
    return { peak, rms: Math.sqrt(sum / this.samples.length) };
  }

  dispose(): void {
    this.setShared(undefined);
    this.setTap(undefined);
    this.setAside(undefined);
    for (const node of [this.source, this.suppressor, this.dry, this.wet, this.voice, this.gate]) {
      node?.disconnect();
    }
  }
}

function fade(gain: AudioParam, value: number, context: BaseAudioContext): void {
  gain.cancelScheduledValues(context.currentTime);
  gain.setTargetAtTime(value, context.currentTime, FADE / 3);
}
