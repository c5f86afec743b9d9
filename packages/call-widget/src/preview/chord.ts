import { canChooseSpeaker } from "../media/remote-audio.ts";

/** Hertz; a major chord, from its lowest tone up. */
const CHORD = [392, 493.88, 587.33];
/** Seconds from one tone to the next, and that the last one rings. */
const STEP = 0.18;
const RING = 1.1;

/**
 * Plays a short chord, made on the spot, on a loudspeaker. Resolves when it has faded away.
 * @param speaker device id; undefined: the browser's choice
 * @throws DOMException where the device is gone or may not be used
 */
export async function playChord(speaker: string | undefined): Promise<void> {
  const context = new AudioContext();
  try {
    const destination = new MediaStreamAudioDestinationNode(context);
    const player = new Audio();
    player.srcObject = destination.stream;
    if (speaker !== undefined && canChooseSpeaker()) await player.setSinkId(speaker);
    await context.resume();
    await player.play();
    const start = context.currentTime + 0.05;
    const tones = CHORD.map((frequency, index) =>
      tone(context, destination, frequency, start + index * STEP),
    );
    await tones.at(-1);
    player.srcObject = null;
  } finally {
    await context.close();
  }
}

function tone(
  context: AudioContext,
  destination: AudioNode,
  frequency: number,
  at: number,
): Promise<void> {
  const oscillator = new OscillatorNode(context, { frequency, type: "triangle" });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.18, at + 0.02);
  gain.gain.setTargetAtTime(0, at + 0.1, RING / 5);
  oscillator.connect(gain).connect(destination);
  oscillator.start(at);
  oscillator.stop(at + RING);
  return new Promise((resolve) => {
    oscillator.addEventListener("ended", () => resolve(), { once: true });
  });
}
