import type { Member } from "@plenum/matrix";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonName } from "../people/PersonName.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { namesOf } from "./announcement.ts";

const MOST = 3;

/** Who has read up to here: a few small pictures; all names on request. */
export function Readers({ people }: { people: readonly Member[] }): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const names = namesOf(
    people.map((person) => person.displayName),
    t,
  );
  const more = people.length - MOST;
  return (
    <div className="pl-readers">
      <button
        type="button"
        className="pl-readers__button"
        aria-expanded={open}
        aria-label={t("timeline.readBy", { names })}
        title={t("timeline.readBy", { names })}
        onClick={() => setOpen((before) => !before)}
      >
        {people.slice(0, MOST).map((person) => (
          <PersonAvatar
            key={person.userId}
            id={person.userId}
            name={person.displayName}
            mxc={person.avatarMxc}
            size={20}
          />
        ))}
        {more > 0 ? <span className="ui-figures">+{more}</span> : null}
      </button>
      {open ? (
        <ul className="ui-list pl-readers__list">
          {people.map((person) => (
            <li key={person.userId}>
              <PersonName person={person} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
