import type { RoomHandle } from "@plenum/matrix";
import { IconButton, MenuButton, useToast } from "@plenum/ui";
import { Ellipsis, MessagesSquare, Pencil, Reply } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useApp } from "../../app/AppContext.tsx";
import { useObservable } from "../../app/observable.ts";
import type { ComposerTarget } from "../../composer/target.ts";
import { EmojiButton } from "../../emoji/EmojiButton.tsx";
import { useI18n } from "../../i18n/I18n.tsx";
import { usePins } from "../../pins/use-pins.ts";
import { mayWrite } from "../../rooms/may-write.ts";
import { useRoomDialog } from "../../rooms/RoomDialog.tsx";
import { useRoomNavigation } from "../../rooms/RoomNavigation.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import type { MessageItem } from "../rows.ts";
import { summaryOf } from "../summary.ts";
import { ACTIONS } from "./index.ts";
import "./actions.css";

/** The three that people need most; the button beside them has all the others. */
const QUICK = ["👍", "✅", "❤️"];

/** React, answer, edit, and the menu of everything else. */
export default function Tools({
  item,
  eventId,
  handle,
  onTarget,
}: {
  item: MessageItem;
  eventId: string;
  handle: RoomHandle;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const show = useRoomDialog();
  const navigation = useRoomNavigation();
  const { session } = useWorkspace();
  const { preferences } = useApp();
  const developer = useStore(preferences, (state) => state.developer);
  const power = useObservable(handle.myPowerLevel);
  const pins = usePins(handle.id);
  const doubt = useObservable(session.encryption.doubtOf(handle.id, eventId));
  const writing = mayWrite(useObservable(session.rooms).get(handle.id));
  const { body } = item;

  const react = (emoji: string): void => {
    handle.react(eventId, emoji).catch(() => toast({ text: t("message.actFailed") }));
  };
  const context = {
    item,
    eventId,
    handle,
    session,
    pins,
    doubt,
    power,
    developer,
    t,
    toast,
    show,
    navigation,
    onTarget,
  };
  const items = ACTIONS.flatMap((action) => {
    const label = action.label(context);
    if (label === undefined) return [];
    const { id, icon, danger = false } = action;
    return [{ id, icon, danger, label, onSelect: () => action.run(context) }];
  });
  return (
    <div className="pl-tools" role="toolbar" aria-label={t("act.tools")}>
      {writing ? (
        <>
          {QUICK.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className="pl-tools__emoji"
              aria-label={t("act.reactWith", { emoji })}
              onClick={() => react(emoji)}
            >
              {emoji}
            </button>
          ))}
          <EmojiButton size="small" label={t("act.react")} onSelect={react} />
          <IconButton
            size="small"
            side="top"
            label={t("act.reply")}
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
              onClick={() => navigation.openPanel("thread", eventId)}
            />
          )}
          {item.own && body.kind === "text" ? (
            <IconButton
              size="small"
              side="top"
              label={t("act.edit")}
              icon={<Pencil aria-hidden="true" />}
              onClick={() => onTarget({ kind: "edit", eventId, text: body.body })}
            />
          ) : null}
        </>
      ) : null}
      {items.length > 0 ? (
        <MenuButton
          size="small"
          label={t("act.more")}
          icon={<Ellipsis aria-hidden="true" />}
          items={items}
        />
      ) : null}
    </div>
  );
}
