import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { IconButton } from "@plenum/ui";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { GuestLinks } from "../guests/GuestLinks.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import type { RoomPanel } from "../routes.ts";
import { PeoplePanel } from "./PeoplePanel.tsx";
import "./people.css";

/** Whoever opens a panel continues in it. */
function focusNow(element: HTMLElement | null): void {
  element?.focus();
}

/** The one panel beside a room. Escape closes it. */
export default function SidePanel({
  handle,
  summary,
  panel,
  onClose,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
  panel: RoomPanel;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const title = panel === "people" ? t("people.title") : t("guests.invite");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel; the button beside the title does too
    <aside
      key={panel}
      ref={focusNow}
      className="pl-panel"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header className="pl-panel__head">
        <h2>{title}</h2>
        <IconButton label={t("common.close")} icon={<X aria-hidden="true" />} onClick={onClose} />
      </header>
      <div className="pl-panel__body">
        {panel === "people" ? (
          <PeoplePanel handle={handle} summary={summary} />
        ) : (
          <GuestLinks roomId={handle.id} />
        )}
      </div>
    </aside>
  );
}
