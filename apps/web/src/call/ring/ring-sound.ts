/** Seconds from one ring to the next. */
const PERIOD = 2.4;
/** Hertz, the moment of its beginning in seconds, and its length. */
const TONES = [
  { pitch: 587, at: 0, length: 0.35 },
  { pitch: 740, at: 0.22, length: 0.35 },
  { pitch: 880, at: 0.44, length: 0.55 },
] as const;
const LOUDNESS = 0.14;

/**
 * Rings until it is stopped; tones made by the browser itself, nothing to fetch. Where the browser
 * makes no sound before somebody has clicked, it stays silent.
 * @returns the function that stops it
 */
export function startRinging(): () => void {
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch {
    // Without a device for sound there is still something to see.
    return () => undefined;
  }
  const once = (): void => {
    if (context.state !== "running") return;
    for (const { pitch, at, length } of TONES) {
      const start = context.currentTime + at;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.type = "triangle";
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, start);
      volume.gain.exponentialRampToValueAtTime(LOUDNESS, start + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + length);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + length);
    }
  };
  const begin = async (): Promise<void> => {
    await context.resume();
    once();
  };
  begin().catch(() => undefined);
  const timer = setInterval(once, PERIOD * 1000);
  return () => {
    clearInterval(timer);
    context.close().catch(() => undefined);
  };
}
