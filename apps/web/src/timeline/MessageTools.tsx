import type { RoomHandle } from "@plenum/matrix";
import { IconButton, MenuButton, useToast, type MenuItem } from "@plenum/ui";
import { Copy, Ellipsis, MessagesSquare, Pencil, Reply, SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { MODERATOR_POWER } from "@plenum/model";
import { useObservable } from "../app/observable.ts";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import type { MessageItem } from "./rows.ts";
import { summaryOf } from "./summary.ts";

const QUICK = ["👍", "✅", "❤️", "😄", "🎉", "👀", "🙏", "❓"];

/** Answer, react, edit, delete: beside the message on hover and on focus. */
export function MessageTools({
  item,
  handle,
  onTarget,
}: {
  item: MessageItem;
  handle: RoomHandle;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const power = useObservable(handle.myPowerLevel);
  const { openPanel } = useRoomNavigation();
  const [picking, setPicking] = useState(false);
  const { eventId, body } = item;
  if (eventId === undefined || body.kind === "redacted") return null;

  const failed = (): void => toast({ text: t("message.actFailed") });
  const react = (emoji: string): void => {
    setPicking(false);
    handle.react(eventId, emoji).catch(failed);
  };
  const text = body.kind === "text" ? body.body : undefined;
  const items: readonly MenuItem[] = [
    ...(text === undefined
      ? []
      : [
          {
            id: "copy",
            label: t("message.copy"),
            icon: <Copy aria-hidden="true" />,
            onSelect: () => void navigator.clipboard.writeText(text),
          },
        ]),
    ...(item.own || power >= MODERATOR_POWER
      ? [
          {
            id: "delete",
            label: t("message.delete"),
            icon: <Trash2 aria-hidden="true" />,
            danger: true,
            onSelect: () => void handle.redact(eventId).catch(failed),
          },
        ]
      : []),
  ];

  if (picking) {
    return (
      <div className="pl-tools" role="toolbar" aria-label={t("message.react")}>
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            className="pl-tools__emoji"
            onClick={() => react(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
    );
  }
  return (
    <div className="pl-tools" role="toolbar" aria-label={t("message.tools")}>
      <IconButton
        size="small"
        side="top"
        label={t("message.react")}
        icon={<SmilePlus aria-hidden="true" />}
        onClick={() => setPicking(true)}
      />
      <IconButton
        size="small"
        side="top"
        label={t("message.reply")}
        icon={<Reply aria-hidden="true" />}
        onClick={() =>
          onTarget({
            kind: "reply",
            eventId,
            sender: item.sender.displayName,
            preview: summaryOf(body, t),
          })
        }
      />
      {"rootId" in handle ? null : (
        <IconButton
          size="small"
          side="top"
          label={t("threads.reply")}
          icon={<MessagesSquare aria-hidden="true" />}
          onClick={() => openPanel("thread", eventId)}
        />
      )}
      {item.own && text !== undefined ? (
        <IconButton
          size="small"
          side="top"
          label={t("message.edit")}
          icon={<Pencil aria-hidden="true" />}
          onClick={() => onTarget({ kind: "edit", eventId, text })}
        />
      ) : null}
      {items.length > 0 ? (
        <MenuButton
          size="small"
          label={t("message.more")}
          icon={<Ellipsis aria-hidden="true" />}
          items={items}
        />
      ) : null}
    </div>
  );
}
