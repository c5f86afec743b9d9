import { Button, Dialog, InlineMessage, Switch, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../people/PeoplePicker.tsx";
import { roomPath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** A new room for several people. */
export function NewRoom({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [encrypted, setEncrypted] = useState(true);
  const [people, setPeople] = useState<readonly PickedPerson[]>([]);
  const [busy, setBusy] = useState(false);
  const [nameMissing, setNameMissing] = useState(false);
  const [failed, setFailed] = useState<string>();

  const create = async (): Promise<void> => {
    if (busy) return;
    setNameMissing(name.trim() === "");
    if (name.trim() === "") return;
    setBusy(true);
    setFailed(undefined);
    try {
      const roomId = await session.createRoom({
        name: name.trim(),
        ...(topic.trim() === "" ? {} : { topic: topic.trim() }),
        encrypted,
        invite: people.map((person) => person.userId),
      });
      navigate(roomPath(roomId));
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={t("newRoom.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void create()}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t("newRoom.submit")}
          </Button>
        </>
      }
    >
      <TextField
        data-autofocus
        label={t("newRoom.name")}
        value={name}
        maxLength={200}
        error={nameMissing ? t("newRoom.nameMissing") : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t("newRoom.topic")}
        value={topic}
        maxLength={500}
        onChange={(event) => setTopic(event.currentTarget.value)}
      />
      <PeoplePicker label={t("newRoom.people")} people={people} onChange={setPeople} />
      <Switch
        label={t("newRoom.encrypted")}
        description={t("newRoom.encryptedText")}
        checked={encrypted}
        onChange={setEncrypted}
      />
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </Dialog>
  );
}
