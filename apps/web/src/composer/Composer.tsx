import type { Observable, RoomHandle, TimelineSnapshot } from "@plenum/matrix";
import { IconButton, useToast } from "@plenum/ui";
import { Pencil, Reply, SendHorizontal, Smile, X } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { EmojiButton } from "../emoji/EmojiButton.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AttachMenu } from "./AttachMenu.tsx";
import { lastOwnText, replyTarget } from "./last-own.ts";
import { placeKey, threadPlace, type ComposerThread } from "./place.ts";
import type { ComposerTarget } from "./target.ts";
import { UploadList } from "./UploadList.tsx";
import { useSend } from "./use-send.ts";
import { useTyping } from "./use-typing.ts";
import "./composer.css";

/**
 * Where messages are written. Enter sends, Shift+Enter begins a line, ArrowUp in an empty field
 * edits the last own message. What was begun survives a reload. It does not follow the timeline:
 * typing must stay quick in a room with thousands of messages.
 */
export function Composer({
  handle,
  thread,
  name,
  target,
  onTarget,
  onTargetDone,
}: {
  handle: RoomHandle;
  /** Set where a thread is written in. Each place has a composer of its own: give it a `key`. */
  thread?: ComposerThread;
  /** Of the room or thread, for the label. */
  name: string;
  target: ComposerTarget | undefined;
  onTarget: (target: ComposerTarget) => void;
  onTargetDone: () => void;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const { drafts, uploads } = useWorkspace();
  const timeline = thread?.timeline ?? handle.timeline;
  const place = placeKey(handle.id, thread?.rootId);
  const [text, setText] = useState(() => drafts.read(place).text);
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(handle);
  const send = useSend(handle, thread);
  const editing = target?.kind === "edit";

  // A new target: an edit puts its wording into the field.
  const [shown, setShown] = useState(target);
  if (target !== shown) {
    setShown(target);
    if (target?.kind === "edit") setText(target.text);
  }
  useDraftTarget(place, target, onTarget, timeline);

  useEffect(() => {
    if (target) field.current?.focus();
  }, [target]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    if (text !== "") element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);

  const change = (next: string): void => {
    setText(next);
    typing(next.trim() !== "");
    // The wording of an edit is not a draft of a new message.
    if (!editing) {
      drafts.write(place, {
        text: next,
        ...(target?.kind === "reply" ? { replyTo: target.eventId } : {}),
      });
    }
  };
  const done = (): void => {
    onTargetDone();
    typing(false);
    if (editing) {
      setText(drafts.read(place).text);
    } else {
      setText("");
      drafts.write(place, { text: "" });
    }
  };
  const submit = (): void => {
    if (text.trim() === "") return;
    send(text, target).catch(() => toast({ text: t("message.actFailed") }));
    done();
  };
  const dropTarget = (): void => {
    onTargetDone();
    if (editing) setText(drafts.read(place).text);
    else drafts.write(place, { text });
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes a word, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && target) {
      event.preventDefault();
      dropTarget();
    } else if (event.key === "ArrowUp" && text === "" && !target) {
      const last = lastOwnText(timeline.get().items);
      if (!last) return;
      event.preventDefault();
      onTarget({ kind: "edit", ...last });
    }
  };

  return (
    <div className="pl-composer">
      <UploadList place={place} />
      {target ? <TargetBar target={target} onClose={dropTarget} /> : null}
      <div className="pl-composer__box">
        <AttachMenu handle={handle} thread={thread} />
        <textarea
          ref={field}
          className="pl-composer__field"
          rows={1}
          aria-label={t("composer.label", { room: name })}
          placeholder={t("composer.label", { room: name })}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => typing(false)}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            // Office programs put a picture of the text beside the text: then the text counts.
            if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
            event.preventDefault();
            const into = threadPlace(thread);
            uploads.start(
              { roomId: handle.id, ...(into === undefined ? {} : { thread: into }) },
              files,
            );
          }}
        />
        <EmojiButton
          label={t("composer.emoji")}
          icon={<Smile aria-hidden="true" />}
          onSelect={(emoji) => {
            const element = field.current;
            const start = element?.selectionStart ?? text.length;
            const end = element?.selectionEnd ?? text.length;
            change(text.slice(0, start) + emoji + text.slice(end));
          }}
        />
        <IconButton
          className="pl-composer__send"
          label={editing ? t("composer.save") : t("composer.send")}
          side="top"
          icon={<SendHorizontal aria-hidden="true" />}
          disabled={text.trim() === ""}
          onClick={submit}
        />
      </div>
    </div>
  );
}

/** A draft that answered a message finds its message again after a reload. */
function useDraftTarget(
  place: string,
  target: ComposerTarget | undefined,
  onTarget: (target: ComposerTarget) => void,
  timeline: Observable<Pick<TimelineSnapshot, "items">>,
): void {
  const { t } = useI18n();
  const { drafts } = useWorkspace();
  const done = useRef<string>(undefined);
  useEffect(() => {
    const { replyTo } = drafts.read(place);
    if (done.current === place) return undefined;
    if (target !== undefined || replyTo === undefined) {
      done.current = place;
      return undefined;
    }
    const look = (): boolean => {
      const found = replyTarget(timeline.get().items, replyTo, t);
      if (found === undefined) return false;
      done.current = place;
      onTarget(found);
      return true;
    };
    if (look()) return undefined;
    // Only until the message is there.
    const unsubscribe = timeline.subscribe(() => {
      if (look()) unsubscribe();
    });
    return unsubscribe;
  }, [drafts, place, target, timeline, onTarget, t]);
}

function TargetBar({
  target,
  onClose,
}: {
  target: ComposerTarget;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const reply = target.kind === "reply";
  return (
    <div className="pl-composer__target">
      {reply ? <Reply aria-hidden="true" /> : <Pencil aria-hidden="true" />}
      <p>
        <b>{reply ? t("composer.replyTo", { name: target.sender }) : t("composer.editing")}</b>{" "}
        {reply ? target.preview : null}
      </p>
      <IconButton
        size="small"
        label={reply ? t("composer.dropReply") : t("composer.dropEdit")}
        icon={<X aria-hidden="true" />}
        onClick={onClose}
      />
    </div>
  );
}
