import type { Texts } from "../page/page-texts.tsx";

const parts = import.meta.glob<Texts>("../*/texts.de.ts", { eager: true, import: "de" });

/** What the call says in German, by folder: `texts.ts` has both languages. */
export const callTexts: Texts = Object.assign({}, ...Object.values(parts)) as Texts;
