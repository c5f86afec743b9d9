import { csvLine } from "@plenum/model";
import type { LedgerItem } from "@plenum/model/migration";
import type { Translate } from "../../i18n/keys.ts";
import { problemWords } from "./words.ts";

/** First line of the report, in the reader's language. */
export function reportHead(t: Translate): string {
  return csvLine([
    t("migration.items.kind"),
    t("migration.items.name"),
    t("migration.items.key"),
    t("migration.items.state"),
    t("migration.items.reason"),
    t("migration.csv.code"),
    t("migration.csv.attempts"),
    t("migration.items.at"),
    t("migration.csv.facts"),
  ]);
}

/** Lines of the report. What a spreadsheet would run as a formula is text in it. */
export function reportLines(items: readonly LedgerItem[], t: Translate): string {
  return items
    .map((item) =>
      csvLine([
        t(`migration.kind.${item.kind}`),
        item.name,
        item.key,
        t(`migration.itemState.${item.state}`),
        item.problem === undefined ? undefined : problemWords(item.problem, t),
        item.problem,
        item.attempts,
        item.doneAt,
        Object.entries(item.facts)
          .map(([name, value]) => `${name}=${String(value)}`)
          .join("; "),
      ]),
    )
    .join("");
}
