import { RTT_MAX_LINE } from "@plenum/model";
import { z } from "zod";

const text = z.string().max(10_000);
const answerSchema = z.union([z.object({ text }), z.object({ partial: text })]);

/** What a recogniser has understood so far, or in the end. Untrusted. */
export interface Answer {
  readonly text: string;
  readonly done: boolean;
}

/** Reads a message of a recogniser, as Vosk's server sends them. */
export function readAnswer(message: unknown): Answer | undefined {
  if (typeof message !== "string") return undefined;
  try {
    const parsed = answerSchema.safeParse(JSON.parse(message));
    if (!parsed.success) return undefined;
    const done = "text" in parsed.data;
    const said = "text" in parsed.data ? parsed.data.text : parsed.data.partial;
    return { text: tidy(said), done };
  } catch {
    return undefined;
  }
}

/** One line of visible characters, its newest words if there are too many. */
function tidy(said: string): string {
  const plain = said.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return Array.from(plain).slice(-RTT_MAX_LINE).join("");
}
