import { Button } from "@plenum/ui";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoom } from "../rooms/use-room.ts";
import type { InboxEntry } from "./entries.ts";

function focusNow(element: HTMLElement | null): void {
  element?.focus();
}

/** A short answer without leaving the inbox. Enter sends, Escape closes. */
export function InlineAnswer({
  entry: { room, conversation },
  onClose,
}: {
  entry: InboxEntry;
  onClose: (sent: boolean) => void;
}): ReactNode {
  const { t } = useI18n();
  const handle = useRoom(room.id);
  const [text, setText] = useState("");

  const send = (): void => {
    const answer = text.trim();
    if (answer === "" || handle === undefined) return;
    const rootId = conversation?.threadId;
    const last = conversation?.messages.at(-1)?.eventId;
    handle.sendText(
      answer,
      rootId === undefined ? {} : { thread: { rootId, lastEventId: last ?? rootId } },
    );
    onClose(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      onClose(false);
    }
  };
  return (
    <div className="pl-inbox__answer">
      <textarea
        ref={focusNow}
        className="ui-input"
        rows={2}
        aria-label={t("inbox.answerTo", { place: room.name })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button size="small" variant="primary" disabled={text.trim() === ""} onClick={send}>
        {t("composer.send")}
      </Button>
    </div>
  );
}
