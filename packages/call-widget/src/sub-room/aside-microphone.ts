import type { Microphone } from "../capture/microphone.ts";
import type {
  JitsiEffect,
  JitsiLibrary,
  JitsiLocalTrack,
  JitsiTrack,
} from "../jitsi/library-types.ts";

/**
 * A second way out for the voice of the call's own microphone, as a track for another conference: a
 * track of the library belongs to one alone. What it sends comes from the graph of the first, so that
 * device and noise suppression are the same; the device that the library opens for it is not heard.
 */
export class AsideMicrophone {
  private generation = 0;
  private connected = false;

  private constructor(
    private readonly microphone: Microphone,
    private readonly output: MediaStreamAudioDestinationNode,
    /** Belongs into the sub-room, and begins muted. */
    readonly track: JitsiLocalTrack,
  ) {}

  /** @throws Error where the browser gives no microphone, or cannot work on its sound */
  static async create(
    library: JitsiLibrary,
    microphone: Microphone,
    deviceId: string | undefined,
  ): Promise<AsideMicrophone> {
    const context = microphone.audioContext();
    if (!context || !microphone.isOpen) throw new Error("No microphone to talk aside with");
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const effect = new AsideEffect(output);
    const [track] = await library.createLocalTracks({
      devices: ["audio"],
      constraints: { audio: true },
      effects: [effect],
      ...(deviceId === undefined ? {} : { micDeviceId: deviceId }),
    });
    if (!track) throw new Error("No track to talk aside with");
    try {
      await track.mute();
      if (!track.isMuted()) throw new Error("The track does not mute");
      return new AsideMicrophone(microphone, output, track);
    } catch (error) {
      await letGo(track);
      throw error;
    }
  }

  /** Lets the voice out. Resolves to false where it was closed meanwhile. */
  async open(): Promise<boolean> {
    this.generation += 1;
    const { generation } = this;
    await this.track.unmute();
    if (generation !== this.generation) return false;
    this.microphone.setAside(this.output);
    this.connected = true;
    return true;
  }

  /** Nothing goes out from this moment on; the others see it a moment later. */
  close(): void {
    this.generation += 1;
    // One that comes after this has the place by now.
    if (this.connected) this.microphone.setAside(undefined);
    this.connected = false;
    // What the others are shown; there is nothing to be heard whether it works or not.
    void this.track.mute().catch(() => undefined);
  }

  async dispose(): Promise<void> {
    this.close();
    await letGo(this.track);
  }
}

/** With an effect in it, the library would put a track of a conference in again to dispose of it. */
async function letGo(track: JitsiLocalTrack): Promise<void> {
  const effect: unknown = Reflect.get(track, "_streamEffect");
  if (effect instanceof AsideEffect) effect.stopEffect();
  Reflect.set(track, "_streamEffect", undefined);
  try {
    await track.dispose();
  } catch {
    // Already disposed of by the library.
  }
}

/** Puts a node's sound in place of a device's. */
class AsideEffect implements JitsiEffect {
  private device: MediaStream | undefined;
  private muted = false;

  constructor(private readonly output: MediaStreamAudioDestinationNode) {}

  isEnabled(track: Pick<JitsiTrack, "getType">): boolean {
    return track.getType() === "audio";
  }

  startEffect(stream: MediaStream): MediaStream {
    this.device = stream;
    return this.output.stream;
  }

  stopEffect(): void {
    for (const track of this.device?.getTracks() ?? []) track.stop();
    this.device = undefined;
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    for (const track of this.output.stream.getAudioTracks()) track.enabled = !muted;
  }

  isMuted(): boolean {
    return this.muted;
  }
}
