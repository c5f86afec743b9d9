import type { Texts } from "../page/page-texts.tsx";

const parts = import.meta.glob<Texts>("../*/texts.en.ts", { eager: true, import: "en" });

/** What the call says in English, by folder: `texts.ts` has both languages. */
export const callTexts: Texts = Object.assign({}, ...Object.values(parts)) as Texts;
