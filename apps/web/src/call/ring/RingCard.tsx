import { Button, classes, IconButton, TextField } from "@plenum/ui";
import { MessageSquareText, Phone, PhoneOff, Undo2, Video } from "lucide-react";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { RoomAvatar } from "../../rooms/RoomAvatar.tsx";
import type { ShownRing } from "./ring-plan.ts";

const SENTENCES = ["back", "later", "write"] as const;

/**
 * One call: who, where, and what can be done. It takes no focus, so that nobody answers by a key
 * that was meant for something else; Escape does nothing.
 */
export function RingCard({
  shown,
  title,
  onAnswer,
  onJoin,
  onDecline,
  onAside,
}: {
  shown: ShownRing;
  title: string;
  onAnswer: (camera: boolean) => void;
  onJoin: () => void;
  onDecline: (text?: string) => void;
  onAside: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { ring, room, manner } = shown;
  const [writing, setWriting] = useState(false);
  const id = useId();
  return (
    <div
      role={manner === "rings" ? "alertdialog" : "group"}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}place`}
      className={classes("pl-ring", `pl-ring--${manner}`)}
    >
      <div className="pl-ring__who">
        <span className="pl-ring__picture">
          <RoomAvatar room={room} size={manner === "rings" ? 48 : 36} />
        </span>
        <div className="pl-ring__words">
          <p className="pl-ring__title" id={`${id}title`}>
            {title}
          </p>
          <p className="pl-ring__place" id={`${id}place`}>
            {manner === "waits"
              ? t("ring.inCall", { name: ring.callerName })
              : room.isDirect
                ? t("ring.direct")
                : t("ring.inRoom", { room: room.name })}
          </p>
        </div>
      </div>
      {manner === "waits" ? (
        <div className="pl-ring__acts">
          <Button size="small" variant="primary" onClick={() => onAnswer(true)}>
            {t("ring.switch")}
          </Button>
          <Button size="small" onClick={onAside}>
            {t("ring.stay")}
          </Button>
        </div>
      ) : null}
      {manner === "tells" ? (
        <div className="pl-ring__acts">
          <Button size="small" variant="primary" onClick={onJoin}>
            {t("ring.join")}
          </Button>
          <Button size="small" onClick={onAside}>
            {t("ring.notNow")}
          </Button>
        </div>
      ) : null}
      {manner === "rings" && !writing ? (
        <div className="pl-ring__acts">
          <Button
            variant="primary"
            icon={<Video aria-hidden="true" />}
            onClick={() => onAnswer(true)}
          >
            {t("ring.answer")}
          </Button>
          <Button icon={<Phone aria-hidden="true" />} onClick={() => onAnswer(false)}>
            {t("ring.answerSound")}
          </Button>
          <Button
            variant="danger"
            icon={<PhoneOff aria-hidden="true" />}
            onClick={() => onDecline()}
          >
            {t("ring.decline")}
          </Button>
          <IconButton
            label={t("ring.declineWith")}
            icon={<MessageSquareText aria-hidden="true" />}
            onClick={() => setWriting(true)}
          />
        </div>
      ) : null}
      {manner === "rings" && writing ? (
        <Reasons onDecline={onDecline} onBack={() => setWriting(false)} />
      ) : null}
    </div>
  );
}

/** Sentences that are ready, and a field for an own one. */
function Reasons({
  onDecline,
  onBack,
}: {
  onDecline: (text: string) => void;
  onBack: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [text, setText] = useState("");
  return (
    <div className="pl-ring__reasons">
      {SENTENCES.map((name) => {
        const sentence = t(`ring.sentences.${name}`);
        return (
          <Button key={name} size="small" wide onClick={() => onDecline(sentence)}>
            {sentence}
          </Button>
        );
      })}
      <form
        className="pl-ring__own"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") onDecline(text.trim());
        }}
      >
        <TextField
          label={t("ring.own")}
          value={text}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <div className="pl-ring__acts">
          <Button type="submit" size="small" variant="primary" disabled={text.trim() === ""}>
            {t("ring.send")}
          </Button>
          <Button size="small" icon={<Undo2 aria-hidden="true" />} onClick={onBack}>
            {t("ring.back")}
          </Button>
        </div>
      </form>
    </div>
  );
}
