/** A situation in which the router is measured. */
export interface Scenario {
  readonly name: string;
  readonly conferences: number;
  /** In each conference. */
  readonly people: number;
  /** Those of them who send a camera. */
  readonly cameras: number;
  /** Bit/s and lines of the layers of a camera, lowest first. */
  readonly layers: readonly { readonly bitsPerSecond: number; readonly height: number }[];
  /** Those of them whose microphones are open. */
  readonly voices: number;
  /** Those speak one after the other, each so long; otherwise two speak all the time. */
  readonly turnSeconds?: number;
  /** What everyone asks for. */
  readonly wants: {
    readonly lastN: number;
    readonly height: number;
    /** Height of the first camera, on everybody's stage. */
    readonly stage: number;
  };
  /** Packets per CPU-second of Jitsi's bridge on a machine of this size, the best that was measured. */
  readonly jitsi?: number;
}

const ONE = { conferences: 1, cameras: 1, voices: 0 };
const WHOLE = { lastN: -1, height: 2160, stage: 2160 };
/** Layers of a camera as browsers send them. */
export const SIMULCAST = [
  { bitsPerSecond: 150_000, height: 180 },
  { bitsPerSecond: 500_000, height: 360 },
  { bitsPerSecond: 1_500_000, height: 720 },
];

/** The situations for which figures of Jitsi's bridge are known, and one beyond. */
export const SCENARIOS: readonly Scenario[] = [
  {
    ...ONE,
    name: "1 to 20 at 2.5 Mbit/s",
    people: 21,
    layers: [{ bitsPerSecond: 2_500_000, height: 720 }],
    wants: WHOLE,
    jitsi: 14_000,
  },
  {
    ...ONE,
    name: "1 to 20 at 9.6 Mbit/s",
    people: 21,
    layers: [{ bitsPerSecond: 9_600_000, height: 1080 }],
    wants: WHOLE,
    jitsi: 30_000,
  },
  {
    ...ONE,
    name: "1 to 40 at 9.6 Mbit/s",
    people: 41,
    layers: [{ bitsPerSecond: 9_600_000, height: 1080 }],
    wants: WHOLE,
  },
  {
    name: "50 people, 3 cameras of 3 layers, last-N 9",
    conferences: 1,
    people: 50,
    cameras: 3,
    layers: SIMULCAST,
    voices: 2,
    wants: { lastN: 9, height: 180, stage: 720 },
    jitsi: 16_000,
  },
  {
    name: "8 rooms of 5",
    conferences: 8,
    people: 5,
    cameras: 5,
    layers: SIMULCAST,
    voices: 2,
    wants: { lastN: -1, height: 360, stage: 360 },
    jitsi: 12_600,
  },
  {
    name: "100 people, 3 cameras of 3 layers",
    conferences: 1,
    people: 100,
    cameras: 3,
    layers: SIMULCAST,
    voices: 2,
    wants: { lastN: 9, height: 180, stage: 180 },
    jitsi: 10_000,
  },
];
