import type { SpeakingView } from "@plenum/model";
import { Button } from "@plenum/ui";
import { Phone } from "lucide-react";
import { useId } from "react";
import type { ReactNode } from "react";
import { nameIn, type SpeakingListProps } from "./list-props.ts";
import { useListTexts } from "./list-texts.ts";

/** Who takes part by telephone and is not in the list: whoever leads puts them there. */
export function Phones(
  props: SpeakingListProps & {
    readonly view: SpeakingView;
    readonly onCommand: NonNullable<SpeakingListProps["onCommand"]>;
  },
): ReactNode {
  const t = useListTexts();
  const title = useId();
  const { view, phones = [], busy, onCommand } = props;
  const listed = new Set([...view.rows, ...view.speakers].map(({ person }) => person));
  const others = phones.filter((person) => !listed.has(person));
  if (others.length === 0) return null;
  return (
    <section className="call-list__waiting" aria-labelledby={title}>
      <header className="call-list__head">
        <strong id={title}>{t("byPhone")}</strong>
      </header>
      <ul>
        {others.map((person) => {
          const name = nameIn(props, t("phone"), person);
          return (
            <li key={person} className="call-list__row" data-person={person}>
              <Phone aria-hidden="true" size={14} className="call-list__grip" />
              <span className="call-list__who">{name}</span>
              <Button
                size="small"
                busy={busy}
                aria-label={t("putOf", { name })}
                onClick={() => onCommand({ act: "add", person, kind: "speak" })}
              >
                {t("put")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
