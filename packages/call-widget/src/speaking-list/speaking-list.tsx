import { isPhoneUserId, speakingView, type SpeakingView } from "@plenum/model";
import { Button, InlineMessage } from "@plenum/ui";
import { Mic } from "lucide-react";
import { useId } from "react";
import type { ReactNode } from "react";
import { clockTime, stageOf } from "./durations.ts";
import { Lead } from "./lead-list.tsx";
import { useListTexts } from "./list-texts.ts";
import { nameIn, type SpeakingListProps } from "./list-props.ts";
import { OwnHand } from "./own-hand.tsx";
import { Phones } from "./phones.tsx";
import { useNow } from "./use-now.ts";
import { WaitingList } from "./waiting-list.tsx";
import "./speaking-list.css";

/** Who speaks, who speaks next and how long everybody has spoken; for whoever leads, what to do about it. */
export function SpeakingList(props: SpeakingListProps): ReactNode {
  const t = useListTexts();
  const { list, hands, onCommand, problem } = props;
  const view = speakingView(list, hands);
  const now = useNow();
  const waiting = useId();
  const [next] = view.rows;
  return (
    <div className="call-list">
      <Speakers {...props} view={view} now={now} />
      <OwnHand {...props} view={view} />
      {view.open ? null : <p className="call-list__note">{t("closed")}</p>}
      <section aria-labelledby={waiting} className="call-list__waiting">
        <header className="call-list__head">
          <strong id={waiting}>{t("waiting")}</strong>
          {onCommand && next && !next.pending ? (
            <Button
              size="small"
              variant="primary"
              busy={props.busy}
              aria-label={t("giveTo", { name: nameIn(props, t("unknown"), next.person) })}
              onClick={() => onCommand({ act: "give", person: next.person })}
            >
              {t("give")}
            </Button>
          ) : null}
        </header>
        {view.rows.length === 0 ? (
          <p className="call-list__note">{t("empty")}</p>
        ) : (
          <WaitingList {...props} view={view} now={now} />
        )}
        {view.more > 0 ? (
          <p className="call-list__note">{t("more", { count: view.more })}</p>
        ) : null}
      </section>
      {onCommand ? <Phones {...props} view={view} onCommand={onCommand} /> : null}
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{t(`problem.${problem}`)}</InlineMessage>
      )}
      <Sums {...props} view={view} />
      {onCommand ? <Lead {...props} view={view} onCommand={onCommand} /> : null}
    </div>
  );
}

function Speakers(
  props: SpeakingListProps & { readonly view: SpeakingView; readonly now: number },
): ReactNode {
  const t = useListTexts();
  const { view, now, onCommand, ownUserId, nameOf } = props;
  if (view.speakers.length === 0) {
    return view.rows.length === 0 ? null : <p className="call-list__note">{t("nobody")}</p>;
  }
  return (
    <ul className="call-list__speakers" aria-label={t("speaking")}>
      {view.speakers.map(({ person, kind, since, turns, ms }) => {
        const name = nameIn(props, t("unknown"), person);
        const elapsed = Math.max(0, now - since);
        const stage = stageOf(elapsed, view.limit);
        const limit = view.limit * 1_000;
        return (
          <li key={person} className="call-list__speaker" data-stage={stage}>
            <span className="call-list__who">
              <strong className="call-list__name">
                <Mic aria-hidden="true" size={16} />
                {person === ownUserId ? t("you", { name }) : name}
              </strong>
              <span className="call-list__marks">
                {[
                  t("speaking"),
                  isPhoneUserId(person) ? t("phone") : undefined,
                  t(`kinds.${kind}`),
                  nameOf(person)?.organisation,
                  turns > 0 ? t("spoken", { count: turns, time: clockTime(ms) }) : undefined,
                ]
                  .filter((mark) => mark !== undefined)
                  .join(" · ")}
              </span>
            </span>
            <span className="call-list__time" role="timer">
              {limit === 0
                ? clockTime(elapsed)
                : t("of", { time: clockTime(elapsed), limit: clockTime(limit) })}
              {stage === "free" ? null : (
                <span className="call-list__stage">
                  {stage === "over" ? t("over") : t("left", { time: clockTime(limit - elapsed) })}
                </span>
              )}
            </span>
            {onCommand ? (
              <Button
                size="small"
                aria-label={t("endOf", { name })}
                onClick={() => onCommand({ act: "end", person })}
              >
                {t("end")}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Sums(props: SpeakingListProps & { readonly view: SpeakingView }): ReactNode {
  const t = useListTexts();
  const { sums } = props.view;
  return (
    <details className="call-list__fold">
      <summary>{t("sums")}</summary>
      {sums.length === 0 ? (
        <p className="call-list__note">{t("noSums")}</p>
      ) : (
        <ul className="call-list__sums">
          {sums.map(({ person, turns, ms }) => (
            <li key={person}>
              <span>{nameIn(props, t("unknown"), person)}</span>
              <span>{t("spoken", { count: turns, time: clockTime(ms) })}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
