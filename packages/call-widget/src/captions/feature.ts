import type { Engine } from "../call/feature.ts";
import type { CaptionsActions, CaptionsSlice } from "../contract/index.ts";
import { readAnswer } from "./answer.ts";
import { Downsampler } from "./pcm.ts";
import { createTap } from "./tap.ts";

/** Milliseconds of silence after the microphone went off: the recogniser ends the sentence by it. */
const TAIL = 1_500;
/** Bytes that may wait in the browser; more is left out, for late captions are of no use. */
const MAX_WAITING = 200_000;

/**
 * Has one's own voice written down by the agency's recogniser and shows the text to everybody, as
 * real-time text marked as a caption. Off until somebody wants it, and heard is only what the others
 * hear, too.
 */
export const captions = {
  attach(engine: Engine) {
    const { microphone } = engine.local;
    const { keys } = engine.host;
    /** Sound that nobody between the devices may hear is not for a recogniser either. */
    const secret = (): boolean => keys?.wanted.get() === true;
    let slice: CaptionsSlice = { available: false, state: "off" };
    let stop: (() => void) | undefined;
    /** Counts beginnings: what an earlier one still brings is not heard. */
    let generation = 0;
    let mutedAt: number | undefined;

    const change = (next: Partial<CaptionsSlice>): void => {
      slice = { ...slice, ...next };
      engine.update();
    };

    const end = (state: CaptionsSlice["state"]): void => {
      generation += 1;
      stop?.();
      stop = undefined;
      slice = { ...slice, state };
      // What was said until now is all of it.
      engine.emit({ kind: "caption", text: "", done: true });
      engine.update();
    };

    const speaks = (): boolean => {
      if (engine.local.isOn("microphone")) {
        mutedAt = undefined;
        return true;
      }
      mutedAt ??= performance.now();
      return performance.now() - mutedAt < TAIL;
    };

    const begin = async (): Promise<void> => {
      generation += 1;
      const current = generation;
      change({ state: "starting" });
      try {
        const { service, token } = await engine.joinInHand();
        const context = microphone.audioContext();
        if (current !== generation) return;
        if (service.captionsUrl === undefined || !context || secret())
          throw new Error("No captions here");
        const url = new URL(service.captionsUrl, location.href);
        url.searchParams.set("token", token);
        const socket = new WebSocket(url);
        const sound = new Downsampler(context.sampleRate);
        stop = () => socket.close();
        const tap = await createTap(context, (samples) => {
          const pcm = sound.push(samples);
          if (socket.readyState !== WebSocket.OPEN || !speaks()) return;
          if (socket.bufferedAmount < MAX_WAITING) socket.send(pcm);
        });
        if (current !== generation) {
          socket.close();
          return;
        }
        microphone.setTap(tap);
        stop = () => {
          microphone.setTap(undefined);
          socket.close();
        };
        const opened = (): void => {
          if (current === generation) change({ state: "on" });
        };
        if (socket.readyState === WebSocket.OPEN) opened();
        else socket.addEventListener("open", opened);
        socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
          const answer = readAnswer(data);
          if (answer && current === generation) engine.emit({ kind: "caption", ...answer });
        });
        socket.addEventListener("close", () => {
          if (current === generation) end("failed");
        });
      } catch {
        if (current === generation) end("failed");
      }
    };

    const look = async (): Promise<void> => {
      const { service } = await engine.joinInHand();
      const available = service.captionsUrl !== undefined && !secret();
      if (available !== slice.available) change({ available });
    };

    const undo = [
      engine.onEvent((event) => {
        if (event.kind !== "session" || event.event.kind !== "entered") return;
        // Whoever does not learn of it has no captions.
        void look().catch(() => undefined);
      }),
      ...(keys
        ? [
            keys.wanted.subscribe(() => {
              if (!secret()) return;
              if (slice.state !== "off") end("off");
              if (slice.available) change({ available: false });
            }),
          ]
        : []),
      engine.onChange(() => {
        if (engine.phase.kind === "ended" && slice.state !== "off") end("off");
      }),
    ];
    const actions: CaptionsActions = {
      setCaptions(on) {
        if (on === (slice.state === "on" || slice.state === "starting")) return;
        if (on) void begin();
        else end("off");
      },
    };
    return {
      slice: (): CaptionsSlice => slice,
      actions,
      dispose() {
        generation += 1;
        stop?.();
        for (const step of undo) step();
      },
    };
  },
};
