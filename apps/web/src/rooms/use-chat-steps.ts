import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { useShortcut } from "../shortcuts/Actions.tsx";
import type { Section } from "./sections.ts";
import { stepFrom } from "./steps.ts";

/** Alt and an arrow key lead to the chat above or below; with Shift to the next one that waits. */
export function useChatSteps(sections: readonly Section[], selected: string | undefined): void {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const step = (direction: "up" | "down", unread: boolean) => () => {
    const to = stepFrom(sections, selected, direction, { unread });
    if (to !== undefined) navigate(roomPath(to));
  };
  useShortcut({
    label: t("list.keys.next"),
    keys: ["Alt+ArrowDown"],
    scope: "list",
    run: step("down", false),
  });
  useShortcut({
    label: t("list.keys.previous"),
    keys: ["Alt+ArrowUp"],
    scope: "list",
    run: step("up", false),
  });
  useShortcut({
    label: t("list.keys.nextUnread"),
    keys: ["Alt+Shift+ArrowDown"],
    scope: "list",
    run: step("down", true),
  });
  useShortcut({
    label: t("list.keys.previousUnread"),
    keys: ["Alt+Shift+ArrowUp"],
    scope: "list",
    run: step("up", true),
  });
}
