import { z } from "zod";

/** Account-wide setting: the language that somebody has chosen in the client. */
export const LANGUAGE_EVENT = "chat.plenum.language";

const languageContentSchema = z.looseObject({ language: z.enum(["de", "en"]) });

/** The language in the content of that setting; undefined where none was chosen. */
export function parseLanguage(content: unknown): "de" | "en" | undefined {
  const parsed = languageContentSchema.safeParse(content);
  return parsed.success ? parsed.data.language : undefined;
}
