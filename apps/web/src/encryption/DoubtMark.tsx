import type { MessageDoubt } from "@plenum/matrix";
import { Tooltip } from "@plenum/ui";
import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import "./doubt.css";

/** A shield and a word; the whole sentence beside it on hover and focus, under it when pressed. */
export default function DoubtMark({
  doubt,
  name,
}: {
  doubt: MessageDoubt;
  name: string;
}): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const sentence = t(`doubt.${doubt}.text`, { name });
  return (
    <div className="pl-doubt">
      <Tooltip label={sentence} side="top">
        <button
          type="button"
          className="pl-doubt__mark"
          aria-expanded={open}
          onClick={() => setOpen((before) => !before)}
        >
          <ShieldAlert aria-hidden="true" />
          {t(`doubt.${doubt}.title`)}
        </button>
      </Tooltip>
      {open ? <p className="pl-doubt__text">{sentence}</p> : null}
    </div>
  );
}
