import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { noiseAndVoice, writeSound } from "../../e2e/src/sounds.ts";
import { launchBrowser } from "./browser.ts";
import type { NetworkLab } from "./network-lab.ts";

/**
 * A browser on the far side of the lab's line and one on the near side, for as long as the work takes.
 * Their microphones hear a voice that never stops: a beep a second would leave most moments without
 * anything to hear.
 */
export async function withTwoSides<T>(
  lab: NetworkLab,
  work: (far: Browser, near: Browser) => Promise<T>,
): Promise<T> {
  const sound = await writeSound(
    join(tmpdir(), `plenum-bench-${process.pid}.wav`),
    noiseAndVoice(0, 4),
  );
  const args = [`--use-file-for-fake-audio-capture=${sound}`];
  const browsers: Browser[] = [];
  try {
    const far = await launchBrowser({ through: lab.through, args });
    browsers.push(far);
    const near = await launchBrowser({ args });
    browsers.push(near);
    return await work(far, near);
  } finally {
    for (const browser of browsers) await browser.close();
    await rm(sound, { force: true });
  }
}
