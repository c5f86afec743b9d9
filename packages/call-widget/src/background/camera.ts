import type { BackgroundChoice } from "../contract/index.ts";
import type { JitsiLocalTrack } from "../jitsi/library-types.ts";
import { type Backdrops, CameraEffect } from "./camera-effect.ts";
import type { Backdrop, PaintingReport } from "./messages.ts";

/** What happens to one's own picture before it goes out. */
export class Camera implements Backdrops {
  readonly #effects = new Map<JitsiLocalTrack, CameraEffect>();
  /** The effect that was begun last, and what it said last. */
  #latest: { readonly effect: CameraEffect; readonly report: PaintingReport } | undefined;
  #choice: BackgroundChoice = "none";
  /** Something that the views show changed. */
  onChange: () => void = () => undefined;

  get backdrop(): Backdrop | undefined {
    return this.#choice === "none" ? undefined : this.#choice;
  }

  /** What the painting of the camera in use has last told; undefined while nothing is painted. */
  get report(): PaintingReport | undefined {
    const { effect, report } = this.#latest ?? {};
    return effect?.paints === true ? report : undefined;
  }

  get paints(): boolean {
    return [...this.#effects.values()].some(({ paints }) => paints);
  }

  /** Cameras that are painted already show it at once; the others `differ` from now on. */
  choose(choice: BackgroundChoice): void {
    this.#choice = choice;
    this.showAgain();
  }

  /** The own picture is another one. */
  showAgain(): void {
    for (const effect of this.#effects.values()) void effect.show();
  }

  /** For a camera that is about to be opened. */
  effect(): CameraEffect {
    return new CameraEffect(this);
  }

  adopt(track: JitsiLocalTrack, effect: CameraEffect, onEnded: () => void): void {
    effect.onEnded = onEnded;
    this.#effects.set(track, effect);
  }

  release(track: JitsiLocalTrack): void {
    this.#effects.delete(track);
    this.onChange();
  }

  /** Whether a camera that is on has to be opened anew for what is wished for. */
  differs(track: JitsiLocalTrack): boolean {
    const effect = this.#effects.get(track);
    return effect !== undefined && effect.paints !== (this.backdrop !== undefined);
  }

  load = () => import("./pipeline.ts");

  async picture(): Promise<ImageBitmap | undefined> {
    const { readPicture } = await import("./picture-store.ts");
    const blob = await readPicture();
    return blob && createImageBitmap(blob);
  }

  told(effect: CameraEffect, report: PaintingReport): void {
    this.#latest = { effect, report };
    this.onChange();
  }
}
