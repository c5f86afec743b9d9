import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("src/styles/tokens.css", import.meta.url), "utf8");
const avatars = readFileSync(new URL("src/avatar/avatar.css", import.meta.url), "utf8");

type Scheme = "light" | "dark";

/** The colour tokens of one rule: name → [light, dark]. */
function tokensOf(css: string, selector: string): Map<string, Record<Scheme, string>> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf("\n}", start));
  const found = new Map<string, Record<Scheme, string>>();
  for (const match of body.matchAll(/(--[\w-]+):\s*light-dark\((#\w{6}), (#\w{6})\)/g)) {
    const [, name, light, dark] = match;
    if (name && light && dark) found.set(name, { light, dark });
  }
  return found;
}

/** WCAG 2.2 relative luminance of a `#rrggbb` colour. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2 contrast ratio of two `#rrggbb` colours. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const normal = tokensOf(css, ":root");
const sets = {
  normal,
  high: new Map([...normal, ...tokensOf(css, ':root[data-contrast="high"]')]),
};

const grounds = ["surface", "surface-sunken", "surface-raised", "surface-hover", "surface-own"];
const pairs: readonly (readonly [ink: string, ground: string, atLeast: number])[] = [
  ...grounds.flatMap((ground) =>
    ["text", "text-muted", "accent-text", "danger-text"].map((ink) => [ink, ground, 4.5] as const),
  ),
  ["text", "surface-selected", 4.5],
  ["text", "surface-choice", 4.5],
  ["accent-text", "surface-selected", 4.5],
  ["text-on-accent", "accent", 4.5],
  ["text-on-accent", "accent-hover", 4.5],
  ["text-inverse", "surface-inverse", 4.5],
  ["rail-text", "rail", 4.5],
  ["rail-selected-text", "rail-selected", 4.5],
  ["mention-text", "mention", 4.5],
  ...["danger", "warning", "success", "info"].flatMap((tone) => [
    [`${tone}-text`, `${tone}-soft`, 4.5] as const,
    ["text", `${tone}-soft`, 4.5] as const,
  ]),
  ["line-strong", "surface", 3],
  ["line-strong", "surface-raised", 3],
  ["focus", "surface", 3],
];

describe("colour tokens", () => {
  for (const set of ["normal", "high"] as const)
    for (const scheme of ["light", "dark"] as const)
      it.each(pairs)(`${set} ${scheme}: %s on %s has at least %d : 1`, (ink, ground, atLeast) => {
        const inkColour = sets[set].get(`--ui-${ink}`)?.[scheme];
        const groundColour = sets[set].get(`--ui-${ground}`)?.[scheme];
        expect(inkColour && groundColour, "both tokens exist").toBeTruthy();
        expect(contrast(inkColour ?? "", groundColour ?? "")).toBeGreaterThanOrEqual(atLeast);
      });
});

describe("avatar tints", () => {
  const tints = Array.from({ length: 8 }, (_, tint) => tint);
  it.each(tints)("tint %d can be read in light and dark", (tint) => {
    const colours = tokensOf(avatars, `.ui-avatar--tint-${tint}`);
    const ground = colours.get("--ui-avatar-ground");
    const ink = colours.get("--ui-avatar-ink");
    expect(contrast(ink?.light ?? "", ground?.light ?? "")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink?.dark ?? "", ground?.dark ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});
