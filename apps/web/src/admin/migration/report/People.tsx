import { Button, EmptyState } from "@plenum/ui";
import { SearchX } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/I18n.tsx";
import { useNumbers } from "../use-numbers.ts";
import { filtered, type PeopleFilter } from "./filter.ts";
import type { CheckedPeople } from "./people.ts";
import { PeopleFilters } from "./PeopleFilters.tsx";
import { PAGE, PeopleTable } from "./PeopleTable.tsx";
import { SavePeople } from "./SavePeople.tsx";
import { useFound } from "./use-found.ts";

const EVERYBODY: PeopleFilter = { search: "" };

/** Everybody of a check, or those about whom is to be decided, with filters. */
export function People({
  people,
  isWhole,
}: {
  people: CheckedPeople;
  /** Whether departments and waves are known. */
  isWhole: boolean;
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const heading = useRef<HTMLHeadingElement>(null);
  const [filter, setFilter] = useState(EVERYBODY);
  const [page, setPage] = useState(0);
  const { kind, code, wave, department, search } = filter;
  // What is typed appears at once, and the list follows as soon as there is time.
  const found = useDeferredValue(useFound(people, search));
  const shown = useMemo(
    () => filtered(people, found, { kind, code, wave, department }),
    [people, found, kind, code, wave, department],
  );
  const change = (next: PeopleFilter): void => {
    setFilter(next);
    setPage(0);
  };
  const last = Math.max(0, Math.ceil(shown.people.length / PAGE) - 1);
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className="pl-migration__heading">
        {t(isWhole ? "migration.report.people" : "migration.report.undecided")}
      </h3>
      <PeopleFilters filter={filter} shown={shown} isWhole={isWhole} onFilter={change} />
      <div className="pl-admin__tools">
        <output className="pl-muted">
          {t("migration.report.shown", {
            count: people.list.length,
            shown: number(shown.people.length),
            number: number(people.list.length),
          })}
        </output>
        {shown.people.length === 0 ? null : <SavePeople people={shown.people} />}
      </div>
      {shown.people.length === 0 ? (
        <EmptyState
          icon={<SearchX aria-hidden="true" />}
          title={t("migration.report.nobody")}
          headingLevel={3}
          actions={
            people.list.length === 0 ? undefined : (
              <Button onClick={() => change(EVERYBODY)}>{t("migration.items.reset")}</Button>
            )
          }
        >
          {t(
            people.list.length === 0 ? "migration.report.emptyText" : "migration.report.nobodyText",
          )}
        </EmptyState>
      ) : (
        <PeopleTable
          people={shown.people}
          page={Math.min(page, last)}
          isWhole={isWhole}
          onPage={(next) => {
            setPage(next);
            heading.current?.focus();
          }}
        />
      )}
    </>
  );
}
