import { z } from "zod";

/** Account data of a person's emoji. */
export const EMOJI_PREFERENCES = "chat.plenum.emoji";
/** Emoji that are remembered. */
const MOST = 24;

const SKIN_TONES = ["none", "light", "medium-light", "medium", "medium-dark", "dark"] as const;

const preferencesSchema = z.object({
  recent: z.array(z.string().min(1).max(32)).max(100).catch([]).default([]),
  skinTone: z.enum(SKIN_TONES).catch("none").default("none"),
});

export type EmojiPreferences = Readonly<z.infer<typeof preferencesSchema>>;

const NONE: EmojiPreferences = { recent: [], skinTone: "none" };

/** What the account remembers of a person's emoji; whatever has another shape is nothing. */
export function parseEmojiPreferences(content: unknown): EmojiPreferences {
  const parsed = preferencesSchema.safeParse(content);
  return parsed.success ? parsed.data : NONE;
}

/** The same after an emoji was used: it comes first. */
export function withUsed(preferences: EmojiPreferences, emoji: string): EmojiPreferences {
  return {
    ...preferences,
    recent: [emoji, ...preferences.recent.filter((known) => known !== emoji)].slice(0, MOST),
  };
}
