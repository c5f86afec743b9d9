import type { Poll, PollResult, RoomHandle } from "@plenum/matrix";
import { Button, classes, Dialog, Tooltip, useToast } from "@plenum/ui";
import { ChartBarBig, Check } from "lucide-react";
import { useCallback, useId } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useResource } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { namesText } from "../reactions/names.ts";
import { useRoomDialog } from "../rooms/RoomDialog.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { pressed, showsCounts } from "./poll-rules.ts";
import "./polls.css";

/** A poll in the timeline: vote, change the vote, see the result, end it. */
export default function PollMessage({
  poll,
  eventId,
  handle,
}: {
  poll: Poll;
  /** Missing until the server has the poll. */
  eventId: string | undefined;
  handle: RoomHandle;
}): ReactNode {
  const { t } = useI18n();
  return (
    <section className="pl-poll" aria-label={`${t("poll.kind")}: ${poll.question}`}>
      <p className="pl-poll__kind">
        <ChartBarBig aria-hidden="true" />
        {t("poll.kind")}
      </p>
      <h3 className="pl-poll__question">{poll.question}</h3>
      {eventId === undefined ? (
        <p className="pl-small pl-muted">{t("poll.waiting")}</p>
      ) : (
        <OpenPoll poll={poll} eventId={eventId} handle={handle} />
      )}
    </section>
  );
}

function OpenPoll({
  poll,
  eventId,
  handle,
}: {
  poll: Poll;
  eventId: string;
  handle: RoomHandle;
}): ReactNode {
  const { session } = useWorkspace();
  // A poll does not change once it is there; its object may.
  const id = handle.id;
  const answers = JSON.stringify(poll);
  const open = useCallback(() => {
    const value = session.messages.openPoll(
      { roomId: id, eventId },
      JSON.parse(answers) as typeof poll,
    );
    return { value, close: () => value.close() };
  }, [session, id, eventId, answers]);
  const opened = useResource(open);
  return opened === undefined ? null : <Counted poll={poll} opened={opened} />;
}

function Counted({
  poll,
  opened,
}: {
  poll: Poll;
  opened: ReturnType<ReturnType<typeof useWorkspace>["session"]["messages"]["openPoll"]>;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const show = useRoomDialog();
  const name = useId();
  const result = useObservable(opened.result);
  const ended = result?.ended === true;
  const most = Math.max(0, ...(result?.answers.map(({ votes }) => votes) ?? []));
  const counts = showsCounts(poll, result);
  const vote = (answerId: string): void => {
    const next = pressed(poll, result?.own ?? [], answerId);
    if (next === undefined) toast({ text: t("poll.full", { count: poll.maxSelections }) });
    else opened.vote(next);
  };
  return (
    <>
      {poll.maxSelections > 1 && !ended ? (
        <p className="pl-small pl-muted">{t("poll.several", { count: poll.maxSelections })}</p>
      ) : null}
      <ul className="ui-list pl-poll__answers">
        {poll.answers.map((answer) => {
          const counted = result?.answers.find(({ id }) => id === answer.id);
          return (
            <Answer
              key={answer.id}
              group={name}
              text={answer.text}
              single={poll.maxSelections === 1}
              own={result?.own.includes(answer.id) === true}
              counted={counts ? counted : undefined}
              voters={result?.voters ?? 0}
              leads={ended && most > 0 && counted?.votes === most}
              disabled={ended || result === undefined}
              onPress={() => vote(answer.id)}
            />
          );
        })}
      </ul>
      <div className="pl-poll__foot">
        <p className="pl-small pl-muted" aria-live="polite">
          {footText(poll, result, t)}
        </p>
        {result?.mayEnd === true && !ended ? (
          <Button
            size="small"
            variant="quiet"
            onClick={() =>
              show((close) => (
                <EndPoll
                  onClose={close}
                  onEnd={() => {
                    opened.end();
                    close();
                  }}
                />
              ))
            }
          >
            {t("poll.end")}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function footText(
  poll: Poll,
  result: PollResult | undefined,
  t: ReturnType<typeof useI18n>["t"],
): string {
  if (result === undefined) return "";
  const parts = [
    result.ended ? t("poll.ended") : "",
    result.voters === 0 ? t("poll.nobody") : t("poll.voters", { count: result.voters }),
    !poll.disclosed && !result.ended ? t("poll.hidden") : "",
    result.complete ? "" : t("poll.incomplete"),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function Answer({
  group,
  text,
  single,
  own,
  counted,
  voters,
  leads,
  disabled,
  onPress,
}: {
  group: string;
  text: string;
  single: boolean;
  own: boolean;
  counted: PollResult["answers"][number] | undefined;
  voters: number;
  leads: boolean;
  disabled: boolean;
  onPress: () => void;
}): ReactNode {
  const { t, language } = useI18n();
  const share = counted === undefined || voters === 0 ? 0 : counted.votes / voters;
  const who =
    counted === undefined || counted.votes === 0
      ? undefined
      : namesText(counted.names, counted.votes, language, (count) => t("message.more", { count }));
  const votes =
    counted === undefined ? null : (
      <span className="pl-poll__votes ui-figures">{t("poll.votes", { count: counted.votes })}</span>
    );
  return (
    <li className={classes("pl-poll__answer", leads && "pl-poll__answer--leads")}>
      <label>
        <input
          // A radio button could not be taken back; a vote can.
          type="checkbox"
          name={group}
          className={single ? "pl-poll__single" : undefined}
          checked={own}
          disabled={disabled}
          onChange={onPress}
        />
        <span className="pl-poll__text">
          {text}
          {leads ? <Check aria-hidden="true" /> : null}
        </span>
        {who === undefined ? (
          votes
        ) : (
          <Tooltip label={who} side="top">
            <span className="pl-poll__who">
              {votes}
              <span className="ui-visually-hidden">: {who}</span>
            </span>
          </Tooltip>
        )}
      </label>
      {counted === undefined ? null : (
        <span className="pl-poll__bar" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
        </span>
      )}
    </li>
  );
}

function EndPoll({ onClose, onEnd }: { onClose: () => void; onEnd: () => void }): ReactNode {
  const { t } = useI18n();
  return (
    <Dialog
      title={t("poll.end")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={onEnd}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit">
            {t("poll.end")}
          </Button>
        </>
      }
    >
      <p>{t("poll.endText")}</p>
    </Dialog>
  );
}
