import { NO_STATUS, type Status } from "@plenum/model";
import { Button, Dialog, InlineMessage, Select, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { statusChange, type StatusForm } from "./own-status.ts";
import { STATUS_CHOICES } from "./status-choices.ts";
import { usePeople } from "./use-presence.ts";

/** One's own status with a text and an end; also the notice of absence. */
export default function StatusDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const services = usePeople();
  const [form, setForm] = useState(() => formOf(services?.people.ownStatus.get() ?? NO_STATUS));
  const [problem, setProblem] = useState<string>();
  const [dayProblem, setDayProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<StatusForm>): void => {
    setForm((before) => ({ ...before, ...part }));
    setDayProblem(undefined);
  };
  const send = async (
    wanted: Parameters<NonNullable<typeof services>["people"]["setOwnStatus"]>[0],
  ): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await services?.people.setOwnStatus(wanted);
      onClose();
    } catch (error) {
      setProblem(t(`problem.matrix.${failureCode(error)}`));
      setBusy(false);
    }
  };
  const save = (): void => {
    const result = statusChange(form, services?.people.now() ?? Date.now());
    if ("problem" in result) setDayProblem(t(`ownStatus.${result.problem}`));
    else void send(result.change);
  };
  const absent = form.state === "out-of-office";
  return (
    <Dialog
      title={t("ownStatus.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Button busy={busy} onClick={() => void send({ kind: "automatic" })}>
            {t("presence.automatic")}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t("ownStatus.save")}
          </Button>
        </>
      }
    >
      <Select
        data-autofocus
        label={t("ownStatus.state")}
        value={form.state}
        onChange={(event) => {
          const state = [...STATUS_CHOICES, "out-of-office" as const].find(
            (choice) => choice === event.currentTarget.value,
          );
          if (state) change({ state });
        }}
        description={form.state === "do-not-disturb" ? t("ownStatus.dndHint") : undefined}
      >
        {[...STATUS_CHOICES, "out-of-office" as const].map((state) => (
          <option key={state} value={state}>
            {t(`presence.${state}`)}
          </option>
        ))}
      </Select>
      <TextField
        label={t("ownStatus.text")}
        description={t("ownStatus.textHint")}
        maxLength={200}
        value={form.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {absent ? (
        <TextField
          type="date"
          label={t("ownStatus.from")}
          value={form.firstDay}
          onChange={(event) => change({ firstDay: event.currentTarget.value })}
        />
      ) : (
        <Select
          label={t("ownStatus.until")}
          value={form.until}
          onChange={(event) => {
            const until = UNTILS.find((choice) => choice === event.currentTarget.value);
            if (until) change({ until });
          }}
        >
          {UNTILS.map((until) => (
            <option key={until} value={until}>
              {t(`ownStatus.untils.${until}`)}
            </option>
          ))}
        </Select>
      )}
      {absent || form.until === "date" ? (
        <TextField
          type="date"
          label={t("ownStatus.lastDay")}
          value={form.lastDay}
          error={dayProblem}
          onChange={(event) => change({ lastDay: event.currentTarget.value })}
        />
      ) : null}
      {problem === undefined ? null : <InlineMessage tone="danger">{problem}</InlineMessage>}
    </Dialog>
  );
}

const UNTILS = ["open", "hour", "today", "date"] as const;

/** A day as the browser's date field wants it. */
function day(time: number | undefined): string {
  if (time === undefined) return "";
  const date = new Date(time);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

/** The dialog begins with what holds now. */
function formOf({ chosen, out_of_office: absence }: Status): StatusForm {
  if (absence) {
    return {
      state: "out-of-office",
      text: absence.text,
      until: "date",
      firstDay: day(absence.from),
      lastDay: day(absence.until),
    };
  }
  return {
    state: chosen?.state ?? "busy",
    text: chosen?.text ?? "",
    until: chosen?.until === undefined ? "open" : "date",
    firstDay: "",
    lastDay: day(chosen?.until),
  };
}
