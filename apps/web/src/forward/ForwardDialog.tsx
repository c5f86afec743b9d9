import type { MessageBody, RoomSummary } from "@plenum/matrix";
import { Banner, Button, Dialog, InlineMessage, TextField, useToast } from "@plenum/ui";
import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { RoomAvatar } from "../rooms/RoomAvatar.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { summaryOf } from "../timeline/summary.ts";
import { forwardTargets, leavesEncryption } from "./rooms.ts";
import "./forward.css";

/** Chooses rooms for a message; asks where it would leave the encryption. */
export default function ForwardDialog({
  roomId,
  eventId,
  body,
  onClose,
}: {
  roomId: string;
  eventId: string;
  body: MessageBody;
  onClose: () => void;
}): ReactNode {
  const { t, language } = useI18n();
  const toast = useToast();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const targets = chosen.flatMap((id) => rooms.get(id) ?? []);
  const open = leavesEncryption(rooms.get(roomId), targets);
  const found = forwardTargets(rooms.values(), words);

  const forward = async (): Promise<void> => {
    if (chosen.length === 0 || state === "busy") return;
    setState("busy");
    const results = await Promise.allSettled(
      chosen.map((to) => session.messages.forward({ roomId, eventId }, to)),
    );
    const failed = chosen.filter((_id, index) => results[index]?.status === "rejected");
    if (failed.length > 0) {
      // What has arrived is not sent again.
      setChosen(failed);
      setState("failed");
      return;
    }
    const names = new Intl.ListFormat(language).format(targets.map(({ name }) => name));
    toast({ text: t("forward.done", { names }) });
    onClose();
  };
  const toggle = (id: string): void =>
    setChosen((before) =>
      before.includes(id) ? before.filter((other) => other !== id) : [...before, id],
    );
  return (
    <Dialog
      title={t("forward.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void forward()}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            variant="primary"
            type="submit"
            busy={state === "busy"}
            disabled={chosen.length === 0}
          >
            {open
              ? t("forward.submitOpen")
              : t("forward.submit", { count: Math.max(1, chosen.length) })}
          </Button>
        </>
      }
    >
      <blockquote className="pl-quoted">{summaryOf(body, t)}</blockquote>
      <TextField
        label={t("forward.search")}
        value={words}
        data-autofocus
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter belongs to the search until something is chosen.
          if (event.key !== "Enter" || chosen.length > 0) return;
          event.preventDefault();
          const [first] = found;
          if (first) toggle(first.id);
        }}
      />
      <fieldset className="pl-forward">
        <legend className="ui-visually-hidden">{t("forward.rooms")}</legend>
        {found.map((room) => (
          <Target
            key={room.id}
            room={room}
            checked={chosen.includes(room.id)}
            onToggle={() => toggle(room.id)}
          />
        ))}
        {found.length === 0 ? <p className="pl-muted">{t("forward.nothing")}</p> : null}
      </fieldset>
      {targets.length > 0 ? (
        <p className="pl-small">
          {t("forward.chosen", {
            names: new Intl.ListFormat(language).format(targets.map(({ name }) => name)),
          })}
        </p>
      ) : null}
      {open ? <Banner tone="warning">{t("forward.leavesEncryption")}</Banner> : null}
      {state === "failed" ? (
        <InlineMessage tone="danger">{t("forward.failed")}</InlineMessage>
      ) : null}
    </Dialog>
  );
}

function Target({
  room,
  checked,
  onToggle,
}: {
  room: RoomSummary;
  checked: boolean;
  onToggle: () => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <label className="pl-forward__room">
      <input type="checkbox" checked={checked} onChange={onToggle} />
      <RoomAvatar room={room} size={24} />
      <span className="pl-forward__name">{room.name}</span>
      {room.encrypted ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
      <span className="ui-visually-hidden">
        {room.encrypted ? t("room.encrypted") : t("room.notEncrypted")}
      </span>
    </label>
  );
}
