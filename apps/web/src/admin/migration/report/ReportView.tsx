import { InlineMessage } from "@plenum/ui";
import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useI18n } from "../../../i18n/I18n.tsx";
import { FileField } from "../FileField.tsx";
import { useNumbers } from "../use-numbers.ts";
import { outcomeKindSchema } from "./check-report.ts";
import { People } from "./People.tsx";
import { peopleOfReport, type CheckedPeople } from "./people.ts";
import { ReportFacts } from "./ReportFacts.tsx";
import { useReport, type OpenReport, type Refused } from "./use-report.ts";

/** Looks at the report of a check that lies on this machine. Nothing of it is sent anywhere. */
export function ReportView(): ReactNode {
  const { t } = useI18n();
  const { open, choose } = useReport();
  const { report, table, refused, reading } = open;
  const people = useMemo(
    () => table?.people ?? (report === undefined ? undefined : peopleOfReport(report)),
    [table, report],
  );
  return (
    <>
      <Link href="/admin/migration" className="pl-migration__back">
        <ArrowLeft aria-hidden="true" />
        {t("migration.back")}
      </Link>
      <h2 className="pl-migration__title">{t("migration.report.title")}</h2>
      <FileField
        label={t("migration.report.files")}
        help={t("migration.report.help")}
        onFiles={(files) => choose(files.length === 1 ? files : reportsAmong(files))}
      />
      <output className="pl-migration__step">
        <Reading of={reading} />
      </output>
      {refused.map((one) => (
        <InlineMessage key={one.name} tone="danger">
          <RefusedWords of={one} />
        </InlineMessage>
      ))}
      {report === undefined ? null : <ReportFacts report={report} />}
      {people === undefined ? null : (
        <>
          <Warnings open={open} people={people} />
          <People people={people} isWhole={table !== undefined} />
        </>
      )}
    </>
  );
}

/** Of a whole folder what is for this view: the pages to be printed stand beside it. */
function reportsAmong(files: readonly File[]): readonly File[] {
  const some = files.filter(({ name }) => /(?:^report.*\.json|people.*\.csv)$/i.test(name));
  return some.length === 0 ? files.slice(0, 5) : some;
}

function Reading({ of }: { of: OpenReport["reading"] }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  if (of === undefined) return null;
  return (
    <span className="pl-admin__progress">
      <progress aria-label={t("migration.report.reading", { name: of.name })} />
      <span>{t("migration.report.reading", { name: of.name })}</span>
      {/* Each piece read out would be chatter. */}
      <span aria-live="off" className="pl-muted">
        {of.lines === 0 ? null : t("migration.report.readSoFar", { number: number(of.lines) })}
      </span>
    </span>
  );
}

function RefusedWords({ of }: { of: Refused }): ReactNode {
  const { t } = useI18n();
  const columns = of.missing.slice(0, 3).join(", ");
  return (
    <>
      <bdi>{of.name}</bdi>: {t(`migration.report.trouble.${of.trouble}`, { columns })}
    </>
  );
}

/** What the files do not say, or say differently. */
function Warnings({ open, people }: { open: OpenReport; people: CheckedPeople }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { report, table } = open;
  const bad = table?.bad ?? 0;
  return (
    <>
      {table === undefined ? <InlineMessage>{t("migration.report.noTable")}</InlineMessage> : null}
      {report === undefined ? <InlineMessage>{t("migration.report.noJson")}</InlineMessage> : null}
      {bad === 0 ? null : (
        <InlineMessage tone="warning">
          {t("migration.report.badLines", { count: bad, number: number(bad) })}
        </InlineMessage>
      )}
      {bad === 0 && table !== undefined && report !== undefined && !fit(report.totals, people) ? (
        <InlineMessage tone="warning">{t("migration.report.otherCheck")}</InlineMessage>
      ) : null}
    </>
  );
}

/** Whether both files tell of as many people: those of one check do. */
function fit(totals: Readonly<Record<string, number>>, { list }: CheckedPeople): boolean {
  const counts = new Map<string, number>();
  for (const { kind } of list) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return outcomeKindSchema.options.every((kind) => (totals[kind] ?? 0) === (counts.get(kind) ?? 0));
}
