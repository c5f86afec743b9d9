import type { AttendanceAnswer, Meeting } from "@plenum/model";
import { Button, Choices, InlineMessage } from "@plenum/ui";
import { Check, CircleHelp, X } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../../api/use-problem-text.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { answerMeeting } from "../api.ts";
import { answerOfOne } from "./people.ts";

const ANSWERS = [
  { value: "accepted", Icon: Check },
  { value: "tentative", Icon: CircleHelp },
  { value: "declined", Icon: X },
] as const;
type Answer = (typeof ANSWERS)[number]["value"];
type Scope = "series" | "one";

/** Whether one comes: to this occurrence, or to all of them. */
export function OwnAnswer({
  headingLevel,
  meeting,
  original,
  answer,
}: {
  headingLevel: 2 | 3;
  meeting: Meeting;
  original: string;
  answer: AttendanceAnswer;
}): ReactNode {
  const { t } = useI18n();
  const { api, meetings } = useWorkspace();
  const problemText = useProblemText();
  const single = answerOfOne(meeting, original);
  // Whoever has answered for this date is shown that, and not what holds for the others.
  const [scope, setScope] = useState<Scope>(single === undefined ? "series" : "one");
  const [given, setGiven] = useState<{ readonly scope: Scope; readonly value: Answer }>();
  const [problem, setProblem] = useState<unknown>();
  const recurring = meeting.recurrence !== undefined;
  const give = async (value: Answer): Promise<void> => {
    setGiven({ scope, value });
    setProblem(undefined);
    try {
      const one = recurring && scope === "one";
      await answerMeeting(api, meeting.id, { answer: value, ...(one ? { original } : {}) });
      meetings.changed();
    } catch (error) {
      setGiven(undefined);
      setProblem(error);
    }
  };
  const known = scope === "one" ? (single ?? answer) : answer;
  const shown = given?.scope === scope ? given.value : known;
  const Heading = `h${headingLevel}` as const;
  return (
    <section className="pl-meeting__part" aria-labelledby="meeting-answer">
      <Heading id="meeting-answer">{t("meetings.doYouCome")}</Heading>
      {recurring ? (
        <Choices
          label={t("meetings.answerFor")}
          value={scope}
          choices={[
            { value: "series", label: t("meetings.wholeSeries") },
            { value: "one", label: t("meetings.thisOne") },
          ]}
          onChange={setScope}
        />
      ) : null}
      <div className="pl-row">
        {ANSWERS.map(({ value, Icon }) => (
          <Button
            key={value}
            size="small"
            variant={shown === value ? "primary" : "secondary"}
            aria-pressed={shown === value}
            icon={<Icon aria-hidden="true" />}
            onClick={() => void give(value)}
          >
            {t(`meetings.answer.${value}`)}
          </Button>
        ))}
      </div>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
    </section>
  );
}
