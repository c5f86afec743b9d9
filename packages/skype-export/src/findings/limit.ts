import type { Finding, Tell } from "./finding.ts";
import type { Words } from "./words.ts";

/** Findings of one code that are told one by one; the others are counted. */
const ENOUGH = 100;

/**
 * Tells the first hundred of every code, so that a file of which every line is wrong does not fill
 * the memory with findings. `close` says how many more there were.
 */
export function limited(
  tell: Tell,
  file: string,
): { readonly tell: Tell; readonly close: () => void } {
  const counts = new Map<string, number>();
  return {
    tell: (finding: Finding) => {
      const count = (counts.get(finding.code) ?? 0) + 1;
      counts.set(finding.code, count);
      if (count <= ENOUGH) tell(finding);
    },
    close: () => {
      for (const [code, count] of counts) {
        if (count <= ENOUGH) continue;
        tell({
          code: "more-of-the-same",
          severity: "note",
          place: { file },
          facts: { code, told: ENOUGH, more: count - ENOUGH },
        });
      }
      counts.clear();
    },
  };
}

export const LIMIT_WORDS: Words<"more-of-the-same"> = {
  "more-of-the-same": {
    de: ({ code, told, more }) =>
      `Die ersten ${told} Meldungen „${code}“ stehen hier, ${more} weitere derselben Art sind nur gezählt.`,
    en: ({ code, told, more }) =>
      `The first ${told} messages “${code}” are listed, ${more} more of the same kind are only counted.`,
  },
};
