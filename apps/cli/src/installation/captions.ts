import { type Captions, captionsSchema } from "@plenum/model";
import { Trouble } from "../terminal/trouble.ts";

/** What the command line says about captions in calls. */
export type CaptionsWish = Captions | "none";

/**
 * Reads `--captions ws://10.0.0.9:2700`; `none` switches captions off again.
 * @throws Trouble for what is no address of a WebSocket
 */
export function parseCaptions(text: string): CaptionsWish {
  if (text === "none") return "none";
  const read = captionsSchema.safeParse({ url: text });
  if (read.success) return read.data;
  throw new Trouble(
    `--captions takes the WebSocket of a recogniser of speech, such as ws://10.0.0.9:2700, or none; "${text}" is neither.`,
  );
}

/** The recogniser after a start with this wish; kept where nothing is wished. */
export function settleCaptions(
  before: Captions | undefined,
  wish: CaptionsWish | undefined,
): { readonly captions?: Captions } {
  const captions = wish === undefined ? before : wish;
  return captions === undefined || captions === "none" ? {} : { captions };
}
