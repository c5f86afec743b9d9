import { Button } from "@plenum/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/I18n.tsx";
import { AdminTable } from "../../AdminTable.tsx";
import { useNumbers } from "../use-numbers.ts";
import type { CheckedPerson } from "./people.ts";

/** People of one page. */
export const PAGE = 50;

/** A page of people, so that a table of tens of thousands is as quick as a short one. */
export const PeopleTable = memo(function PeopleTable({
  people,
  page,
  isWhole,
  onPage,
}: {
  people: readonly CheckedPerson[];
  /** From 0. */
  page: number;
  isWhole: boolean;
  onPage: (page: number) => void;
}): ReactNode {
  const { t, language } = useI18n();
  const start = page * PAGE;
  return (
    <>
      <AdminTable
        label={t("migration.report.people")}
        rows={people.slice(start, start + PAGE)}
        rowKey={(_person, index) => start + index}
        columns={[
          { name: t("migration.report.person") },
          { name: t("migration.report.outcome") },
          ...(isWhole
            ? [{ name: t("migration.report.department") }, { name: t("migration.wave") }]
            : []),
          { name: t("migration.items.reason") },
          { name: t("migration.report.place") },
        ]}
        renderCells={(person) => {
          const { reason, mend } = person.words;
          return [
            <span key="person" className="pl-migration__name">
              {person.name === "" ? null : <bdi>{person.name}</bdi>}
              <bdi className="pl-small pl-muted">{person.address || "–"}</bdi>
              {person.userId === "" ? null : (
                <bdi className="pl-small pl-muted">→&nbsp;{person.userId}</bdi>
              )}
            </span>,
            <span key="kind" className="pl-migration__item" data-outcome={person.kind}>
              {t(`migration.report.kind.${person.kind}`)}
            </span>,
            ...(isWhole
              ? [
                  <bdi key="department">{person.department || "–"}</bdi>,
                  <bdi key="wave">{person.wave || "–"}</bdi>,
                ]
              : []),
            <span key="reason" className="pl-migration__name">
              <bdi>{reason[language]}</bdi>
              {mend === undefined ? null : <bdi className="pl-muted">{mend[language]}</bdi>}
            </span>,
            <span key="place" className="pl-small pl-muted">
              {person.place}
            </span>,
          ];
        }}
      />
      {people.length > PAGE ? <Pages total={people.length} page={page} onPage={onPage} /> : null}
    </>
  );
});

/** Which part is shown, and the ways to the others. */
function Pages({
  total,
  page,
  onPage,
}: {
  total: number;
  page: number;
  onPage: (page: number) => void;
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const start = page * PAGE;
  const end = Math.min(total, start + PAGE);
  return (
    <nav className="pl-row" aria-label={t("migration.report.pages")}>
      <Button
        size="small"
        icon={<ChevronLeft aria-hidden="true" />}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        {t("migration.report.before")}
      </Button>
      <span className="pl-muted">
        {t("migration.report.part", {
          from: number(start + 1),
          to: number(end),
          number: number(total),
        })}
      </span>
      <Button
        size="small"
        icon={<ChevronRight aria-hidden="true" />}
        disabled={end === total}
        onClick={() => onPage(page + 1)}
      >
        {t("migration.report.after")}
      </Button>
    </nav>
  );
}
