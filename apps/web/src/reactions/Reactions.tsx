import type { RoomHandle } from "@plenum/matrix";
import { Tooltip } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { MessageItem } from "../timeline/rows.ts";
import { namesText } from "./names.ts";

/** Reactions to a message: how many, who, and one's own to switch on and off. */
export function Reactions({ item, handle }: { item: MessageItem; handle: RoomHandle }): ReactNode {
  const { t, language } = useI18n();
  return (
    <ul className="ui-list pl-reactions" aria-label={t("message.reactions")}>
      {item.reactions.map(({ key, count, own, names }) => {
        const who = namesText(names, count, language, (more) => t("message.more", { count: more }));
        return (
          <li key={key}>
            <Tooltip label={who} side="top">
              <button
                type="button"
                className="pl-reaction"
                aria-pressed={own}
                aria-label={t("message.reaction", { emoji: key, count, names: who })}
                onClick={() => {
                  if (item.eventId !== undefined) {
                    handle.react(item.eventId, key).catch(() => undefined);
                  }
                }}
              >
                <span className="pl-reaction__key">{key}</span>
                <span className="ui-figures">{count}</span>
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}
