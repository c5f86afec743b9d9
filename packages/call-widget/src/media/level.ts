/** Measures how loud the microphone is, for the meter of the preview. */
export class LevelMeter {
  private context: AudioContext | undefined;
  private analyser: AnalyserNode | undefined;
  private source: MediaStreamAudioSourceNode | undefined;
  private buffer = new Float32Array(0);
  private stream: MediaStream | undefined;

  /** Listens to a stream; undefined: to nothing. */
  watch(stream: MediaStream | undefined): void {
    if (stream === this.stream) return;
    this.stream = stream;
    this.source?.disconnect();
    this.source = undefined;
    if (!stream) return;
    this.context ??= new AudioContext();
    if (!this.analyser) {
      this.analyser = this.context.createAnalyser();
      this.analyser.fftSize = 1024;
      this.buffer = new Float32Array(this.analyser.fftSize);
    }
    this.source = this.context.createMediaStreamSource(stream);
    this.source.connect(this.analyser);
  }

  /** 0 (silence) to 1 (as loud as it gets), on a scale that follows the ear. */
  read(): number {
    if (!this.analyser || !this.source) return 0;
    if (this.context?.state === "suspended") void this.context.resume().catch(() => undefined);
    this.analyser.getFloatTimeDomainData(this.buffer);
    let sum = 0;
    for (const sample of this.buffer) sum += sample * sample;
    const rms = Math.sqrt(sum / this.buffer.length);
    if (rms < 0.001) return 0;
    // −60 dB…0 dB
    return Math.min(1, Math.max(0, (20 * Math.log10(rms) + 60) / 60));
  }

  stop(): void {
    this.watch(undefined);
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
    this.analyser = undefined;
  }
}
