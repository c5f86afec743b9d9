import { Camera } from "../background/camera.ts";
import type { MicrophoneEffect } from "../capture/microphone-effect.ts";
import { Microphone } from "../capture/microphone.ts";
import type { CallProblem, DeviceKind } from "../contract/index.ts";
import type { JitsiLibrary, JitsiLocalTrack, LocalTrackOptions } from "../jitsi/library-types.ts";
import type { Session } from "../jitsi/session-types.ts";
import { deviceProblem, type Source } from "../state/problems.ts";
import type { ChosenDevices } from "./devices.ts";

/** 720p, from which the browser makes the simulcast layers 720, 360 and 180. */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720, max: 720 },
  frameRate: { ideal: 30, max: 30 },
};

const DEVICE: Readonly<Record<Source, LocalTrackOptions["devices"][number]>> = {
  microphone: "audio",
  camera: "video",
  screen: "desktop",
};

const KIND: Readonly<Record<Exclude<Source, "screen">, DeviceKind>> = {
  microphone: "microphone",
  camera: "camera",
};

const SOURCES: readonly Source[] = ["microphone", "camera", "screen"];

export interface LocalMediaParts {
  readonly library: () => Promise<JitsiLibrary>;
  readonly session: () => Session | undefined;
  readonly chosen: ChosenDevices;
  /** Something that the views show changed. */
  readonly onChange: () => void;
  readonly onProblem: (problem: CallProblem) => void;
  /** A source works (again): its problems are over. */
  readonly onWorking: (source: Source) => void;
  /** A device was opened: labels of devices may be known now. */
  readonly onOpened: () => void;
}

/**
 * One's own microphone, camera and screen. The wish (`want`) is written at once; one worker makes
 * the tracks follow, so that quick clicks can't overtake each other.
 *
 * A source that was once added to a conference stays in it, muted: taking it out is something that
 * builds of 2022 do not tell anybody. Microphone and camera are replaced when another device is
 * chosen; a screen that was stopped can't be replaced any more, the next one is a new source.
 */
export class LocalMedia {
  /** What happens to one's voice before it goes out. */
  readonly microphone = new Microphone();
  /** What happens to one's picture before it goes out. */
  readonly camera = new Camera();
  /** The sound that came with the shared screen; it travels with the voice. */
  private sharedSound: JitsiLocalTrack | undefined;
  private readonly tracks = new Map<Source, JitsiLocalTrack>();
  /** Tracks whose device is gone or not the chosen one: to be replaced before they are used again. */
  private readonly stale = new Set<JitsiLocalTrack>();
  /** Stopped screens that their conference still has. */
  private readonly retired = new Set<JitsiLocalTrack>();
  private readonly stopListening = new Map<JitsiLocalTrack, () => void>();
  private readonly wanted: Record<Source, boolean>;
  /** What may not be switched on, whoever asks, and for what reasons. */
  private readonly barred = new Map<Source, ReadonlySet<string>>();
  /** Sources that are opened also while they are switched off. */
  private readonly needed = new Set<Source>();
  private work: Promise<void> | undefined;
  private again = false;
  private started = false;
  private closed = false;

  constructor(
    private readonly parts: LocalMediaParts,
    begin: { readonly microphone: boolean; readonly camera: boolean },
  ) {
    this.wanted = { ...begin, screen: false };
  }

  /** Whether a source is meant to be on and (once tried) could be. */
  isOn(source: Source): boolean {
    return this.wanted[source];
  }

  stream(source: Source): MediaStream | undefined {
    const track = this.tracks.get(source);
    if (!track || track.isMuted()) return undefined;
    return track.getOriginalStream() ?? undefined;
  }

  /** Everything that belongs into a conference. */
  conferenceTracks(): readonly JitsiLocalTrack[] {
    return [...this.tracks.values()];
  }

  /** Opens what is wanted. */
  start(): Promise<void> {
    this.started = true;
    return this.follow();
  }

  set(source: Source, on: boolean): Promise<void> {
    if (on && this.barred.has(source)) return Promise.resolve();
    if (this.wanted[source] === on && this.work === undefined) return Promise.resolve();
    this.wanted[source] = on;
    this.parts.onChange();
    return this.follow();
  }

  /**
   * Switches a source off and keeps it off, or gives it free; nothing is switched on by that.
   * @param reason of several the source is barred until the last one is gone
   */
  bar(source: Source, barred: boolean, reason = "right"): void {
    const others = [...(this.barred.get(source) ?? [])].filter((one) => one !== reason);
    const reasons = barred ? [...others, reason] : others;
    if (reasons.length === 0) this.barred.delete(source);
    else this.barred.set(source, new Set(reasons));
    if (barred && this.wanted[source]) void this.set(source, false);
  }

  /** Has a device opened, switched off, where it is not open yet. */
  async need(source: "microphone"): Promise<void> {
    this.needed.add(source);
    try {
      if (this.started) await this.follow();
    } finally {
      this.needed.delete(source);
    }
  }

  /** The chosen device of a kind changed. A muted source changes when it is switched on again. */
  changeDevice(source: Exclude<Source, "screen">): Promise<void> {
    const track = this.tracks.get(source);
    if (track) this.stale.add(track);
    return this.follow();
  }

  /** Before a new session: tracks that would come into it switched off are not worth keeping. */
  async dropUnused(): Promise<void> {
    for (const track of this.retired) await this.discard(track);
    for (const source of ["camera", "screen"] as const) {
      const track = this.tracks.get(source);
      if (track && (track.isMuted() || !this.wanted[source])) await this.drop(source, track);
    }
  }

  /** Gives every device back; `start` opens them anew. */
  async release(): Promise<void> {
    this.started = false;
    this.wanted.screen = false;
    const { work } = this;
    for (const track of this.retired) await this.discard(track);
    for (const [source, track] of this.tracks) await this.drop(source, track);
    await work;
    // What the worker opened meanwhile.
    for (const [source, track] of this.tracks) await this.drop(source, track);
    await this.endSharedSound();
    this.parts.onChange();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.release();
    this.microphone.dispose();
  }

  /** Has the tracks become what is wanted of them by now. */
  follow(): Promise<void> {
    if (!this.started) return Promise.resolve();
    this.again = true;
    this.work ??= this.run().finally(() => {
      this.work = undefined;
    });
    return this.work;
  }

  private async run(): Promise<void> {
    try {
      await this.parts.library();
    } catch {
      // Whoever joins hears why there is no library; no device is to blame for it.
      this.again = false;
      return;
    }
    while (this.again && this.started && !this.closed) {
      this.again = false;
      if (this.missing("microphone") && this.missing("camera")) await this.openTogether();
      for (const source of SOURCES) {
        if (!this.started) break;
        try {
          await this.reconcile(source);
        } catch (error) {
          // What could not be replaced must not go on as if it was off.
          this.again ||= this.wanted[source] && this.tracks.has(source);
          this.wanted[source] = false;
          this.parts.onProblem(deviceProblem(source, error, isSecureContext));
        }
        this.parts.onChange();
      }
    }
  }

  private missing(source: Source): boolean {
    return this.wanted[source] && !this.tracks.has(source);
  }

  /** One question of the browser instead of two. If it fails, asking singly tells which one did. */
  private async openTogether(): Promise<void> {
    try {
      const opened = await this.open(["microphone", "camera"]);
      for (const [source, track] of opened) await this.adopt(source, track);
      this.parts.onChange();
    } catch {
      // `reconcile` asks for each one and reports.
    }
  }

  private async reconcile(source: Source): Promise<void> {
    const track = this.tracks.get(source);
    if (this.wanted[source]) {
      if (!track) {
        const [opened] = await this.open([source]);
        if (opened) await this.adopt(source, opened[1]);
      } else if (source === "screen") {
        if (track.isMuted()) await this.shareAnew(track);
      } else if (this.stale.has(track) || this.isPaintedOtherwise(source, track)) {
        await this.exchange(source, track);
      } else if (track.isMuted()) {
        await track.unmute();
      }
      this.parts.onWorking(source);
      return;
    }
    if (source === "screen") await this.endSharedSound();
    if (!track && this.needed.has(source)) {
      const [opened] = await this.open([source]);
      if (opened) await this.adopt(source, opened[1]);
      return;
    }
    if (!track || track.isMuted()) return;
    if (source === "camera" && !this.parts.session()) {
      await this.drop(source, track);
      return;
    }
    await track.mute();
    // Muting lets go of a camera, but not of a screen: the browser would go on saying "is shared".
    if (source === "screen") track.getTrack()?.stop();
  }

  private async open(
    sources: readonly Source[],
  ): Promise<readonly (readonly [Source, JitsiLocalTrack])[]> {
    const library = await this.parts.library();
    const { chosen } = this.parts;
    const camera = chosen.get()[KIND.camera];
    const microphone = chosen.get()[KIND.microphone];
    const effect = sources.includes("microphone") ? this.microphone.effect() : undefined;
    const picture = sources.includes("camera") ? this.camera.effect() : undefined;
    const effects = [effect, picture].filter((one) => one !== undefined);
    const tracks = await library.createLocalTracks({
      devices: sources.map((source) => DEVICE[source]),
      constraints: { video: CAMERA, audio: true },
      ...(effects.length === 0 ? {} : { effects }),
      ...(camera === undefined ? {} : { cameraDeviceId: camera }),
      ...(microphone === undefined ? {} : { micDeviceId: microphone }),
    });
    this.parts.onOpened();
    const opened: (readonly [Source, JitsiLocalTrack])[] = [];
    for (const track of tracks) {
      const isAudio = track.getType() === "audio";
      const source = sources.find((one) => (one === "microphone") === isAudio);
      if (source === undefined) await this.takeSharedSound(track);
      else opened.push([source, track]);
      if (source === "microphone" && effect) this.watchMicrophone(track, effect);
      if (source === "camera" && picture) {
        this.camera.adopt(track, picture, () => this.ended("camera", track));
      }
      if (source === "screen") keepSharp(track.getTrack());
    }
    return opened;
  }

  /**
   * A shared tab brought its sound along. A conference takes no second sound of the same person, so
   * it goes out with the voice; a microphone that was never opened is opened for that, switched off.
   */
  private async takeSharedSound(track: JitsiLocalTrack): Promise<void> {
    await this.endSharedSound();
    const stream = track.getOriginalStream();
    this.sharedSound = track;
    if (!stream) return;
    this.microphone.share(stream);
    if (this.tracks.has("microphone")) return;
    try {
      const [opened] = await this.open(["microphone"]);
      if (opened) await this.adopt("microphone", opened[1]);
    } catch (error) {
      this.parts.onProblem(deviceProblem("microphone", error, isSecureContext));
    }
  }

  private async endSharedSound(): Promise<void> {
    const track = this.sharedSound;
    if (!track) return;
    this.sharedSound = undefined;
    this.microphone.share(undefined);
    await this.discard(track);
  }

  /** The device of a microphone can end behind the track that the conference knows. */
  private watchMicrophone(track: JitsiLocalTrack, effect: MicrophoneEffect): void {
    this.microphone.adopt(track, effect, () => this.ended("microphone", track));
  }

  private async adopt(source: Source, track: JitsiLocalTrack): Promise<void> {
    if (!this.started || this.closed) {
      await this.discard(track);
      return;
    }
    await this.watch(source, track);
    this.tracks.set(source, track);
    if (!this.wanted[source] && source !== "microphone") {
      await this.drop(source, track);
      return;
    }
    if (!this.wanted[source]) await track.mute();
    await this.parts.session()?.add(track);
  }

  private async shareAnew(before: JitsiLocalTrack): Promise<void> {
    const [opened] = await this.open(["screen"]);
    if (!opened) return;
    this.retired.add(before);
    await this.adopt("screen", opened[1]);
  }

  /** A camera that is off is opened anew when it is switched on, and painted as it is wished for then. */
  private isPaintedOtherwise(source: Source, track: JitsiLocalTrack): boolean {
    return source === "camera" && !track.isMuted() && this.camera.differs(track);
  }

  private async exchange(source: Source, before: JitsiLocalTrack): Promise<void> {
    const session = this.parts.session();
    if (!session) {
      await this.drop(source, before);
      const [opened] = await this.open([source]);
      if (opened) await this.adopt(source, opened[1]);
      return;
    }
    const [opened] = await this.open([source]);
    if (!opened) return;
    const after = opened[1];
    // The library finds the place of the old track only while that is switched on.
    if (before.isMuted()) await before.unmute();
    await session.replace(before, after);
    await this.watch(source, after);
    this.tracks.set(source, after);
    await this.discard(before);
  }

  private async drop(source: Source, track: JitsiLocalTrack): Promise<void> {
    if (this.tracks.get(source) === track) this.tracks.delete(source);
    await this.discard(track);
  }

  private async discard(track: JitsiLocalTrack): Promise<void> {
    this.stale.delete(track);
    this.retired.delete(track);
    this.stopListening.get(track)?.();
    this.stopListening.delete(track);
    this.microphone.release(track);
    this.camera.release(track);
    try {
      await track.dispose();
    } catch {
      // Already disposed of by the library.
    }
  }

  /** A device that was pulled out, or a share that was ended in the browser's own bar. */
  private async watch(source: Source, track: JitsiLocalTrack): Promise<void> {
    const { events } = await this.parts.library();
    const name = events.track["LOCAL_TRACK_STOPPED"];
    if (name === undefined) return;
    const listener = (): void => this.ended(source, track);
    track.addEventListener(name, listener);
    this.stopListening.set(track, () => track.removeEventListener(name, listener));
  }

  private ended(source: Source, track: JitsiLocalTrack): void {
    if (this.tracks.get(source) !== track || !this.wanted[source]) return;
    this.stale.add(track);
    if (source !== "screen" && !this.parts.session()) {
      // Before the call another device takes its place, if there is one; else that is told.
      void this.follow();
      return;
    }
    // A picture that ended by itself counts as muted for the library, so it would tell nobody.
    this.parts.session()?.sayMuted(track);
    if (source !== "screen") this.parts.onProblem(`${source}-missing`);
    void this.set(source, false);
  }
}

/** Letters before movement: browsers save on pictures a second then, not on what one can read. */
function keepSharp(track: MediaStreamTrack | null): void {
  if (!track) return;
  track.contentHint = "text";
  // Older browsers know only the weaker word, and leave the hint as it was.
  if (track.contentHint !== "text") track.contentHint = "detail";
}
