import { setTimeout as wait } from "node:timers/promises";
import type { Wave } from "@plenum/model/migration";
import type { Language } from "@plenum/skype-export";
import { Reporter } from "../../terminal/reporter.ts";
import { ProgressLine } from "../progress-line.ts";
import { isAtWork, WAVE_TEXTS, waveProgress } from "./shown.ts";

/** Milliseconds between two looks at a wave. */
const LOOK = 1_000;

/**
 * Shows how far a wave is until nothing goes on any more; whoever ends it ends only the watching.
 * @param look asks for the wave as it is now
 * @returns the wave in the end
 */
export async function watchWave(
  look: () => Promise<Wave>,
  language: Language,
  reporter: Reporter = new Reporter(),
): Promise<Wave> {
  const line = new ProgressLine(language);
  reporter.line(WAVE_TEXTS[language].watching);
  for (;;) {
    const wave = await look();
    if (!isAtWork(wave)) {
      line.clear();
      return wave;
    }
    const { label, done, total } = waveProgress(wave, language);
    line.show(label, done, total, wave.remainingSeconds);
    await wait(LOOK);
  }
}
