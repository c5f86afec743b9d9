import { SmilePlus } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import type { Call } from "../contract/index.ts";
import { Control } from "../views/control.tsx";
import { useTexts } from "../views/use-call.ts";
import { REACTIONS, SIGNS } from "./reactions.ts";

/** The signs one can give. The row stays open: applause is seldom one clap. */
export function ReactControl({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    place.current?.querySelector<HTMLElement>("[data-reaction]")?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    place.current?.querySelector<HTMLElement>("[data-call-action=react]")?.focus();
  };
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
        onClick={() => setOpen(!open)}
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
