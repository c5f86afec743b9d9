import type { MessageToSchedule, ScheduledMessage } from "@plenum/matrix";
import { Button, InlineMessage, TextArea } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { createMarkdown } from "../composer/markdown.ts";
import { marksOfMessage, moveMarks } from "../composer/mention-marks.ts";
import { isTooLong, readyMessage } from "../composer/message.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { TimeFields } from "./TimeFields.tsx";
import { localTime, nowHere, readLocalTime } from "./times.ts";

/** Another text or time for a scheduled message. What it answers and whom it mentions stays. */
export function EditScheduled({
  message,
  onSave,
  onCancel,
}: {
  message: ScheduledMessage;
  onSave: (next: MessageToSchedule, sendAt: number) => Promise<void>;
  onCancel: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [timeZone] = useState(() => nowHere().timeZoneId);
  const [written, setWritten] = useState(() => {
    const text = message.text ?? "";
    return { text, marks: marksOfMessage(text, message.html) };
  });
  const [time, setTime] = useState(() => localTime(message.sendAt, timeZone));
  const [timeError, setTimeError] = useState<string>();
  const [failed, setFailed] = useState<string>();
  const [busy, setBusy] = useState(false);

  const save = async (): Promise<void> => {
    const sendAt = readLocalTime(time, timeZone);
    if (sendAt === undefined) return setTimeError(t("scheduled.badTime"));
    if (sendAt <= Date.now()) return setTimeError(t("scheduled.past"));
    if (written.text.trim() === "" || isTooLong(written.text)) return undefined;
    const { body, html, mentions } = readyMessage(written, createMarkdown());
    const everyone = message.mentions.room === true && written.text.includes("@room");
    setBusy(true);
    try {
      await onSave(
        {
          text: body,
          ...(html === undefined ? {} : { html }),
          mentions: { ...mentions, ...(everyone ? { room: true } : {}) },
          ...(message.thread === undefined ? {} : { thread: message.thread }),
          ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
          ...(message.emote === true ? { emote: true } : {}),
        },
        sendAt,
      );
    } catch (error) {
      const code = failureCode(error);
      setFailed(code === "not-found" ? t("scheduled.gone") : t(`problem.matrix.${code}`));
      setBusy(false);
    }
    return undefined;
  };

  return (
    <form
      className="pl-scheduled__edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextArea
        label={t("scheduled.text")}
        rows={3}
        value={written.text}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setWritten(({ text: before, marks }) => ({
            text,
            marks: moveMarks(marks, before, text),
          }));
        }}
      />
      <TimeFields
        value={time}
        error={timeError}
        onChange={(value) => {
          setTime(value);
          setTimeError(undefined);
        }}
      />
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
      <div className="pl-scheduled__actions">
        <Button type="submit" variant="primary" size="small" busy={busy}>
          {t("scheduled.save")}
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
