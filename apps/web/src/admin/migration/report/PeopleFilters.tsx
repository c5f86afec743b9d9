import { Choices, SearchField, Select } from "@plenum/ui";
import { useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/I18n.tsx";
import { useNumbers } from "../use-numbers.ts";
import { outcomeKindSchema, type OutcomeKind } from "./check-report.ts";
import type { Filtered, PeopleFilter } from "./filter.ts";
import type { Facet } from "./people.ts";
import { useCodeWords } from "./use-code-words.ts";

/** Stands before a value in a list, so that those who have none have something to be chosen by. */
const MARK = "=";

/** Outcome, reason, wave, department and a search; beside each value how many there are of it. */
export function PeopleFilters({
  filter,
  shown,
  isWhole,
  onFilter,
}: {
  filter: PeopleFilter;
  shown: Filtered;
  isWhole: boolean;
  onFilter: (filter: PeopleFilter) => void;
}): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const codeWords = useCodeWords();
  const waveWords = useCallback((wave: string) => wave || t("migration.report.noWave"), [t]);
  const departmentWords = useCallback(
    (name: string) => name || t("migration.report.noDepartment"),
    [t],
  );
  const kinds = outcomeKindSchema.options.filter((kind) => isWhole || shown.counts.kind.has(kind));
  const choose = (facet: Facet, value: string | undefined): void => {
    // A reason belongs to an outcome: with another one nobody would be left.
    const rest = facet === "kind" ? { ...filter, code: undefined } : filter;
    onFilter({ ...rest, [facet]: value });
  };
  const select = (facet: Facet, label: string, words: (value: string) => string): ReactNode => (
    <FacetSelect
      label={label}
      facet={facet}
      shown={shown}
      value={filter[facet]}
      words={words}
      onValue={(value) => choose(facet, value)}
    />
  );
  return (
    <>
      <Choices<OutcomeKind | "">
        label={t("migration.report.outcome")}
        value={outcomeKindSchema.safeParse(filter.kind).data ?? ""}
        choices={[
          { value: "", label: `${t("migration.items.all")} ${number(shown.all.kind)}` },
          ...kinds.map((kind) => ({
            value: kind,
            label: `${t(`migration.report.kind.${kind}`)} ${number(shown.counts.kind.get(kind) ?? 0)}`,
          })),
        ]}
        onChange={(value) => choose("kind", value === "" ? undefined : value)}
      />
      <div className="pl-migration__filters">
        {select("code", t("migration.items.filterReason"), codeWords)}
        {isWhole ? select("wave", t("migration.wave"), waveWords) : null}
        {isWhole ? select("department", t("migration.report.department"), departmentWords) : null}
        <SearchField
          label={t("migration.report.search")}
          value={filter.search}
          onValue={(search) => onFilter({ ...filter, search })}
        />
      </div>
    </>
  );
}

function FacetSelect({
  label,
  facet,
  shown,
  value,
  words,
  onValue,
}: {
  label: string;
  facet: Facet;
  shown: Filtered;
  value: string | undefined;
  words: (value: string) => string;
  onValue: (value: string | undefined) => void;
}): ReactNode {
  const { t, language } = useI18n();
  const number = useNumbers();
  const counts = shown.counts[facet];
  // Made once for hundreds of departments: comparing with a language costs more than all else.
  const order = useMemo(() => new Intl.Collator(language, { numeric: true }), [language]);
  const options = useMemo(
    () =>
      [...counts]
        .map(([one, count]) => ({ one, text: words(one), count }))
        .toSorted((some, other) => order.compare(some.text, other.text)),
    [counts, words, order],
  ).filter(({ one, count }) => count > 0 || one === value);
  return (
    <Select
      label={label}
      value={value === undefined ? "" : MARK + value}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onValue(chosen === "" ? undefined : chosen.slice(MARK.length));
      }}
    >
      <option value="">{`${t("migration.items.all")} (${number(shown.all[facet])})`}</option>
      {options.map(({ one, text, count }) => (
        <option key={one} value={MARK + one}>{`${text} (${number(count)})`}</option>
      ))}
    </Select>
  );
}
