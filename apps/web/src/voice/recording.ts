import { loudness, waveformOf } from "./waveform.ts";

/** In this order: what other clients understand best comes first. */
const TYPES = [
  "audio/ogg;codecs=opus",
  "audio/webm;codecs=opus",
  "audio/mp4;codecs=opus",
  "audio/mp4",
];
/** Levels that a message carries. */
const LEVELS = 100;
/** Milliseconds between two measurements of the level. */
const MEASURE = 50;
/** Milliseconds after which a recording stops by itself. */
export const LONGEST = 15 * 60_000;

export interface Recorded {
  readonly file: File;
  /** Milliseconds. */
  readonly duration: number;
  readonly waveform: readonly number[];
}

/** A recording that runs: the microphone is open until it is finished or dropped. */
export class Recording {
  readonly #chunks: Blob[] = [];
  readonly #levels: number[] = [];
  readonly #context = new AudioContext();
  readonly #recorder: MediaRecorder;
  readonly #timer: ReturnType<typeof setInterval>;
  #before = 0;
  #since = performance.now();

  /** @param onLevel told while it records: how loud it is (0…1), and for how long, in milliseconds */
  private constructor(
    private readonly stream: MediaStream,
    onLevel: (level: number, duration: number) => void,
  ) {
    const type = TYPES.find((candidate) => MediaRecorder.isTypeSupported(candidate));
    this.#recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: 32_000,
      ...(type === undefined ? {} : { mimeType: type }),
    });
    this.#recorder.addEventListener("dataavailable", (event) => this.#chunks.push(event.data));
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    this.#timer = setInterval(() => {
      if (this.#recorder.state !== "recording") return;
      analyser.getByteTimeDomainData(samples);
      const level = loudness(samples);
      this.#levels.push(level);
      onLevel(level, this.duration);
    }, MEASURE);
    this.#recorder.start(1000);
  }

  /**
   * Asks for the microphone and begins.
   * @throws DOMException when there is none, or it was refused
   */
  static async start(onLevel: (level: number, duration: number) => void): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, noiseSuppression: true, echoCancellation: true },
    });
    return new Recording(stream, onLevel);
  }

  /** Milliseconds recorded so far, pauses left out. */
  get duration(): number {
    const running = this.#recorder.state === "recording" ? performance.now() - this.#since : 0;
    return this.#before + running;
  }

  pause(): void {
    if (this.#recorder.state !== "recording") return;
    this.#before = this.duration;
    this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state !== "paused") return;
    this.#since = performance.now();
    this.#recorder.resume();
  }

  /** Ends the recording and closes the microphone. @param name of the file, without its ending */
  async finish(name: string): Promise<Recorded> {
    const { duration } = this;
    const type = this.#recorder.mimeType.split(";")[0] ?? "audio/webm";
    await new Promise<void>((resolve) => {
      this.#recorder.addEventListener("stop", () => resolve(), { once: true });
      this.#recorder.stop();
    });
    this.drop();
    const ending = type.split("/")[1] ?? "webm";
    return {
      file: new File(this.#chunks, `${name}.${ending}`, { type }),
      duration,
      waveform: waveformOf(this.#levels, LEVELS),
    };
  }

  /** Closes the microphone; what was recorded is gone. */
  drop(): void {
    clearInterval(this.#timer);
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    for (const track of this.stream.getTracks()) track.stop();
    if (this.#context.state !== "closed") void this.#context.close();
  }
}
