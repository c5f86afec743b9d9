import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { IconButton } from "@plenum/ui";
import { X } from "lucide-react";
import { lazy, type ComponentType, type ReactNode } from "react";
import { attendanceTexts } from "../attendance/texts.ts";
import { guestTexts } from "../guests/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { TextKey } from "../i18n/keys.ts";
import type { RoomPanel } from "../routes.ts";
import { lobbyTexts } from "../lobby/texts.ts";
import { threadTexts } from "../threads/texts.ts";
import { cardTexts } from "../people/texts.ts";
import { actionTexts } from "../timeline/actions/texts.ts";
import { moderationTexts } from "../moderation/texts.ts";
import { memberTexts } from "../members/texts.ts";
import "./room.css";

/** What every panel is given. */
export interface PanelProps {
  readonly handle: RoomHandle;
  readonly summary: RoomSummary;
  /** What the panel is about, from the address: a thread's root, a person; empty for most. */
  readonly detail: string;
  readonly onClose: () => void;
}

interface Panel {
  readonly title: TextKey;
  readonly View: ComponentType<PanelProps>;
}

/** One entry for each panel; the texts of the titles belong to the start. */
const PANELS: Readonly<Record<RoomPanel, Panel>> = {
  thread: {
    title: "threads.one",
    View: lazyView(() => import("../threads/ThreadPanel.tsx"), threadTexts),
  },
  threads: {
    title: "threads.title",
    View: lazyView(() => import("../threads/ThreadsPanel.tsx"), threadTexts),
  },
  person: {
    title: "presence.panel",
    View: lazyView(() => import("../people/PersonPanel.tsx"), cardTexts),
  },
  people: {
    title: "people.title",
    View: lazyView(() => import("../people/PeoplePanel.tsx"), memberTexts),
  },
  speaking: {
    title: "room.speakingList",
    // Brings its texts along.
    View: lazy(() => import("../speaking-list/SpeakingPanel.tsx")),
  },
  guests: {
    title: "room.inviteGuests",
    View: lazyView(() => import("../guests/GuestLinks.tsx"), guestTexts),
  },
  moderation: {
    title: "room.moderation",
    View: lazyView(() => import("../moderation/ModerationPanel.tsx"), moderationTexts),
  },
  attendance: {
    title: "room.attendance",
    View: lazyView(() => import("../attendance/AttendancePanel.tsx"), attendanceTexts),
  },
  lobby: {
    title: "room.lobby",
    View: lazyView(() => import("../lobby/LobbyPanel.tsx"), lobbyTexts),
  },
  pins: {
    title: "room.pins",
    View: lazyView(() => import("../pins/PinsPanel.tsx"), actionTexts),
  },
};

/** Whoever opens a panel continues in it. */
function focusNow(element: HTMLElement | null): void {
  element?.focus();
}

/** The one panel beside a room. Escape closes it. */
export default function SidePanel({
  handle,
  summary,
  panel,
  detail,
  onClose,
}: PanelProps & { panel: RoomPanel }): ReactNode {
  const { t } = useI18n();
  const { title, View } = PANELS[panel];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel; the button beside the title does too
    <aside
      key={panel}
      ref={focusNow}
      className="pl-panel"
      aria-label={t(title)}
      tabIndex={-1}
      onKeyDown={(event) => {
        // A dialog over the panel closes alone.
        const inDialog = event.target instanceof Element && event.target.closest("dialog") !== null;
        if (event.key === "Escape" && !event.defaultPrevented && !inDialog) onClose();
      }}
    >
      <header className="pl-panel__head">
        <h2>{t(title)}</h2>
        <IconButton label={t("common.close")} icon={<X aria-hidden="true" />} onClick={onClose} />
      </header>
      <div className="pl-panel__body">
        <View handle={handle} summary={summary} detail={detail} onClose={onClose} />
      </div>
    </aside>
  );
}
