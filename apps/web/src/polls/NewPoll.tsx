import { Button, Dialog, IconButton, InlineMessage, Switch, TextField, useToast } from "@plenum/ui";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Place } from "../composer/place.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import {
  answersOf,
  FEWEST_ANSWERS,
  MOST_ANSWERS,
  pollOfDraft,
  type PollDraft,
} from "./poll-rules.ts";
import "./polls.css";

interface Line {
  readonly key: string;
  readonly text: string;
}

/** Asks everybody in a room, or in a thread, something. */
export default function NewPoll({
  placeNow,
  onClose,
}: {
  /** Where it will stand: others may write into the thread while the answers are typed. */
  placeNow: () => Place;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const { session } = useWorkspace();
  const [question, setQuestion] = useState("");
  const [lines, setLines] = useState<readonly Line[]>([newLine(), newLine()]);
  const [several, setSeveral] = useState(false);
  const [hidden, setHidden] = useState(false);
  const [tried, setTried] = useState(false);
  const draft: PollDraft = { question, answers: lines.map(({ text }) => text), several, hidden };

  const send = (): void => {
    setTried(true);
    const poll = pollOfDraft(draft, () => crypto.randomUUID());
    if (poll === undefined) return;
    const { roomId, thread } = placeNow();
    session.messages
      .startPoll(roomId, poll, thread)
      .catch(() => toast({ text: t("message.actFailed") }));
    onClose();
  };
  const change = (key: string, text: string): void =>
    setLines(lines.map((line) => (line.key === key ? { key, text } : line)));
  return (
    <Dialog
      title={t("newPoll.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit">
            {t("newPoll.submit")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("newPoll.question")}
        value={question}
        maxLength={340}
        data-autofocus
        error={tried && question.trim() === "" ? t("newPoll.questionEmpty") : undefined}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <fieldset className="pl-new-poll">
        <legend>{t("newPoll.answers")}</legend>
        {lines.map((line, index) => (
          <div key={line.key} className="pl-new-poll__line">
            <TextField
              label={t("newPoll.answer", { number: index + 1 })}
              labelHidden
              placeholder={t("newPoll.answer", { number: index + 1 })}
              value={line.text}
              maxLength={340}
              onChange={(event) => change(line.key, event.currentTarget.value)}
            />
            {lines.length > FEWEST_ANSWERS ? (
              <IconButton
                size="small"
                label={t("newPoll.remove", { number: index + 1 })}
                icon={<X aria-hidden="true" />}
                onClick={() => setLines(lines.filter(({ key }) => key !== line.key))}
              />
            ) : null}
          </div>
        ))}
        {lines.length < MOST_ANSWERS ? (
          <Button
            size="small"
            variant="quiet"
            icon={<Plus aria-hidden="true" />}
            onClick={() => setLines([...lines, newLine()])}
          >
            {t("newPoll.add")}
          </Button>
        ) : null}
        {tried && answersOf(draft).length < FEWEST_ANSWERS ? (
          <InlineMessage tone="danger">{t("newPoll.answersFew")}</InlineMessage>
        ) : null}
      </fieldset>
      <Switch label={t("newPoll.several")} checked={several} onChange={setSeveral} />
      <Switch
        label={t("newPoll.hide")}
        description={t("newPoll.hideText")}
        checked={hidden}
        onChange={setHidden}
      />
    </Dialog>
  );
}

function newLine(): Line {
  return { key: crypto.randomUUID(), text: "" };
}
