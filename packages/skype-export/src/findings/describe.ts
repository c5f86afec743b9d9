import { CHAT_WORDS } from "../chat/words.ts";
import { CHECK_WORDS } from "../check/words.ts";
import { CSV_WORDS } from "../csv/words.ts";
import { ENCODING_WORDS } from "../encoding/words.ts";
import { FOLDER_WORDS } from "../folder/words.ts";
import { ITEMS_WORDS } from "../items/words.ts";
import { MEETING_WORDS } from "../meetings/words.ts";
import { PEOPLE_WORDS } from "../people/words.ts";
import { RULES_WORDS } from "../rules/words.ts";
import { USER_DATA_WORDS } from "../user-data/words.ts";
import { XML_WORDS } from "../xml/words.ts";
import type { Finding } from "./finding.ts";
import { LIMIT_WORDS } from "./limit.ts";
import { inWords, placeInWords, type Language, type Words } from "./words.ts";

/** The words of all features. */
export const ALL_WORDS: Words<string> = {
  ...LIMIT_WORDS,
  ...FOLDER_WORDS,
  ...USER_DATA_WORDS,
  ...XML_WORDS,
  ...CHAT_WORDS,
  ...CHECK_WORDS,
  ...ITEMS_WORDS,
  ...MEETING_WORDS,
  ...ENCODING_WORDS,
  ...CSV_WORDS,
  ...PEOPLE_WORDS,
  ...RULES_WORDS,
};

/** A finding as a line to read: where it was, and its sentence. */
export function describeFinding(finding: Finding, language: Language): string {
  const sentence = inWords(ALL_WORDS, finding, language) ?? finding.code;
  return finding.place ? `${placeInWords(finding.place, language)}: ${sentence}` : sentence;
}
