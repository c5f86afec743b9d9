import { CSV_BEGINNING, csvLine } from "@plenum/model";
import type { PlannedPerson } from "../plan/outcome.ts";
import { outcomeInWords } from "../plan/words.ts";

const HEADER = [
  "outcome",
  "code",
  "sipAddress",
  "displayName",
  "userId",
  "externalId",
  "department",
  "wave",
  "spaces",
  "rooms",
  "reason_de",
  "mend_de",
  "reason_en",
  "mend_en",
  "file",
  "line",
];

/**
 * `people.csv`, line by line: everybody with what becomes of them. It opens in a spreadsheet, and
 * nothing in it is run there as a formula.
 */
export function* peopleCsv(people: Iterable<PlannedPerson>): Generator<string> {
  yield CSV_BEGINNING + csvLine(HEADER);
  for (const person of people) {
    const de = outcomeInWords(person, "de");
    const en = outcomeInWords(person, "en");
    yield csvLine([
      person.kind,
      person.code,
      person.sipAddress || person.writtenAddress,
      person.displayName,
      person.userId,
      person.externalId,
      person.department,
      person.wave,
      person.spaces.join("; "),
      person.rooms.join("; "),
      de.reason,
      de.mend,
      en.reason,
      en.mend,
      person.place.file,
      person.place.line,
    ]);
  }
}
