import type { Member } from "@plenum/matrix";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";

/** Who is writing; keeps its height so that nothing jumps. */
export function TypingLine({ people }: { people: readonly Member[] }): ReactNode {
  const { t } = useI18n();
  const [first, second] = people.map((person) => person.displayName);
  let text = "";
  if (people.length > 2) text = t("timeline.typingMany");
  else if (second !== undefined) text = t("timeline.typingTwo", { first: first ?? "", second });
  else if (first !== undefined) text = t("timeline.typingOne", { name: first });
  return (
    <p className="pl-timeline__typing" aria-hidden={text === ""}>
      {text}
    </p>
  );
}
