import { isPhoneUserId } from "@plenum/model";
import { Avatar, Button, Dialog, IconButton } from "@plenum/ui";
import {
  ChevronDown,
  ChevronUp,
  Hand,
  Mic,
  MicOff,
  MonitorUp,
  Video as VideoIcon,
  VideoOff,
} from "lucide-react";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { GiveFloor } from "../floor/give-floor.tsx";
import { PutOnList } from "../floor/put-on-list.tsx";
import { Promote } from "../floor/promote.tsx";
import { WritePrivately } from "../private-chat/write-privately.tsx";
import { WhisperTo } from "../sub-room/whisper-to.tsx";
import { QualityBars } from "../statistics/quality-bars.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { ModerateMenu } from "./moderate-menu.tsx";
import type { ListedPerson } from "./people-panel.tsx";

/** Somebody in the list; opened, it has how loud they are here and what can be done. */
export function PersonRow({
  call,
  person,
  moderates,
}: {
  call: Call;
  person: ListedPerson;
  moderates: boolean;
}): ReactNode {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const more = useId();
  const { participant, name } = person;
  return (
    <div className="call-person" data-speaking={participant.dominant}>
      <div className="call-person__line">
        <Avatar id={participant.userId ?? participant.id} name={name} size={32} />
        <span className="call-person__who">
          <span className="call-person__name">
            {person.isLocal ? t("people.you", { name }) : name}
          </span>
          <Marks call={call} person={person} />
        </span>
        <Line call={call} person={person} />
        <State person={person} />
        {person.isLocal ? null : (
          <IconButton
            label={t("people.more", { name })}
            icon={open ? <ChevronUp aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
            size="small"
            side="top"
            aria-expanded={open}
            aria-controls={open ? more : undefined}
            onClick={() => setOpen(!open)}
          />
        )}
      </div>
      {moderates && !open && (person.hand !== undefined || person.holder) ? (
        <div className="call-person__floor">
          <GiveFloor call={call} person={person} prominent />
        </div>
      ) : null}
      {open && !person.isLocal ? (
        <div id={more} className="call-person__more">
          <Volume call={call} person={person} />
          <Actions call={call} person={person} moderates={moderates} />
        </div>
      ) : null}
    </div>
  );
}

function Marks({ call, person }: { call: Call; person: ListedPerson }): ReactNode {
  const t = useTexts();
  const aside = useCallPart(call, ({ subRoom }) =>
    person.isLocal ? subRoom.room !== undefined : subRoom.aside.includes(person.key),
  );
  const { isModerator, isGuest, userId = "" } = person.participant;
  const marks = [
    isModerator ? t("people.moderator") : undefined,
    person.holder ? t("floor.has") : undefined,
    person.presents && !isModerator ? t("floor.presenter") : undefined,
    isGuest ? t("people.guest") : undefined,
    isPhoneUserId(userId) ? t("people.phone") : undefined,
    person.organisation,
    aside ? t("whisper.aside") : undefined,
  ].filter((mark) => mark !== undefined);
  return marks.length === 0 ? null : (
    <span className="call-person__marks">{marks.join(" · ")}</span>
  );
}

/** How well this person's sound and picture arrive; one's own line for oneself. */
function Line({ call, person }: { call: Call; person: ListedPerson }): ReactNode {
  const quality = useCallPart(call, ({ statistics }) =>
    person.isLocal ? statistics.own?.quality : statistics.people[person.participant.id]?.quality,
  );
  return quality === undefined ? null : <QualityBars quality={quality} />;
}

function State({ person }: { person: ListedPerson }): ReactNode {
  const t = useTexts();
  const { audioMuted, videoMuted, sharingScreen } = person.participant;
  return (
    <span className="call-person__state">
      {person.hand === undefined ? null : (
        <span className="call-person__hand" title={t("people.hand", { place: person.hand })}>
          <Hand aria-label={t("people.hand", { place: person.hand })} size={14} />
          <span aria-hidden="true">{person.hand}</span>
        </span>
      )}
      {sharingScreen ? <MonitorUp aria-label={t("people.shares")} size={16} /> : null}
      {audioMuted ? (
        <MicOff aria-label={t("people.microphoneOff")} size={16} />
      ) : (
        <Mic aria-label={t("people.microphoneOn")} size={16} />
      )}
      {videoMuted ? (
        <VideoOff aria-label={t("people.cameraOff")} size={16} />
      ) : (
        <VideoIcon aria-label={t("people.cameraOn")} size={16} />
      )}
    </span>
  );
}

function Volume({ call, person }: { call: Call; person: ListedPerson }): ReactNode {
  const t = useTexts();
  const volume = useCallPart(call, ({ sound }) => sound.volumes[person.key] ?? 1);
  const percent = t("people.percent", { percent: Math.round(volume * 100) });
  return (
    <label className="call-person__volume">
      <span aria-hidden="true">{t("people.volumeWord")}</span>
      <input
        type="range"
        min={0}
        max={200}
        step={10}
        value={Math.round(volume * 100)}
        aria-label={t("people.volume", { name: person.name })}
        aria-valuetext={percent}
        onChange={(event) => call.setVolume(person.key, event.currentTarget.valueAsNumber / 100)}
      />
      <output>{percent}</output>
    </label>
  );
}

function Actions({
  call,
  person,
  moderates,
}: {
  call: Call;
  person: ListedPerson;
  moderates: boolean;
}): ReactNode {
  const t = useTexts();
  const [removing, setRemoving] = useState(false);
  const { pinned, signing } = useCallPart(call, ({ view }) => view);
  const { hosted, reports } = useCallPart(call, ({ moderation }) => moderation);
  const control = useCallPart(call, ({ floor }) => floor.control);
  // Where there is a menu of roles, it is in there, for one meeting.
  const mayPromote = control?.roles === true && !(hosted && control.isConference);
  const { key, name, participant } = person;
  const phone = isPhoneUserId(participant.userId ?? "");
  const isPinned = pinned?.person === key && pinned.what === "camera";
  const close = (): void => setRemoving(false);
  return (
    <div className="call-person__actions">
      <Button
        size="small"
        onClick={() => call.pin(isPinned ? undefined : { person: key, what: "camera" })}
      >
        {isPinned ? t("view.unpin") : t("view.pin")}
      </Button>
      <Button size="small" onClick={() => call.setSigning(signing === key ? undefined : key)}>
        {signing === key ? t("view.signingStop") : t("view.signing")}
      </Button>
      <WritePrivately call={call} person={person} />
      {phone ? null : <WhisperTo call={call} userId={participant.userId} name={name} />}
      {moderates && phone ? <PutOnList call={call} person={person} /> : null}
      {moderates ? <GiveFloor call={call} person={person} /> : null}
      {moderates && !participant.audioMuted ? (
        <Button
          size="small"
          onClick={() =>
            hosted && participant.userId !== undefined
              ? void call.moderate({ act: "mute", userId: participant.userId })
              : call.muteOther(participant.id)
          }
        >
          {t("people.mute")}
        </Button>
      ) : null}
      {moderates && person.hand !== undefined && !phone ? (
        <Button size="small" onClick={() => call.lowerHand(key)}>
          {t("people.lowerHand")}
        </Button>
      ) : null}
      {mayPromote &&
      !phone &&
      !participant.isModerator &&
      !participant.isGuest &&
      participant.userId ? (
        <Promote call={call} userId={participant.userId} name={name} />
      ) : null}
      {moderates && hosted && !phone ? <ModerateMenu call={call} person={person} /> : null}
      {moderates ? (
        <Button size="small" onClick={() => setRemoving(true)}>
          {t("people.remove")}
        </Button>
      ) : null}
      {reports && !phone && participant.userId !== undefined ? (
        <Button size="small" onClick={() => call.report(participant.userId ?? "")}>
          {t("people.report")}
        </Button>
      ) : null}
      {removing ? (
        <Dialog
          title={t("people.removeTitle", { name })}
          closeLabel={t("people.cancel")}
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{t("people.cancel")}</Button>
              <Button
                variant="danger"
                onClick={() => {
                  if (hosted && participant.userId !== undefined) {
                    void call.moderate({ act: "remove-from-call", userId: participant.userId });
                  } else call.removeOther(participant.id);
                  close();
                }}
              >
                {t("people.removeNow")}
              </Button>
            </>
          }
        >
          <p>{t("people.removeText", { name })}</p>
        </Dialog>
      ) : null}
    </div>
  );
}
