import type { RoomHandle } from "@plenum/matrix";
import { IconButton, PopoverButton } from "@plenum/ui";
import { Clock, SendHorizontal, Smile } from "lucide-react";
import { Suspense, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { EmojiButton } from "../emoji/EmojiButton.tsx";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { scheduledTexts } from "../scheduled/texts.ts";
import { AttachMenu } from "./AttachMenu.tsx";
import type { Suggestion } from "./completion/suggest.ts";
import { useCompletion } from "./completion/use-completion.ts";
import { useFind } from "./completion/use-find.ts";
import { applyFormat, continueLine, formatOfKey } from "./format.ts";
import { lastOwnText } from "./last-own.ts";
import { marksOfMessage } from "./mention-marks.ts";
import type { Notice } from "./notice.ts";
import { usePaste } from "./paste/use-paste.ts";
import { placeKey, threadPlace, type ComposerThread } from "./place.ts";
import type { ComposerTarget } from "./target.ts";
import { TargetBar } from "./TargetBar.tsx";
import { writingTexts } from "./texts.ts";
import { UploadList } from "./UploadList.tsx";
import { useDraftTarget } from "./use-draft-target.ts";
import { useSchedule } from "./use-schedule.ts";
import { useSend } from "./use-send.ts";
import { useSubmit } from "./use-submit.ts";
import { selectionOf, useText } from "./use-text.ts";
import { useTyping } from "./use-typing.ts";
import "./composer.css";

const FormatBar = lazyView(() => import("./FormatBar.tsx"), writingTexts);
const SuggestionList = lazyView(() => import("./completion/SuggestionList.tsx"), writingTexts);
const SendLater = lazyView(() => import("../scheduled/SendLater.tsx"), scheduledTexts);
const ScheduledLine = lazyView(() => import("../scheduled/ScheduledLine.tsx"), scheduledTexts);
const ComposerNotice = lazyView(() => import("./ComposerNotice.tsx"), writingTexts);

/** The field grows by itself where the browser can do that. */
const growsByItself = CSS.supports("field-sizing", "content");

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
  const { session, drafts, uploads } = useWorkspace();
  const timeline = thread?.timeline ?? handle.timeline;
  const place = placeKey(handle.id, thread?.rootId);
  const field = useRef<HTMLTextAreaElement>(null);
  const [content, actions] = useText(field, () => drafts.read(place));
  const { text, marks } = content;
  const [notice, setNotice] = useState<Notice>();
  const [busy, setBusy] = useState(false);
  const [formatting, setFormatting] = useState(false);
  const listId = useId();
  const typing = useTyping(handle);
  const sender = useSend(handle, thread);
  const schedule = useSchedule(handle, thread, sender);
  const submitText = useSubmit(handle, sender);
  const completion = useCompletion(useFind(handle));
  const editing = target?.kind === "edit";

  // A new target: an edit puts its wording into the field.
  const [shown, setShown] = useState<ComposerTarget>();
  if (target !== shown) {
    setShown(target);
    if (target?.kind === "edit") {
      actions.replace({ text: target.text, marks: marksOfMessage(target.text, target.html) });
    }
  }
  useDraftTarget(place, target, onTarget, timeline);

  useEffect(() => {
    if (target) field.current?.focus();
  }, [target]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || growsByItself) return;
    element.style.height = "auto";
    if (text !== "") element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);

  const replyTo = target?.kind === "reply" ? target.eventId : undefined;
  useEffect(() => {
    // The wording of an edit is not a draft of a new message.
    if (!content.touched || editing) return;
    drafts.write(place, {
      text: content.text,
      marks: content.marks,
      ...(replyTo === undefined ? {} : { replyTo }),
    });
  }, [drafts, place, content, replyTo, editing]);

  useEffect(
    () =>
      drafts.subscribe((changed, draft, own) => {
        if (own || changed !== place || editing) return;
        // Nobody's words change under their fingers.
        if (document.hasFocus() && document.activeElement === field.current) return;
        actions.replace(draft);
      }),
    [drafts, place, editing, actions],
  );

  const change = (next: string): void => {
    actions.typed(next);
    typing(next.trim() !== "");
    if (notice !== undefined) setNotice(undefined);
    completion.look(next, field.current?.selectionStart ?? next.length);
  };
  const done = (): void => {
    onTargetDone();
    setNotice(undefined);
    completion.close();
    typing(false);
    if (editing) {
      actions.replace(drafts.read(place));
    } else {
      actions.replace({ text: "", marks: [] });
      drafts.write(place, { text: "", marks: [] });
    }
  };
  const submit = async (): Promise<void> => {
    if (text.trim() === "" || busy) return;
    const answer = submitText({ text, marks }, target);
    if (answer instanceof Promise) setBusy(true);
    const result = answer instanceof Promise ? await answer : answer;
    setBusy(false);
    if (result.kind === "done") done();
    else setNotice(result.notice);
  };
  const scheduleAt = async (sendAt: number): Promise<void> => {
    if (text.trim() === "" || busy) return;
    setBusy(true);
    const problem = await schedule({ text, marks }, target, sendAt);
    setBusy(false);
    if (problem === undefined) done();
    else setNotice(problem);
  };
  const dropTarget = (): void => {
    onTargetDone();
    if (editing) actions.replace(drafts.read(place));
    else drafts.write(place, { text, marks });
    field.current?.focus();
  };
  const sendFiles = (files: readonly File[]): void => {
    const into = threadPlace(thread);
    uploads.start({ roomId: handle.id, ...(into === undefined ? {} : { thread: into }) }, files);
  };

  const take = useCallback(
    async (suggestion: Suggestion): Promise<void> => {
      const { open } = completion;
      const element = field.current;
      if (!open || !element) return;
      completion.close();
      const { takeSuggestion } = await import("./completion/suggest.ts");
      const taken = takeSuggestion(element.value, open.trigger, suggestion, session.serverName);
      actions.edit({ text: taken.text, start: taken.caret, end: taken.caret }, taken.mark);
    },
    [completion, actions, session],
  );
  const { onPaste, watchKey } = usePaste(actions, sendFiles, setNotice);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes a word, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    watchKey(event);
    const element = event.currentTarget;
    const used = completion.key(event.key, event.shiftKey);
    if (used !== undefined) {
      event.preventDefault();
      if (used !== "used") void take(used);
      return;
    }
    const format = formatOfKey(event, element.selectionStart !== element.selectionEnd);
    if (format !== undefined) {
      event.preventDefault();
      actions.edit(applyFormat(format, selectionOf(element)));
    } else if (event.key === "Enter" && event.shiftKey) {
      const next = continueLine(selectionOf(element));
      if (next === undefined) return;
      event.preventDefault();
      actions.edit(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      void submit();
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
  const { open } = completion;
  return (
    <div className="pl-composer">
      <UploadList place={place} />
      {target ? <TargetBar target={target} onClose={dropTarget} /> : null}
      <Suspense>
        {session.guestOf === undefined ? (
          <ScheduledLine roomId={handle.id} threadRootId={thread?.rootId} />
        ) : null}
      </Suspense>
      <Suspense>
        {notice === undefined ? null : (
          <ComposerNotice
            notice={notice}
            text={text}
            onSendText={() => {
              sender.send({ text, marks }, { target }).catch(() => undefined);
              done();
            }}
            onSendParts={(parts) => {
              for (const part of parts) {
                sender.send({ text: part, marks: [] }, {}).catch(() => undefined);
              }
              done();
            }}
            onSendFile={(long, fileName) => {
              sendFiles([new File([long], fileName, { type: "text/plain" })]);
              if (notice.kind === "tooLong") done();
              else setNotice(undefined);
            }}
            onClose={() => setNotice(undefined)}
          />
        )}
        {open === undefined ? null : (
          <SuggestionList
            id={listId}
            items={open.items}
            active={open.active}
            onPoint={completion.point}
            onTake={(suggestion) => void take(suggestion)}
          />
        )}
      </Suspense>
      {formatting ? (
        <Suspense>
          <FormatBar
            written={content}
            onFormat={(format) => {
              const element = field.current;
              if (element) actions.edit(applyFormat(format, selectionOf(element)));
            }}
            onClose={() => setFormatting(false)}
          />
        </Suspense>
      ) : null}
      <div className="pl-composer__box">
        <AttachMenu handle={handle} thread={thread} onFormat={() => setFormatting(true)} />
        <textarea
          ref={field}
          className="pl-composer__field"
          rows={1}
          aria-label={t("composer.label", { room: name })}
          aria-autocomplete="list"
          aria-controls={open === undefined ? undefined : listId}
          aria-activedescendant={open === undefined ? undefined : `${listId}-${open.active}`}
          placeholder={t("composer.label", { room: name })}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onSelect={(event) => {
            if (open !== undefined) {
              completion.look(event.currentTarget.value, event.currentTarget.selectionStart);
            }
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            typing(false);
            completion.close();
          }}
          onPaste={onPaste}
        />
        <EmojiButton
          label={t("composer.emoji")}
          icon={<Smile aria-hidden="true" />}
          onSelect={(emoji) => {
            const element = field.current;
            if (!element) return;
            const { start, end } = selectionOf(element);
            const caret = start + emoji.length;
            actions.edit({
              text: text.slice(0, start) + emoji + text.slice(end),
              start: caret,
              end: caret,
            });
          }}
        />
        {editing || session.guestOf !== undefined ? null : (
          <PopoverButton label={t("composer.later")} side="top" icon={<Clock aria-hidden="true" />}>
            {(close) => (
              <SendLater
                canSend={text.trim() !== ""}
                encrypted={handle.summary.get()?.encrypted ?? false}
                onSchedule={(sendAt) => void scheduleAt(sendAt)}
                onClose={close}
              />
            )}
          </PopoverButton>
        )}
        <IconButton
          className="pl-composer__send"
          label={editing ? t("composer.save") : t("composer.send")}
          side="top"
          icon={<SendHorizontal aria-hidden="true" />}
          disabled={text.trim() === "" || busy}
          onClick={() => void submit()}
        />
      </div>
    </div>
  );
}
