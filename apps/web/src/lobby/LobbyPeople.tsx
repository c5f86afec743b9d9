import type { LobbyPerson } from "@plenum/model";
import { Button, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import type { LobbyWork } from "./use-lobby.ts";

type Act = Pick<LobbyWork, "admit" | "refuse">;

/** Everybody who waits, the longest first: admit one, several or all, refuse with a sentence. */
export function LobbyPeople({
  work,
  waiting,
}: {
  work: Act;
  waiting: readonly LobbyPerson[];
}): ReactNode {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const picked = waiting.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const admitMany = async (): Promise<void> => {
    setBusy(true);
    await work.admit(picked.length > 0 ? picked : waiting.map(({ id }) => id));
    setChosen(new Set());
    setBusy(false);
  };
  return (
    <section aria-labelledby="lobby-waiting">
      <h3 className="pl-people__title" id="lobby-waiting">
        {t("lobby.waitingTitle")} <span className="ui-figures">{waiting.length}</span>
      </h3>
      <ul className="ui-list">
        {waiting.map((person) => (
          <Waiting
            key={person.id}
            work={work}
            person={person}
            chosen={chosen.has(person.id)}
            onChoose={
              waiting.length === 1
                ? undefined
                : (on) => {
                    const next = new Set(chosen);
                    if (on) next.add(person.id);
                    else next.delete(person.id);
                    setChosen(next);
                  }
            }
          />
        ))}
      </ul>
      {waiting.length > 1 ? (
        <Button size="small" busy={busy} onClick={() => void admitMany()}>
          {picked.length > 0
            ? t("lobby.admitChosen", { count: picked.length })
            : t("lobby.admitAll", { count: waiting.length })}
        </Button>
      ) : null}
    </section>
  );
}

function Waiting({
  work,
  person,
  chosen,
  onChoose,
}: {
  work: Act;
  person: LobbyPerson;
  chosen: boolean;
  onChoose: ((on: boolean) => void) | undefined;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const [refusing, setRefusing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, displayName: name } = person;
  const letIn = async (): Promise<void> => {
    setBusy(true);
    await work.admit([id]);
    setBusy(false);
  };
  return (
    <li className="pl-waiting">
      {onChoose === undefined ? null : (
        <input
          type="checkbox"
          aria-label={t("lobby.choose", { name })}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <PersonAvatar id={person.userId} name={name} mxc={undefined} />
      <div className="pl-waiting__text">
        <span className="pl-waiting__name">{name}</span>
        <span className="pl-small pl-muted">
          <From person={person} />
          {t("lobby.since", { time: dates.time(Date.parse(person.since)) })}
        </span>
        {person.reason === "" ? null : <q className="pl-small">{person.reason}</q>}
        {refusing ? (
          <RefuseForm
            name={name}
            onRefuse={(sentence) => work.refuse([id], sentence)}
            onCancel={() => setRefusing(false)}
          />
        ) : (
          <span className="pl-row">
            <Button
              size="small"
              variant="primary"
              busy={busy}
              aria-label={t("lobby.admitName", { name })}
              onClick={() => void letIn()}
            >
              {t("lobby.admit")}
            </Button>
            <Button
              size="small"
              variant="quiet"
              aria-label={t("lobby.refuseName", { name })}
              onClick={() => setRefusing(true)}
            >
              {t("lobby.refuse")}
            </Button>
          </span>
        )}
      </div>
    </li>
  );
}

/** Where somebody comes from, where that is worth knowing. */
function From({ person }: { person: LobbyPerson }): ReactNode {
  const { t } = useI18n();
  if (person.kind === "colleague") return null;
  if (person.kind === "external") {
    return <>{t("lobby.elsewhere", { server: person.organisation })} · </>;
  }
  // That it is a guest says the name.
  if (person.organisation === "") return null;
  return <>{t("lobby.guestOf", { link: person.organisation })} · </>;
}

function RefuseForm({
  name,
  onRefuse,
  onCancel,
}: {
  name: string;
  onRefuse: (sentence: string) => Promise<void>;
  onCancel: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [sentence, setSentence] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    await onRefuse(sentence);
    setBusy(false);
  };
  return (
    <form
      className="pl-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label={t("lobby.refuseSentence")}
        description={t("lobby.refuseSentenceText", { name })}
        value={sentence}
        maxLength={300}
        // Whoever has pressed the button goes on here.
        ref={focusNow}
        onChange={(event) => setSentence(event.currentTarget.value)}
      />
      <span className="pl-row">
        <Button type="submit" size="small" variant="danger" busy={busy}>
          {t("lobby.refuseDo")}
        </Button>
        <Button size="small" variant="quiet" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </span>
    </form>
  );
}

function focusNow(element: HTMLElement | null): void {
  element?.focus();
}
