import {
  itemProblemSchema,
  itemStateSchema,
  migrationKindSchema,
  type LedgerItem,
  type Wave,
} from "@plenum/model/migration";
import { Button, EmptyState, SearchField, Select } from "@plenum/ui";
import { SearchX } from "lucide-react";
import { useCallback, useEffect, useEffectEvent } from "react";
import type { ReactNode, RefObject } from "react";
import { useSettled } from "../../app/use-settled.ts";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { Loaded } from "../Loaded.tsx";
import { MoreRows } from "../MoreRows.tsx";
import { usePages } from "../use-pages.ts";
import { totalsOf } from "./progress.ts";
import { SaveReport } from "./SaveReport.tsx";
import { readItems, type ItemFilter } from "./waves-api.ts";
import { itemWords } from "./words.ts";

const PAGE = 100;

/** What is in a wave, one by one, each with what became of it and why. */
export function Items({
  wave,
  heading,
  filter,
  onFilter,
}: {
  wave: Wave;
  /** Where whoever asks for certain entries is led. */
  heading: RefObject<HTMLHeadingElement | null>;
  filter: ItemFilter;
  onFilter: (filter: ItemFilter) => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const { name, state: waveState, kinds } = wave;
  const { kind, state, problem } = filter;
  const search = useSettled(filter.search.trim());
  const pages = usePages(
    useCallback(
      (cursor: string | undefined, signal?: AbortSignal) => {
        const page = { cursor, limit: PAGE };
        return readItems(api, name, { kind, state, problem, search }, page, signal);
      },
      [api, name, kind, state, problem, search],
    ),
  );
  // Whoever has read on keeps the place; everybody else sees what has changed.
  const { total, done, failed, kept, undone } = totalsOf(kinds);
  const version = [waveState, total, done, failed, kept, undone].join(" ");
  const lookAgain = useEffectEvent((_version: string) => {
    if (pages.first.value !== undefined && pages.items.length <= PAGE) pages.first.retry();
  });
  useEffect(() => lookAgain(version), [version]);
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className="pl-migration__heading">
        {t("migration.items.title")}
      </h3>
      <Filters wave={wave} filter={filter} onFilter={onFilter} />
      <Loaded of={pages.first}>
        {(first) =>
          first.length === 0 ? (
            <EmptyState
              icon={<SearchX aria-hidden="true" />}
              title={t("migration.items.none")}
              headingLevel={3}
              actions={
                <Button onClick={() => onFilter({ search: "" })}>
                  {t("migration.items.reset")}
                </Button>
              }
            >
              {t("migration.items.noneText")}
            </EmptyState>
          ) : (
            <ItemTable items={pages.items} />
          )
        }
      </Loaded>
      <MoreRows {...pages} />
      <SaveReport wave={name} filter={{ kind, state, problem, search }} />
    </>
  );
}

function Filters({
  wave,
  filter,
  onFilter,
}: {
  wave: Wave;
  filter: ItemFilter;
  onFilter: (filter: ItemFilter) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-migration__filters">
      <Select
        label={t("migration.items.filterKind")}
        value={filter.kind ?? ""}
        onChange={(event) => {
          const { data } = migrationKindSchema.safeParse(event.currentTarget.value);
          onFilter({ ...filter, kind: data });
        }}
      >
        <option value="">{t("migration.items.all")}</option>
        {wave.kinds.map(({ kind }) => (
          <option key={kind} value={kind}>
            {t(`migration.kinds.${kind}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t("migration.items.filterState")}
        value={filter.state ?? ""}
        onChange={(event) => {
          const { data } = itemStateSchema.safeParse(event.currentTarget.value);
          onFilter({ ...filter, state: data });
        }}
      >
        <option value="">{t("migration.items.all")}</option>
        {itemStateSchema.options.map((state) => (
          <option key={state} value={state}>
            {t(`migration.itemState.${state}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t("migration.items.filterReason")}
        value={filter.problem ?? ""}
        onChange={(event) => {
          const { data } = itemProblemSchema.safeParse(event.currentTarget.value);
          onFilter({ ...filter, problem: data });
        }}
      >
        <option value="">{t("migration.items.all")}</option>
        {itemProblemSchema.options.map((problem) => (
          <option key={problem} value={problem}>
            {t(`migration.short.${problem}`)}
          </option>
        ))}
      </Select>
      <SearchField
        label={t("migration.items.search")}
        value={filter.search}
        onValue={(search) => onFilter({ ...filter, search })}
      />
    </div>
  );
}

function ItemTable({ items }: { items: readonly LedgerItem[] }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  return (
    <AdminTable
      label={t("migration.items.title")}
      rows={items}
      rowKey={({ kind, key }) => `${kind} ${key}`}
      columns={[
        { name: t("migration.items.kind") },
        { name: t("migration.items.name") },
        { name: t("migration.items.state") },
        { name: t("migration.items.reason") },
        { name: t("migration.items.at") },
      ]}
      renderCells={(item) => [
        <span key="kind" className="pl-migration__item">
          {t(`migration.kind.${item.kind}`)}
        </span>,
        <span key="name" className="pl-migration__name">
          {item.name === undefined ? null : <bdi>{item.name}</bdi>}
          <span className={item.name === undefined ? undefined : "pl-small pl-muted"}>
            {item.key}
          </span>
        </span>,
        <span key="state" className="pl-migration__item" data-state={item.state}>
          {t(`migration.itemState.${item.state}`)}
        </span>,
        itemWords(item, t) || "–",
        item.doneAt === undefined ? "–" : dates.dateTime(Date.parse(item.doneAt)),
      ]}
    />
  );
}
