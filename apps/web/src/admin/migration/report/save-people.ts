import { CSV_BEGINNING, csvLine } from "@plenum/model";
import type { Language } from "../../../i18n/language.ts";
import type { Translate } from "../../../i18n/keys.ts";
import { breather } from "../breather.ts";
import type { CheckedPerson } from "./people.ts";

/** Lines that are made in one go. */
const PART = 500;

/**
 * People as a table in the reader's language, with the code of each reason beside its words. What a spreadsheet
 * would run as a formula is text in it.
 */
export async function peopleTable(
  people: readonly CheckedPerson[],
  { t, language }: { readonly t: Translate; readonly language: Language },
): Promise<Blob> {
  const breathe = breather();
  const parts = [
    CSV_BEGINNING,
    csvLine([
      t("migration.report.person"),
      t("migration.report.address"),
      t("migration.report.userId"),
      t("migration.report.outcome"),
      t("migration.report.department"),
      t("migration.wave"),
      t("migration.items.reason"),
      t("migration.report.mend"),
      t("migration.csv.code"),
      t("migration.report.place"),
    ]),
  ];
  for (let start = 0; start < people.length; start += PART) {
    const lines = people.slice(start, start + PART).map((person) => {
      const { reason, mend } = person.words;
      return csvLine([
        person.name,
        person.address,
        person.userId,
        t(`migration.report.kind.${person.kind}`),
        person.department,
        person.wave,
        reason[language],
        mend?.[language],
        person.code,
        person.place,
      ]);
    });
    parts.push(lines.join(""));
    await breathe();
  }
  return new Blob(parts, { type: "text/csv" });
}
