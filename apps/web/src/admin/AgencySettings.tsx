import {
  AGENCY_SWITCHES,
  agencySettingsAnswerSchema,
  type AgencySettingsAnswer,
  type AgencySwitch,
} from "@plenum/model";
import { Button, InlineMessage, Switch, TextField, useToast } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { ApiError } from "../api/problem-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Loaded } from "./Loaded.tsx";

const PATH = "/api/v1/agency";

/** What the agency settles for everybody. */
export default function AgencySettings(): ReactNode {
  const { api } = useWorkspace();
  const loaded = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({ method: "GET", path: PATH, signal, answer: agencySettingsAnswerSchema }),
      [api],
    ),
  );
  return (
    <Loaded of={loaded}>
      {(settings) => <Form key={settings.version} settings={settings} reload={loaded.retry} />}
    </Loaded>
  );
}

function Form({
  settings,
  reload,
}: {
  settings: AgencySettingsAnswer;
  reload: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const toast = useToast();
  const [off, setOff] = useState<ReadonlySet<AgencySwitch>>(new Set(settings.off));
  const [allowed, setAllowed] = useState(settings.attendance.allowed);
  const [days, setDays] = useState(String(settings.attendance.keepDays));
  const [reportMail, setReportMail] = useState(settings.reportMail ?? "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const keepDays = Number(days);
  const validDays = Number.isInteger(keepDays) && keepDays >= 1 && keepDays <= 3650;
  const mail = reportMail.trim();
  const validMail = mail === "" || z.email().max(254).safeParse(mail).success;
  const valid = validDays && validMail;

  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await api.authorised({
        method: "PUT",
        path: PATH,
        body: {
          version: settings.version,
          off: [...off],
          attendance: { allowed, keepDays },
          ...(mail === "" ? {} : { reportMail: mail }),
        },
        answer: agencySettingsAnswerSchema,
      });
      toast({ text: t("admin.agency.saved") });
      reload();
    } catch (error) {
      setProblem(error);
      if (error instanceof ApiError && error.code === "conflict") reload();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="pl-form pl-admin__form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t("admin.agency.switches")}</h2>
      <p className="pl-muted">{t("admin.agency.switchesText")}</p>
      {AGENCY_SWITCHES.map((name) => {
        const possible = settings.possible[name];
        return (
          <Switch
            key={name}
            label={t(`admin.agency.switch.${name}`)}
            {...(possible ? {} : { description: t("admin.agency.impossible") })}
            checked={possible && !off.has(name)}
            disabled={!possible}
            onChange={(checked) => {
              const next = new Set(off);
              if (checked) next.delete(name);
              else next.add(name);
              setOff(next);
            }}
          />
        );
      })}
      <h2>{t("admin.agency.attendanceTitle")}</h2>
      <Switch
        label={t("admin.agency.attendance")}
        description={t("admin.agency.attendanceText")}
        checked={allowed}
        onChange={setAllowed}
      />
      {allowed ? (
        <TextField
          label={t("admin.agency.keepDays")}
          inputMode="numeric"
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          {...(validDays ? {} : { error: t("admin.templates.days", { least: 1, most: 3650 }) })}
        />
      ) : null}
      <h2>{t("admin.agency.reportsTitle")}</h2>
      <TextField
        label={t("admin.agency.reportMail")}
        description={t(
          settings.sendsMail ? "admin.agency.reportMailText" : "admin.agency.reportMailNone",
        )}
        type="email"
        autoComplete="off"
        value={reportMail}
        onChange={(event) => setReportMail(event.currentTarget.value)}
        {...(validMail ? {} : { error: t("admin.agency.reportMailWrong") })}
      />
      {problem === undefined ? null : (
        <InlineMessage tone="danger">
          {problem instanceof ApiError && problem.code === "conflict"
            ? t("admin.agency.conflict")
            : problemText(problem)}
        </InlineMessage>
      )}
      <span>
        <Button type="submit" variant="primary" busy={busy} disabled={!valid}>
          {t("admin.agency.save")}
        </Button>
      </span>
    </form>
  );
}
