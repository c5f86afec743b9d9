interface Playing {
  readonly stream: MediaStream;
  readonly source: MediaStreamAudioSourceNode;
  readonly gain: GainNode;
}

/** Plays sound louder than elements can. Makes no audio context before something is to be louder. */
export class Amplifier {
  private context: AudioContext | undefined;
  private speaker: string | undefined;
  private readonly playing = new Map<object, Playing>();

  /**
   * Plays a stream under a key, in place of what is played under it.
   * @param gain above 1
   * @returns false where the browser can't
   */
  play(key: object, stream: MediaStream, gain: number): boolean {
    const before = this.playing.get(key);
    if (before?.stream === stream) {
      before.gain.gain.value = gain;
      return true;
    }
    this.drop(key);
    try {
      const context = this.open();
      const source = context.createMediaStreamSource(stream);
      const node = context.createGain();
      node.gain.value = gain;
      source.connect(node).connect(context.destination);
      this.playing.set(key, { stream, source, gain: node });
      return true;
    } catch {
      // A stream without sound yet, or a browser without Web Audio: as loud as elements can then.
      return false;
    }
  }

  drop(key: object): void {
    const playing = this.playing.get(key);
    playing?.source.disconnect();
    playing?.gain.disconnect();
    this.playing.delete(key);
  }

  /** Sends the sound to a device; where the browser can't, nothing changes. */
  async route(speaker: string): Promise<void> {
    this.speaker = speaker;
    if (this.context) await sendTo(this.context, speaker);
  }

  stop(): void {
    for (const key of this.playing.keys()) this.drop(key);
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
  }

  private open(): AudioContext {
    if (!this.context) {
      this.context = new AudioContext();
      if (this.speaker !== undefined) {
        void sendTo(this.context, this.speaker).catch(() => undefined);
      }
    }
    void this.context.resume().catch(() => undefined);
    return this.context;
  }
}

async function sendTo(context: AudioContext, speaker: string): Promise<void> {
  const send: unknown = Reflect.get(context, "setSinkId");
  if (typeof send === "function") await Reflect.apply(send, context, [speaker]);
}
