import type { PersonSide } from "@plenum/model/migration";
import { Avatar } from "@plenum/ui";
import { useId } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { movesWords } from "./ComingMark.tsx";
import { OldSystemLink } from "./OldSystemLink.tsx";
import "./sides.css";

/** Below the people of the directory: who is still in the former system. Nobody of them can be chosen. */
export default function ComingPeople({ people }: { people: readonly PersonSide[] }): ReactNode {
  const { t, language } = useI18n();
  const id = useId();
  return (
    <section className="pl-coming-people" aria-labelledby={id}>
      <h3 id={id} className="pl-muted pl-small">
        {t("sides.still")}
      </h3>
      <ul className="ui-list">
        {people.map((person) => (
          <li key={person.userId}>
            <Avatar id={person.userId} name={person.name} size={24} />
            <span className="pl-coming-people__name">{person.name}</span>
            <span className="pl-muted pl-small">{movesWords(person, t, language)}</span>
            <OldSystemLink person={person} look="icon" />
          </li>
        ))}
      </ul>
    </section>
  );
}
