import type { MessageBody, TimelineItem } from "@plenum/matrix";
import { Button, useToast } from "@plenum/ui";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { TextKey } from "../i18n/keys.ts";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { explainUndecryptable, type Remedy } from "./undecryptable.ts";

const BUTTONS: Readonly<Record<Remedy, TextKey>> = {
  "confirm-device": "message.undecryptable.enter",
  "try-again": "message.undecryptable.tryAgain",
  ask: "message.undecryptable.ask",
  "accept-change": "message.undecryptable.accept",
};

/** In the place of a message that cannot be read: why, what happens next, and one button. */
export function Undecryptable({
  item,
  reason,
}: {
  item: Extract<TimelineItem, { kind: "message" }>;
  reason: Extract<MessageBody, { kind: "undecryptable" }>["reason"];
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const { roomId } = useRoomNavigation();
  const toast = useToast();
  const status = useObservable(session.encryption.status);
  const trust = useObservable(session.encryption.trustOf(item.sender.userId));
  const dialogs = useDialogAddress();
  // Read once: a message does not grow old under the eyes of the reader.
  const [age] = useState(() => Date.now() - item.timestamp);
  const [done, setDone] = useState(false);
  const { explanation, remedy } = explainUndecryptable(reason, status.kind, age, trust);

  const act = (): void => {
    if (remedy === "confirm-device") dialogs.open("recover");
    if (remedy === "try-again") session.encryption.tryAgain(roomId);
    if (remedy === "accept-change") {
      session.encryption
        .acceptChange(item.sender.userId)
        .catch(() => toast({ text: t("message.actFailed") }));
    }
    if (remedy === "ask" && item.eventId !== undefined) {
      const room = session.openRoom(roomId);
      room.sendText(t("message.undecryptable.request"), {
        replyTo: item.eventId,
        mentions: { userIds: [item.sender.userId] },
      });
      room.close();
      setDone(true);
      toast({ text: t("message.undecryptable.asked") });
    }
  };
  return (
    <div className="pl-undecryptable">
      <LockKeyhole aria-hidden="true" />
      <span>{t(`message.undecryptable.${explanation}`, { name: item.sender.displayName })}</span>
      {done || item.own ? null : (
        <Button size="small" onClick={act}>
          {t(BUTTONS[remedy])}
        </Button>
      )}
    </div>
  );
}
