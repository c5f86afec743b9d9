import { Button } from "@plenum/ui";
import { Hand, Presentation } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { listens } from "./rules.ts";

/** Over the pictures of a lecture: what one is in it, how many listen, and the way to a question. */
export function LectureLine({
  call,
  empty,
  onQuestions,
}: {
  call: Call;
  /** Nobody is on the stage. */
  empty: boolean;
  /** Shows who wants to speak. */
  onQuestions: () => void;
}): ReactNode {
  const t = useTexts();
  const floor = useCallPart(call, (snapshot) => snapshot.floor);
  const hands = useCallPart(call, (snapshot) => snapshot.hands);
  if (!floor.lecture) return null;
  const listening = listens(floor);
  const sentence = listening
    ? hands.own
      ? t("floor.asked")
      : t("floor.listening")
    : empty
      ? t("floor.empty")
      : undefined;
  return (
    <div className="call-lecture">
      <span className="call-lecture__mark">
        <Presentation aria-hidden="true" size={16} />
        {t("floor.lecture")}
      </span>
      {floor.listeners === undefined ? null : (
        <span className="call-lecture__count">
          {t("floor.listeners", { count: floor.listeners })}
        </span>
      )}
      {sentence === undefined ? null : <output className="call-lecture__text">{sentence}</output>}
      {listening && hands.may ? (
        <Button
          size="small"
          variant={hands.own ? "secondary" : "primary"}
          icon={<Hand aria-hidden="true" />}
          onClick={() => call.raiseHand(!hands.own)}
        >
          {hands.own ? t("floor.unask") : t("floor.ask")}
        </Button>
      ) : floor.control?.floor === true && hands.raised.length > 0 ? (
        <Button size="small" icon={<Hand aria-hidden="true" />} onClick={onQuestions}>
          {t("floor.questions", { count: hands.raised.length })}
        </Button>
      ) : null}
    </div>
  );
}
