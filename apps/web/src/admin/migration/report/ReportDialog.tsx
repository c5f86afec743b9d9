import { Button, Choices, Dialog, InlineMessage, SearchField, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../../../i18n/dates.ts";
import { useI18n } from "../../../i18n/I18n.tsx";
import { AdminTable } from "../../AdminTable.tsx";
import { useNumbers } from "../use-numbers.ts";
import {
  matching,
  outcomeKindSchema,
  readReport,
  type CheckReport,
  type OutcomeKind,
} from "./check-report.ts";

const PAGE = 50;
const TONES = { good: "success", attention: "warning", stopped: "danger" } as const;

/** Looks at the report of a check that lies on this machine. Nothing of it is sent anywhere. */
export function ReportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const [read, setRead] = useState<CheckReport | "tooLarge" | "noReport">();
  const isRead = typeof read === "object";
  return (
    <Dialog
      title={t("migration.report.title")}
      closeLabel={t("common.close")}
      size="wide"
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      <div className="pl-form">
        <TextField
          label={t("migration.report.file")}
          description={t("migration.report.help")}
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            setRead(undefined);
            if (file !== undefined) void readReport(file).then(setRead);
          }}
          error={isRead || read === undefined ? undefined : t(`migration.report.${read}`)}
        />
        {isRead ? <ShownReport report={read} /> : null}
      </div>
    </Dialog>
  );
}

function ShownReport({ report }: { report: CheckReport }): ReactNode {
  const { t, language } = useI18n();
  const number = useNumbers();
  const dates = useDates();
  const { verdict, at, totals, findings } = report;
  return (
    <>
      <InlineMessage tone={TONES[verdict]}>
        {t(`migration.report.verdict.${verdict}`)}{" "}
        {t("migration.report.at", { at: dates.dateTime(Date.parse(at)) })}
      </InlineMessage>
      <AdminTable
        label={t("migration.report.people")}
        rows={outcomeKindSchema.options}
        rowKey={(kind) => kind}
        columns={[
          { name: t("migration.report.people") },
          { name: t("migration.file.number"), number: true },
        ]}
        renderCells={(kind) => [t(`migration.report.kind.${kind}`), number(totals[kind] ?? 0)]}
      />
      {findings.length === 0 ? null : (
        <AdminTable
          label={t("migration.report.findings")}
          rows={findings}
          rowKey={({ code, severity }) => `${severity} ${code}`}
          columns={[
            { name: t("migration.report.severityTitle") },
            { name: t("migration.report.findings") },
            { name: t("migration.file.number"), number: true },
          ]}
          renderCells={(group) => [
            <span key="severity" className="pl-migration__item">
              {t(`migration.report.severity.${group.severity}`)}
            </span>,
            <bdi key="text" className="pl-admin__words">
              {group.findings[0]?.text[language] ?? group.code}
            </bdi>,
            number(group.count),
          ]}
        />
      )}
      <People people={report.undecided} />
    </>
  );
}

/** Conflicts and blocked people, as far as the report names them. */
function People({ people }: { people: CheckReport["undecided"] }): ReactNode {
  const { t, language } = useI18n();
  const [kind, setKind] = useState<OutcomeKind>();
  const [search, setSearch] = useState("");
  const [most, setMost] = useState(PAGE);
  if (people.length === 0) return null;
  const fitting = matching(people, { kind, search });
  return (
    <>
      <Choices
        label={t("migration.report.which")}
        value={kind ?? "all"}
        choices={[
          { value: "all", label: t("migration.items.all") },
          { value: "conflict", label: t("migration.report.kind.conflict") },
          { value: "blocked", label: t("migration.report.kind.blocked") },
        ]}
        onChange={(value) => setKind(outcomeKindSchema.safeParse(value).data)}
      />
      <SearchField label={t("migration.report.search")} value={search} onValue={setSearch} />
      {fitting.length === 0 ? (
        <p className="pl-muted">{t("migration.items.none")}</p>
      ) : (
        <AdminTable
          label={t("migration.report.undecided")}
          rows={fitting.slice(0, most)}
          rowKey={(_person, index) => index}
          columns={[
            { name: t("migration.report.person") },
            { name: t("migration.items.reason") },
            { name: t("migration.report.place") },
          ]}
          renderCells={(person) => [
            <span key="person" className="pl-migration__name">
              <bdi>{person.name}</bdi>
              <bdi className="pl-small pl-muted">{person.address}</bdi>
            </span>,
            <span key="reason" className="pl-migration__name">
              <bdi>{person.reason[language]}</bdi>
              {person.mend === undefined ? null : (
                <bdi className="pl-muted">{person.mend[language]}</bdi>
              )}
            </span>,
            person.line === undefined ? person.file : `${person.file}:${person.line}`,
          ]}
        />
      )}
      {fitting.length > most ? (
        <span>
          <Button onClick={() => setMost((before) => before + PAGE)}>{t("admin.more")}</Button>
        </span>
      ) : null}
    </>
  );
}
