import { Button, Dialog, InlineMessage, RadioList, Spinner, Switch, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PeoplePicker, type PickedPerson } from "../people/PeoplePicker.tsx";
import { roomPath } from "../routes.ts";
import { useProvisioning, type Waiting } from "./use-provisioning.ts";
import { useTemplates } from "./use-templates.ts";

/** What is chosen against the template of the same name; another template has its own. */
interface Chosen {
  readonly template: string;
  readonly encrypted?: boolean;
  readonly lobby?: boolean;
}

/** A conference room, made by the appservice: shows how far it is and opens it when it is ready. */
export default function NewConference({ onClose }: { onClose: () => void }): ReactNode {
  const { t, language } = useI18n();
  const problemText = useProblemText();
  const [, navigate] = useLocation();
  const [title, setTitle] = useState("");
  const [titleMissing, setTitleMissing] = useState(false);
  const [chosen, setChosen] = useState<Chosen>({ template: "meeting" });
  const [people, setPeople] = useState<readonly PickedPerson[]>([]);
  const { templates, known } = useTemplates();
  const provisioning = useProvisioning((roomId) => navigate(roomPath(roomId)));
  const template = templates.find(({ id }) => id === chosen.template) ?? templates[0];
  if (template === undefined) return null;
  const { choices } = template;
  const busy = provisioning.waiting !== undefined;

  const create = (): void => {
    if (busy) return;
    setTitleMissing(title.trim() === "");
    if (title.trim() === "") return;
    provisioning.start({
      title: title.trim(),
      kind: template.kind,
      template: template.id,
      invite: people.map((person) => person.userId),
      ...(chosen.encrypted === undefined ? {} : { encrypted: chosen.encrypted }),
      ...(chosen.lobby === undefined ? {} : { lobby: chosen.lobby }),
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
          <Button type="submit" variant="primary" busy={busy}>
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
      <RadioList
        label={t("newConference.kind")}
        value={template.id}
        disabled={busy}
        options={templates.map(({ id, name, sentence }) => ({
          value: id,
          label: name[language],
          description: sentence[language],
        }))}
        onChange={(id) => setChosen({ template: id })}
      />
      {choices.lobby ? (
        <Switch
          label={t("conferenceTemplates.lobby")}
          description={t("conferenceTemplates.lobbyText")}
          checked={chosen.lobby ?? template.lobby}
          disabled={busy}
          onChange={(lobby) => setChosen({ ...chosen, template: template.id, lobby })}
        />
      ) : null}
      {choices.encrypted ? (
        <Switch
          label={t("conferenceTemplates.encrypted")}
          description={t("conferenceTemplates.encryptedText")}
          checked={chosen.encrypted ?? template.encrypted}
          disabled={busy}
          onChange={(encrypted) => setChosen({ ...chosen, template: template.id, encrypted })}
        />
      ) : null}
      {known && !choices.encrypted && !choices.lobby ? (
        <p className="pl-muted">{t("conferenceTemplates.fixed")}</p>
      ) : null}
      <PeoplePicker label={t("newRoom.people")} people={people} onChange={setPeople} />
      {provisioning.waiting === undefined ? null : <Progress waiting={provisioning.waiting} />}
      {provisioning.problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(provisioning.problem)}</InlineMessage>
      )}
    </Dialog>
  );
}

/** On a phone the dialog is longer than the screen, and this stands at its end. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** What is being waited for, as it is. */
function Progress({ waiting }: { waiting: Waiting }): ReactNode {
  const { t } = useI18n();
  const text = ((): string => {
    if (waiting.for === "homeserver") return t("conferenceTemplates.away");
    if (waiting.for === "room") return t("newConference.running");
    return waiting.ahead === 0
      ? t("conferenceTemplates.next")
      : t("conferenceTemplates.ahead", { count: waiting.ahead });
  })();
  return (
    <output className="pl-row pl-muted" ref={intoView}>
      <Spinner />
      <span>
        {text}
        {waiting.for === "room" ? null : ` ${t("conferenceTemplates.mayClose")}`}
      </span>
    </output>
  );
}
