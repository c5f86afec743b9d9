import type { ScheduledMessage } from "@plenum/matrix";
import { Button, Dialog, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { CalendarClock } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { EditScheduled } from "./EditScheduled.tsx";
import { useScheduled } from "./use-scheduled.ts";
import "./scheduled.css";

/** Everything that the server will send for this person: change it, send it now, or delete it. */
export default function ScheduledDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { scheduled, messages } = useScheduled();
  const [failed, setFailed] = useState<string>();
  const [editing, setEditing] = useState<string>();

  useEffect(() => {
    if (scheduled === undefined) return undefined;
    let shown = true;
    scheduled.refresh().catch((error: unknown) => {
      if (shown) setFailed(t(`problem.matrix.${failureCode(error)}`));
    });
    return () => {
      shown = false;
    };
  }, [scheduled, t]);

  const act = (work: Promise<void> | undefined): void => {
    setFailed(undefined);
    work?.catch((error: unknown) => {
      const code = failureCode(error);
      setFailed(
        code === "not-found"
          ? t("scheduled.gone")
          : t("scheduled.actFailed", { reason: t(`problem.matrix.${code}`) }),
      );
    });
  };

  return (
    <Dialog
      title={t("scheduled.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      size="wide"
    >
      {failed === undefined ? null : (
        <InlineMessage tone="danger" boxed>
          {failed}
        </InlineMessage>
      )}
      {messages === undefined && failed === undefined ? (
        <div aria-busy="true" aria-label={t("scheduled.loading")}>
          <Skeleton width="60%" />
          <Skeleton width="80%" />
        </div>
      ) : null}
      {messages?.length === 0 ? (
        <EmptyState icon={<CalendarClock aria-hidden="true" />} title={t("scheduled.emptyTitle")}>
          {t("scheduled.emptyText")}
        </EmptyState>
      ) : null}
      <ul className="ui-list pl-scheduled">
        {messages?.map((message) => (
          <li key={message.id} className="pl-scheduled__entry">
            {editing === message.id ? (
              <EditScheduled
                message={message}
                onCancel={() => setEditing(undefined)}
                onSave={async (next, sendAt) => {
                  await scheduled?.change(message.id, next, sendAt);
                  setEditing(undefined);
                }}
              />
            ) : (
              <Entry
                message={message}
                onEdit={() => setEditing(message.id)}
                onSendNow={() => act(scheduled?.sendNow(message.id))}
                onCancel={() => act(scheduled?.cancel(message.id))}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Entry({
  message,
  onEdit,
  onSendNow,
  onCancel,
}: {
  message: ScheduledMessage;
  onEdit: () => void;
  onSendNow: () => void;
  onCancel: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { session } = useWorkspace();
  const room = useObservable(session.rooms).get(message.roomId)?.name ?? t("scheduled.unknownRoom");
  const time = dates.dateTime(message.sendAt);
  const label = (action: string): string => t("scheduled.of", { action, room, time });
  return (
    <>
      <p className="pl-scheduled__head">
        <b>{room}</b>
        {message.thread === undefined ? null : <span>{t("scheduled.thread")}</span>}
        <time dateTime={new Date(message.sendAt).toISOString()}>{time}</time>
      </p>
      <p className="pl-scheduled__text">{message.text ?? t("scheduled.noKey")}</p>
      <div className="pl-scheduled__actions">
        {message.text === undefined ? null : (
          <Button size="small" aria-label={label(t("scheduled.edit"))} onClick={onEdit}>
            {t("scheduled.edit")}
          </Button>
        )}
        <Button size="small" aria-label={label(t("scheduled.sendNow"))} onClick={onSendNow}>
          {t("scheduled.sendNow")}
        </Button>
        <Button
          size="small"
          variant="quiet"
          aria-label={label(t("scheduled.cancel"))}
          onClick={onCancel}
        >
          {t("scheduled.cancel")}
        </Button>
      </div>
    </>
  );
}
