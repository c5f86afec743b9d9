import type { Member, RoomHandle } from "@plenum/matrix";
import { Button, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonName } from "../people/PersonName.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { useRoomAct } from "../rooms/use-room-act.ts";
import { useAskers } from "./use-standing.ts";

/** Who asks to be let in, with the reason; admit one or all, refuse with a sentence. */
export function Askers({ handle }: { handle: RoomHandle }): ReactNode {
  const { t } = useI18n();
  const act = useRoomAct();
  const asking = useAskers(handle);
  if (asking.length === 0) return null;
  return (
    <section aria-labelledby="people-asking" className="pl-asking">
      <h3 className="pl-people__title" id="people-asking">
        {t("members.asking")} <span className="ui-figures">{asking.length}</span>
      </h3>
      <ul className="ui-list">
        {asking.map((person) => (
          <Asker key={person.userId} handle={handle} person={person} />
        ))}
      </ul>
      {asking.length > 1 ? (
        <Button
          size="small"
          onClick={() =>
            void act(async (work) => {
              for (const person of asking) await work.invite(handle.id, person.userId);
            })
          }
        >
          {t("members.admitAll", { count: asking.length })}
        </Button>
      ) : null}
    </section>
  );
}

function Asker({ handle, person }: { handle: RoomHandle; person: Member }): ReactNode {
  const { t } = useI18n();
  const act = useRoomAct();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState<"admit" | "refuse">();
  const decide = async (what: "admit" | "refuse"): Promise<void> => {
    setBusy(what);
    await act(async (work) =>
      what === "admit"
        ? work.invite(handle.id, person.userId)
        : work.remove(handle.id, person.userId, reason),
    );
    setBusy(undefined);
  };
  return (
    <li className="pl-asker">
      <PersonAvatar id={person.userId} name={person.displayName} mxc={person.avatarMxc} />
      <span className="pl-asker__text">
        <PersonName person={person} />
        {person.reason === undefined ? null : <q className="pl-small">{person.reason}</q>}
        {refusing ? (
          <form
            className="pl-form"
            onSubmit={(event) => {
              event.preventDefault();
              void decide("refuse");
            }}
          >
            <TextField
              label={t("members.refuseReason")}
              value={reason}
              maxLength={300}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <span className="pl-row">
              <Button type="submit" size="small" variant="danger" busy={busy === "refuse"}>
                {t("members.refuse")}
              </Button>
              <Button size="small" variant="quiet" onClick={() => setRefusing(false)}>
                {t("common.cancel")}
              </Button>
            </span>
          </form>
        ) : (
          <span className="pl-row">
            <Button
              size="small"
              variant="primary"
              busy={busy === "admit"}
              aria-label={t("members.admitName", { name: person.displayName })}
              onClick={() => void decide("admit")}
            >
              {t("members.admit")}
            </Button>
            <Button
              size="small"
              variant="quiet"
              aria-label={t("members.refuseName", { name: person.displayName })}
              onClick={() => setRefusing(true)}
            >
              {t("members.refuseAsk")}
            </Button>
          </span>
        )}
      </span>
    </li>
  );
}
