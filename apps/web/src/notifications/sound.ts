/** Milliseconds in which a second message makes no sound of its own. */
const PAUSE = 2_000;
/** Hertz and the moment, in seconds, at which each tone begins. */
const TONES = [
  { pitch: 660, at: 0 },
  { pitch: 880, at: 0.09 },
] as const;
const LENGTH = 0.16;
const LOUDNESS = 0.08;

export interface Sound {
  play(): void;
  close(): void;
}

/** Two short tones, made by the browser itself: no file, nothing to fetch. */
export function createSound(): Sound {
  let context: AudioContext | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return {
    play() {
      const now = performance.now();
      if (now - last < PAUSE) return;
      last = now;
      context ??= new AudioContext();
      const audio = context;
      for (const { pitch, at } of TONES) {
        const start = audio.currentTime + at;
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(LOUDNESS, start);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH);
        tone.connect(volume).connect(audio.destination);
        tone.start(start);
        tone.stop(start + LENGTH);
      }
    },
    close() {
      void context?.close();
    },
  };
}
