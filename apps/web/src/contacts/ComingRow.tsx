import type { PersonSide } from "@plenum/model/migration";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { usePersonCard } from "../people/PersonCardProvider.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { comingWords, ComingMark } from "../sides/ComingMark.tsx";
import { OldSystemLink } from "../sides/OldSystemLink.tsx";

/** Somebody in the list who has no account yet: a click says where to reach them, instead of writing into the void. */
export function ComingRow({
  person,
  tabIndex,
}: {
  person: PersonSide;
  tabIndex: number;
}): ReactNode {
  const { t, language } = useI18n();
  const openCard = usePersonCard();
  return (
    <>
      <button
        type="button"
        className="pl-contact__main"
        data-main
        tabIndex={tabIndex}
        aria-label={[
          t("contacts.openCard", { name: person.name }),
          comingWords(person, t, language),
        ].join(", ")}
        onClick={(event) => openCard?.(person.userId, event.currentTarget)}
      >
        <span className="pl-contact__later">
          <PersonAvatar id={person.userId} name={person.name} mxc={undefined} size={32} />
        </span>
        <span className="pl-contact__who">
          <span className="pl-person-name">{person.name}</span>
          <span className="pl-contact__about">
            <ComingMark person={person} />
          </span>
        </span>
      </button>
      <OldSystemLink person={person} look="icon" tabIndex={tabIndex} />
    </>
  );
}
