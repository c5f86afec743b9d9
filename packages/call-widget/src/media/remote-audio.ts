import { Amplifier } from "./amplifier.ts";
import type { JitsiRemoteTrack } from "../jitsi/library-types.ts";

/** Plays the sound of everybody else through elements that are not part of the page. */
export class RemoteAudio {
  private readonly players = new Map<JitsiRemoteTrack, HTMLAudioElement>();
  private readonly volumes = new Map<JitsiRemoteTrack, number>();
  private readonly amplifier = new Amplifier();
  private speaker: string | undefined;

  /** @param onBlocked the browser wants a click before it plays sound */
  constructor(private readonly onBlocked: () => void) {}

  /** Plays exactly these tracks. */
  play(tracks: readonly JitsiRemoteTrack[]): void {
    const wanted = new Set(tracks);
    for (const [track, player] of this.players) {
      if (wanted.has(track)) continue;
      player.srcObject = null;
      this.players.delete(track);
      this.volumes.delete(track);
      this.amplifier.drop(track);
    }
    for (const track of wanted) {
      const stream = track.getOriginalStream();
      const player = this.players.get(track) ?? this.make(track);
      if (player.srcObject === stream) continue;
      player.srcObject = stream;
      this.apply(track, player);
      this.start(player);
    }
  }

  /** @param volume 0…2, where 1 is as it comes; above that the sound is amplified */
  setVolume(track: JitsiRemoteTrack, volume: number): void {
    if ((this.volumes.get(track) ?? 1) === volume) return;
    this.volumes.set(track, volume);
    const player = this.players.get(track);
    if (player) this.apply(track, player);
  }

  /** Sends the sound to a device; where the browser can't, nothing changes. */
  async setSpeaker(id: string): Promise<void> {
    this.speaker = id;
    await Promise.allSettled([
      this.amplifier.route(id),
      ...[...this.players.values()].map((player) => route(player, id)),
    ]);
  }

  /** Tries again to play everything. Resolves to false if the browser still refuses. */
  async resume(): Promise<boolean> {
    const results = await Promise.allSettled(
      [...this.players.values()].map((player) => player.play()),
    );
    return results.every((result) => result.status === "fulfilled");
  }

  stop(): void {
    this.play([]);
    this.amplifier.stop();
  }

  private apply(track: JitsiRemoteTrack, player: HTMLAudioElement): void {
    const volume = this.volumes.get(track) ?? 1;
    const stream = track.getOriginalStream();
    const amplified = volume > 1 && stream !== null && this.amplifier.play(track, stream, volume);
    if (!amplified) this.amplifier.drop(track);
    // Chromium gives sound to the amplifier only while an element plays the stream as well.
    player.muted = amplified;
    player.volume = Math.min(1, volume);
  }

  private make(track: JitsiRemoteTrack): HTMLAudioElement {
    const player = new Audio();
    player.autoplay = true;
    this.players.set(track, player);
    if (this.speaker !== undefined) void route(player, this.speaker).catch(() => undefined);
    return player;
  }

  private start(player: HTMLAudioElement): void {
    player.play().catch((error: unknown) => {
      // A source that was taken away while it started (AbortError) is no blocked sound.
      if (error instanceof DOMException && error.name === "NotAllowedError") this.onBlocked();
    });
  }
}

/** Whether the browser lets a page choose where sound goes. */
export function canChooseSpeaker(): boolean {
  return "setSinkId" in HTMLMediaElement.prototype;
}

async function route(player: HTMLAudioElement, id: string): Promise<void> {
  if (canChooseSpeaker()) await player.setSinkId(id);
}
