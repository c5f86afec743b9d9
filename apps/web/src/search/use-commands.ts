import {
  CheckCheck,
  Contrast,
  Languages,
  LogOut,
  MessageSquarePlus,
  MessagesSquare,
  Monitor,
  Moon,
  Rows3,
  Search,
  Settings,
  Sun,
  Users,
  Video,
} from "lucide-react";
import type { ComponentType } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { useApp } from "../app/AppContext.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { useDialogAddress } from "../shell/dialog-address.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useActions } from "../shortcuts/Actions.tsx";
import { searchPath } from "./search-address.ts";

/** Something the box can do. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** Other words under which it is found, in both languages. */
  readonly words?: string;
  readonly Icon?: ComponentType<{ "aria-hidden": "true" }>;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

/** Everything one can do: what belongs to the frame, and what features have registered. */
export function useCommands(): readonly Command[] {
  const { t, language, setLanguage } = useI18n();
  const [, navigate] = useLocation();
  const { preferences } = useApp();
  const { theme, contrast, density } = useStore(preferences);
  const { session, signOut } = useWorkspace();
  const dialogs = useDialogAddress();
  const registered = useActions().flatMap((action): readonly Command[] =>
    action.command === undefined || action.run === undefined
      ? []
      : [
          {
            id: action.id,
            label: action.label,
            run: action.run,
            ...action.command,
            ...pick(action),
          },
        ],
  );
  const own: readonly (Command | false)[] = [
    {
      id: "new-message",
      label: t("newMessage.title"),
      words: "schreiben direktnachricht dm write",
      Icon: MessageSquarePlus,
      run: () => dialogs.open("new-message"),
    },
    {
      id: "new-room",
      label: t("newRoom.title"),
      words: "gruppe kanal anlegen create group",
      Icon: Users,
      run: () => dialogs.open("new-room"),
    },
    {
      id: "new-conference",
      label: t("newConference.title"),
      words: "besprechung video call meeting anlegen create",
      Icon: Video,
      run: () => dialogs.open("new-conference"),
    },
    {
      id: "search-page",
      label: t("searchCommands.searchPage"),
      words: "suche find search",
      Icon: Search,
      run: () => navigate(searchPath({})),
    },
    {
      id: "chats",
      label: t("searchCommands.chats"),
      words: "start home übersicht",
      Icon: MessagesSquare,
      run: () => navigate("/"),
    },
    {
      id: "settings",
      label: t("searchCommands.settings"),
      words: "optionen preferences profil konto account",
      Icon: Settings,
      run: () => navigate("/settings"),
    },
    {
      id: "mark-all-read",
      label: t("searchCommands.markAllRead"),
      words: "ungelesen unread",
      Icon: CheckCheck,
      run: () => {
        for (const room of session.rooms.get().values()) {
          if (room.membership !== "join" || room.unread === 0) continue;
          const handle = session.openRoom(room.id);
          handle.markRead();
          handle.close();
        }
      },
    },
    theme !== "light" && {
      id: "light",
      label: t("searchCommands.light"),
      words: "hell theme farbe",
      Icon: Sun,
      run: () => preferences.change({ theme: "light" }),
    },
    theme !== "dark" && {
      id: "dark",
      label: t("searchCommands.dark"),
      words: "dunkel nacht theme farbe night",
      Icon: Moon,
      run: () => preferences.change({ theme: "dark" }),
    },
    theme !== "system" && {
      id: "system",
      label: t("searchCommands.system"),
      words: "theme farbe",
      Icon: Monitor,
      run: () => preferences.change({ theme: "system" }),
    },
    {
      id: "contrast",
      label: t(contrast === "high" ? "searchCommands.noContrast" : "searchCommands.contrast"),
      words: "kontrast barrierefrei accessibility",
      Icon: Contrast,
      run: () => preferences.change({ contrast: contrast === "high" ? "normal" : "high" }),
    },
    {
      id: "density",
      label: t(density === "compact" ? "searchCommands.comfortable" : "searchCommands.compact"),
      words: "dichte density kompakt",
      Icon: Rows3,
      run: () => preferences.change({ density: density === "compact" ? "comfortable" : "compact" }),
    },
    {
      id: "language",
      label: t(language === "de" ? "searchCommands.english" : "searchCommands.german"),
      words: "sprache language english deutsch",
      Icon: Languages,
      run: () => void setLanguage(language === "de" ? "en" : "de"),
    },
    {
      id: "sign-out",
      label: t("searchCommands.signOut"),
      words: "abmelden logout ausloggen beenden",
      Icon: LogOut,
      run: () => void signOut(),
    },
  ];
  const ids = new Set(registered.map(({ id }) => id));
  return [
    ...registered,
    ...own.filter((command): command is Command => command !== false && !ids.has(command.id)),
  ];
}

function pick({ keys }: { readonly keys?: readonly string[] }): { keys?: readonly string[] } {
  return keys === undefined ? {} : { keys };
}
