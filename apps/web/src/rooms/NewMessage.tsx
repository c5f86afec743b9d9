import { Button, Dialog, InlineMessage } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../people/PeoplePicker.tsx";
import { roomPath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** A direct message: find the person, open the conversation. */
export function NewMessage({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const [people, setPeople] = useState<readonly PickedPerson[]>([]);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const person = people[0];

  const open = async (): Promise<void> => {
    if (!person || busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      navigate(roomPath(await session.directRoomWith(person.userId)));
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={t("newMessage.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void open()}
      actions={
        <Button type="submit" variant="primary" disabled={!person} busy={busy}>
          {t("newMessage.submit")}
        </Button>
      }
    >
      <PeoplePicker label={t("newMessage.to")} people={people} onChange={setPeople} single />
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </Dialog>
  );
}
