import { problemCodeSchema, type Batch, type ProblemCode } from "@plenum/model";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";

/** How far a batch is, as a bar and in words. */
export function BatchProgress({ batch }: { batch: Batch }): ReactNode {
  const { t } = useI18n();
  const { total, ready, failed, state, remainingSeconds, problem } = batch;
  const ended = state === "done" || state === "cancelled";
  const words = [
    t("admin.jobs.ready", { ready, total }),
    ...(failed === 0 ? [] : [t("admin.jobs.failed", { count: failed })]),
    ...(state === "cancelled" ? [t("admin.jobs.cancelled")] : []),
    ...(ended || remainingSeconds === undefined
      ? []
      : [t("admin.jobs.remaining", { count: Math.max(1, Math.ceil(remainingSeconds / 60)) })]),
  ];
  return (
    <span className="pl-admin__progress">
      <progress aria-label={t("admin.jobs.progress")} max={Math.max(1, total)} value={ready} />
      <span>{words.join(", ")}</span>
      {ended || problem === undefined ? null : (
        <span className="pl-muted">{t(`problem.api.${knownProblem(problem)}`)}</span>
      )}
    </span>
  );
}

/** The code of a problem as the texts know it; a newer server may have others. */
export function knownProblem(code: string | undefined): ProblemCode {
  return problemCodeSchema.safeParse(code).data ?? "internal";
}
