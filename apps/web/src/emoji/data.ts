import type { EmojiData } from "frimousse";
import type { Language } from "../i18n/language.ts";

/** Newest version of emoji that computers of offices show; later ones would be empty boxes. */
const NEWEST = 14;
/** Skin tones and hair as pictures of their own: parts, nothing to send. */
const COMPONENTS = 2;
const TONES = ["light", "medium-light", "medium", "medium-dark", "dark"] as const;

/** What is used of an entry of emojibase-data; the build leaves out the rest. */
export interface SourceEmoji {
  readonly emoji: string;
  readonly label: string;
  readonly hexcode: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
  readonly version: number;
  readonly skins?: readonly { readonly emoji: string; readonly tone?: number | number[] }[];
}

export interface SourceNames {
  readonly groups: readonly { readonly order: number; readonly message: string }[];
  readonly skinTones: readonly { readonly key: string; readonly message: string }[];
}

/** An emoji with every word by which it is found, in both languages. */
export type EmojiEntry = EmojiData["emojis"][number];

async function sourceOf(
  language: Language,
): Promise<readonly [readonly SourceEmoji[], SourceNames]> {
  const [emoji, names] =
    language === "de"
      ? await Promise.all([
          import("emojibase-data/de/data.json"),
          import("emojibase-data/de/messages.json"),
        ])
      : await Promise.all([
          import("emojibase-data/en/data.json"),
          import("emojibase-data/en/messages.json"),
        ]);
  return [emoji.default, names.default];
}

/**
 * All emoji with names in the given language; found by the words of the other one as well.
 * Comes from our own origin, in chunks that are loaded when first asked for.
 */
export async function loadEmoji(language: Language): Promise<EmojiData> {
  const [[emoji, names], [others]] = await Promise.all([
    sourceOf(language),
    sourceOf(language === "de" ? "en" : "de"),
  ]);
  return emojiData(language, emoji, names, others);
}

/** Puts two languages of emojibase-data together for the picker. */
export function emojiData(
  language: Language,
  emoji: readonly SourceEmoji[],
  names: SourceNames,
  others: readonly SourceEmoji[],
): EmojiData {
  const otherWords = new Map(
    others.map((entry) => [entry.hexcode, [entry.label, ...(entry.tags ?? [])]]),
  );
  const tone = (key: string): string =>
    names.skinTones.find((entry) => entry.key === key)?.message ?? key;
  return {
    locale: language,
    emojis: emoji
      .filter(
        ({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST,
      )
      .toSorted((left, right) => (left.order ?? 0) - (right.order ?? 0))
      .map((entry) => entryOf(entry, otherWords.get(entry.hexcode) ?? [])),
    categories: names.groups
      .filter(({ order }) => order !== COMPONENTS)
      .map(({ order, message }) => ({ index: order, label: message })),
    skinTones: {
      light: tone("light"),
      "medium-light": tone("medium-light"),
      medium: tone("medium"),
      "medium-dark": tone("medium-dark"),
      dark: tone("dark"),
    },
  };
}

function entryOf(source: SourceEmoji, otherWords: readonly string[]): EmojiEntry {
  return {
    emoji: source.emoji,
    category: source.group ?? 0,
    label: source.label,
    version: source.version,
    tags: [...(source.tags ?? []), ...otherWords],
    ...skinsOf(source),
  };
}

function skinsOf({ skins }: SourceEmoji): Pick<EmojiEntry, "skins"> {
  const one = (skins ?? []).filter((skin) => typeof skin.tone === "number");
  const byTone = TONES.map((name, index) => [
    name,
    one.find((skin) => skin.tone === index + 1)?.emoji,
  ]);
  if (byTone.some(([, emoji]) => emoji === undefined)) return {};
  return { skins: Object.fromEntries(byTone) as NonNullable<EmojiEntry["skins"]> };
}
