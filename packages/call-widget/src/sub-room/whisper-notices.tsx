import { Banner, Button, Choices } from "@plenum/ui";
import { Ear, Mic, Volume2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, CallParticipant, PersonAside, SubRoomSlice } from "../contract/index.ts";
import { Dismiss } from "../views/dismiss.tsx";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";
import { lineOf } from "./line.ts";
import "./whisper.css";

/** Talking aside: who asks one to, with whom one does, where the microphone goes, and how it ended. */
export default function WhisperNotices({
  call,
  participants,
  describe,
}: {
  call: Call;
  participants: readonly CallParticipant[];
  describe: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  const slice = useCallPart(call, ({ subRoom }) => subRoom);
  const { invitation, room, problem } = slice;
  /** As everywhere else in the call; who is not in it any more has the name that the server knows. */
  const nameOf = ({ userId, name }: Pick<PersonAside, "userId" | "name">): string => {
    const one = participants.find((participant) => participant.userId === userId);
    return (one && describe?.(one).name) ?? name;
  };
  const names = (people: readonly PersonAside[]): string => people.map(nameOf).join(", ");
  return (
    <>
      {invitation ? (
        <Banner
          icon={<Ear aria-hidden="true" />}
          actions={
            <>
              <Button size="small" variant="primary" onClick={() => call.answerWhisper(true)}>
                {t("whisper.accept")}
              </Button>
              <Button size="small" onClick={() => call.answerWhisper(false)}>
                {t("whisper.decline")}
              </Button>
            </>
          }
        >
          {invitation.others.length === 0
            ? t("whisper.asked", { name: nameOf(invitation.by) })
            : t("whisper.askedWith", {
                name: nameOf(invitation.by),
                others: names(invitation.others),
              })}
        </Banner>
      ) : null}
      {room ? <WhisperLine call={call} slice={slice} room={room} names={names} /> : null}
      {problem === undefined ? null : (
        <Banner
          tone={problem === "over" || problem === "nobody-came" ? "info" : "warning"}
          icon={<Ear aria-hidden="true" />}
          actions={<Dismiss onDismiss={() => call.dismissWhisper()} />}
        >
          {t(`whisper.problem.${problem}`)}
        </Banner>
      )}
    </>
  );
}

function WhisperLine({
  call,
  slice,
  room,
  names,
}: {
  call: Call;
  slice: SubRoomSlice;
  room: NonNullable<SubRoomSlice["room"]>;
  names: (people: readonly PersonAside[]) => string;
}): ReactNode {
  const t = useTexts();
  const on = useCallPart(call, ({ microphoneOn }) => microphoneOn);
  const { microphone, plenumVolume } = slice;
  const { sentence, people, coming, declined } = lineOf(room, microphone, on);
  const percent = t("whisper.percent", { percent: Math.round(plenumVolume * 100) });
  return (
    <section
      className="call-whisper"
      aria-label={t("whisper.region")}
      data-microphone={microphone}
      data-on={on}
    >
      <output className="call-whisper__text">
        <Ear aria-hidden="true" size={16} />
        <span>
          {t(`whisper.${sentence}`, { names: names(people) })}
          {coming.length > 0 ? ` ${t("whisper.coming", { names: names(coming) })}` : ""}
          {declined.length > 0 ? ` ${t("whisper.declined", { names: names(declined) })}` : ""}
        </span>
      </output>
      <div className="call-whisper__tools">
        <span className="call-whisper__microphone">
          <Mic aria-hidden="true" size={16} />
          <Choices
            label={t("whisper.microphone")}
            value={microphone}
            choices={[
              { value: "aside", label: t("whisper.microphoneAside") },
              { value: "plenum", label: t("whisper.microphonePlenum") },
            ]}
            onChange={(to) => call.turnMicrophone(to)}
          />
        </span>
        <label className="call-whisper__volume" title={t("whisper.volume")}>
          <Volume2 aria-hidden="true" size={16} />
          <input
            aria-label={t("whisper.volume")}
            type="range"
            min={0}
            max={100}
            step={10}
            value={Math.round(plenumVolume * 100)}
            aria-valuetext={percent}
            onChange={(event) => call.setPlenumVolume(event.currentTarget.valueAsNumber / 100)}
          />
        </label>
        <Button size="small" onClick={() => call.endWhisper()}>
          {t("whisper.end")}
        </Button>
      </div>
    </section>
  );
}
