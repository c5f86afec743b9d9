import { SmilePlus } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { Control } from "../views/control.tsx";
import { useTexts } from "../views/use-call.ts";
import { useFoldout } from "../views/use-foldout.ts";
import { REACTIONS, SIGNS } from "./reactions.ts";

/** The signs one can give. The row stays open: applause is seldom one clap. */
export function ReactControl({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { open, place, toggle, onKeyDown } = useFoldout("react", "[data-reaction]");
  return (
    // Escape closes from anywhere inside; the elements inside carry the interaction.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={place} className="call-react" onKeyDown={onKeyDown}>
      <Control
        word={t("reactions.word")}
        label={t("reactions.button")}
        icon={<SmilePlus aria-hidden="true" />}
        action="react"
        expanded={open}
        onClick={toggle}
      />
      {open ? (
        <fieldset className="call-react__row">
          <legend className="ui-visually-hidden">{t("reactions.button")}</legend>
          {REACTIONS.map((reaction) => (
            <button
              key={reaction}
              type="button"
              className="call-react__one"
              data-reaction={reaction}
              aria-label={t(`reactions.${reaction}`)}
              title={t(`reactions.${reaction}`)}
              onClick={() => call.react(reaction)}
            >
              {SIGNS[reaction]}
            </button>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
