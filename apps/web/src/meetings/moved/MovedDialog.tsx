import { recurrenceSentence } from "@plenum/model/calendar";
import type { MyMovedMeeting } from "@plenum/model/migration";
import { Button, Dialog, InlineMessage, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { useFormats } from "../formats.ts";
import { approveMoved } from "./moved-api.ts";

/** Meetings of one request. */
const MOST = 100;

/** What becomes of one's meetings; those that are ticked are sent. */
export function MovedDialog({
  moved,
  onClose,
  onApproved,
}: {
  moved: readonly MyMovedMeeting[];
  onClose: () => void;
  onApproved: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const toast = useToast();
  const waiting = moved.filter(({ state }) => state === "prepared").slice(0, MOST);
  const impossible = moved.filter(({ state }) => state === "impossible");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const keys = waiting.map(({ key }) => key).filter((key) => !left.has(key));

  const approve = async (): Promise<void> => {
    if (busy || keys.length === 0) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await approveMoved(api, keys);
      toast({ text: t("meetings.moved.done", { count: keys.length }) });
      onApproved();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const tick = (key: string, ticked: boolean): void => {
    const next = new Set(left);
    if (ticked) next.delete(key);
    else next.add(key);
    setLeft(next);
  };
  return (
    <Dialog
      title={t("meetings.moved.title")}
      size="wide"
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void approve()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("meetings.moved.later")}
          </Button>
          <Button type="submit" variant="primary" busy={busy} disabled={keys.length === 0}>
            {t("meetings.moved.approve", { count: keys.length })}
          </Button>
        </>
      }
    >
      <p>{t("meetings.moved.text")}</p>
      <ul className="pl-moved">
        {waiting.map((each) => (
          <li key={each.key}>
            <label>
              <input
                type="checkbox"
                checked={!left.has(each.key)}
                onChange={(event) => tick(each.key, event.target.checked)}
              />
              <MovedMeeting moved={each} />
            </label>
          </li>
        ))}
      </ul>
      {impossible.length === 0 ? null : (
        <>
          <h3>{t("meetings.moved.impossible")}</h3>
          <ul className="pl-moved">
            {impossible.map(({ key, subject, problem: reason }) => (
              <li key={key}>
                <strong>{subject}</strong>
                <span className="pl-muted">
                  {t(`meetings.moved.problem.${reason ?? "undated"}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
    </Dialog>
  );
}

function MovedMeeting({ moved }: { moved: MyMovedMeeting }): ReactNode {
  const { t, language } = useI18n();
  const { meeting } = moved;
  const formats = useFormats(meeting?.timeZone ?? "UTC");
  if (meeting === undefined) return <strong>{moved.subject}</strong>;
  const { start, timeZone, recurrence, exceptions, places, people, losses } = meeting;
  const changed = exceptions.filter(({ cancelled }) => !cancelled).length;
  const cancelled = exceptions.length - changed;
  const facts = [
    `${formats.dayLong(start.slice(0, 10), "")}, ${start.slice(11)} (${timeZone})`,
    ...(recurrence === undefined ? [] : [recurrenceSentence(recurrence, start, language)]),
    ...(changed === 0 ? [] : [t("meetings.moved.changed", { count: changed })]),
    ...(cancelled === 0 ? [] : [t("meetings.moved.cancelled", { count: cancelled })]),
    ...(places.length === 0 ? [] : [places.join(", ")]),
    t("meetings.moved.people", { count: people.length }),
  ];
  return (
    <span className="pl-moved__meeting">
      <strong>{meeting.title}</strong>
      <span className="pl-muted">{facts.join(" · ")}</span>
      {losses.map((loss) => (
        <span key={loss} className="pl-small">
          {t(`meetings.moved.loss.${loss}`)}
        </span>
      ))}
    </span>
  );
}
