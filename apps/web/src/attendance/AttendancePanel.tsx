import { attendanceListSchema, type AttendanceList, type AttendanceRow } from "@plenum/model";
import { Button, EmptyState, InlineMessage, Skeleton, Switch } from "@plenum/ui";
import { Download, UsersRound } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useProblemText } from "../api/use-problem-text.ts";
import { saveText } from "../app/save-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./attendance.css";

/** Milliseconds after which the list is read again while it is being kept. */
const PERIOD = 15_000;

/** Who was in the call from when to when, for the moderators of a conference. */
export default function AttendancePanel({ handle }: PanelProps): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const path = `/api/v1/conferences/${encodeURIComponent(handle.id)}/attendance`;
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { value, problem, retry } = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({ method: "GET", path, signal, answer: attendanceListSchema }),
      [api, path],
    ),
  );
  const on = value?.on === true;
  // What was pressed shows at once, until the server has answered.
  const [wish, setWish] = useState<{ on: boolean; over: typeof value }>();
  const shownOn = wish !== undefined && wish.over === value ? wish.on : on;
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(retry, PERIOD);
    return () => clearInterval(timer);
    // `retry` is another function after each reading, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [on]);

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const keep = (next: boolean): Promise<void> =>
    attempt(async () => {
      setWish({ on: next, over: value });
      try {
        await api.authorised({ method: "PUT", path, body: { on: next }, answer: z.unknown() });
        retry();
      } catch (error) {
        setWish(undefined);
        throw error;
      }
    });
  const save = (): Promise<void> =>
    attempt(async () => {
      const text = await api.authorised({ method: "GET", path: `${path}.csv`, answer: z.string() });
      saveText(text, "attendance.csv");
    });

  const shown = failure ?? problem;
  return (
    <div className="pl-attendance">
      {shown === undefined ? null : (
        <InlineMessage tone="danger">
          {problemText(shown)}{" "}
          <Button size="small" variant="quiet" onClick={retry}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      )}
      {value === undefined && problem === undefined ? <Skeleton width="80%" /> : null}
      {value === undefined ? null : (
        <>
          <Switch
            label={t("attendance.keep")}
            description={t("attendance.keepText")}
            checked={shownOn}
            disabled={busy}
            onChange={(next) => void keep(next)}
          />
          <People list={value} />
          {value.people.length === 0 ? null : (
            <span>
              <Button
                size="small"
                busy={busy}
                icon={<Download aria-hidden="true" />}
                onClick={() => void save()}
              >
                {t("attendance.export")}
              </Button>
            </span>
          )}
        </>
      )}
    </div>
  );
}

function People({ list }: { list: AttendanceList }): ReactNode {
  const { t } = useI18n();
  if (list.people.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        icon={<UsersRound aria-hidden="true" />}
        title={t("attendance.none")}
      >
        {t(list.on ? "attendance.noneText" : "attendance.offText")}
      </EmptyState>
    );
  }
  return (
    <section>
      <h3 className="pl-people__title">{t("attendance.people")}</h3>
      <ul className="ui-list pl-attendance__people">
        {list.people.map((person) => (
          <li key={person.userId}>
            <Person person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Person({ person }: { person: AttendanceRow }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  return (
    <>
      <b>{person.name}</b>
      <span className="pl-small pl-muted">{t(`attendance.way.${person.way}`)}</span>
      {person.times.map(({ from, until }) => (
        <span key={from} className="pl-small ui-figures">
          {until === undefined
            ? t("attendance.there", { from: dates.moment(Date.parse(from)) })
            : t("attendance.from", {
                from: dates.dateTime(Date.parse(from)),
                until: dates.time(Date.parse(until)),
              })}
        </span>
      ))}
      <span className="pl-small pl-muted ui-figures">
        {t("attendance.sum", { count: Math.round(person.seconds / 60) })}
      </span>
    </>
  );
}
