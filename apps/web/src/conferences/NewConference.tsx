import { Button, Dialog, InlineMessage, Select, Spinner, TextField } from "@plenum/ui";
import { conferenceKindSchema, type ConferenceKind } from "@plenum/model";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../people/PeoplePicker.tsx";
import { roomPath } from "../routes.ts";
import { useProvisioning } from "./use-provisioning.ts";

const KINDS: readonly ConferenceKind[] = conferenceKindSchema.options;

/** A conference room, made by the appservice: shows how far it is and opens it when it is ready. */
export function NewConference({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const [, navigate] = useLocation();
  const [title, setTitle] = useState("");
  const [titleMissing, setTitleMissing] = useState(false);
  const [kind, setKind] = useState<ConferenceKind>("meeting");
  const [people, setPeople] = useState<readonly PickedPerson[]>([]);
  const provisioning = useProvisioning((roomId) => navigate(roomPath(roomId)));

  const create = (): void => {
    if (provisioning.state === "running") return;
    setTitleMissing(title.trim() === "");
    if (title.trim() === "") return;
    provisioning.start({
      title: title.trim(),
      kind,
      invite: people.map((person) => person.userId),
    });
  };

  return (
    <Dialog
      title={t("newConference.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={create}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" variant="primary" busy={provisioning.state === "running"}>
            {t("newConference.submit")}
          </Button>
        </>
      }
    >
      <p className="pl-muted">{t("newConference.text")}</p>
      <TextField
        data-autofocus
        label={t("newConference.name")}
        value={title}
        maxLength={200}
        error={titleMissing ? t("newConference.nameMissing") : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Select
        label={t("newConference.kind")}
        value={kind}
        onChange={(event) => setKind(conferenceKindSchema.parse(event.currentTarget.value))}
      >
        {KINDS.map((value) => (
          <option key={value} value={value}>
            {t(`newConference.kinds.${value}`)}
          </option>
        ))}
      </Select>
      <PeoplePicker label={t("newRoom.people")} people={people} onChange={setPeople} />
      {provisioning.state === "running" ? (
        <output className="pl-row pl-muted">
          <Spinner />
          {t("newConference.running")}
        </output>
      ) : null}
      {provisioning.problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(provisioning.problem)}</InlineMessage>
      )}
    </Dialog>
  );
}
