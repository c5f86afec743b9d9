import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { changeText } from "./changes.ts";
import { foldChanges } from "./fold-changes.ts";
import { FOLD_FROM, type ChangeItem } from "./rows.ts";

/** Neighbouring changes of the room: a few as they are, more in words that can be unfolded. */
export function Changes({
  items,
  stop,
  tabStop,
}: {
  items: readonly ChangeItem[];
  /** Key of the row, by which the arrow keys find the button. */
  stop: string;
  tabStop: boolean;
}): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const folds = items.length >= FOLD_FROM;
  const shown = folds && !open ? [] : items;
  return (
    <div className="pl-changes">
      {folds ? (
        <button
          type="button"
          className="pl-changes__fold"
          data-stop={stop}
          tabIndex={tabStop ? 0 : -1}
          aria-expanded={open}
          onClick={() => setOpen((before) => !before)}
        >
          {foldChanges(items, t)}
        </button>
      ) : null}
      {shown.map((item) => (
        <p key={item.key}>{changeText(item, t)}</p>
      ))}
    </div>
  );
}
