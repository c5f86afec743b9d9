import { Button, Dialog, InlineMessage, Spinner } from "@plenum/ui";
import { Mic, Pause, RotateCcw, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Place } from "../composer/place.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { lengthText } from "../media/file-message.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { LONGEST, Recording, type Recorded } from "./recording.ts";
import { Bars, VoicePlayer } from "./VoicePlayer.tsx";
import "./voice.css";

type State =
  | { readonly kind: "starting" | "recording" | "paused" | "finishing" }
  | { readonly kind: "refused" }
  | { readonly kind: "done"; readonly recorded: Recorded; readonly url: string };

/** Levels that are shown while it records. */
const SHOWN = 56;

/** Records speech, lets one listen to it, and sends it. Closing drops it. */
export default function VoiceRecorder({
  place,
  onClose,
}: {
  place: Place;
  onClose: () => void;
}): ReactNode {
  const [attempt, setAttempt] = useState(0);
  return (
    <Attempt
      key={attempt}
      place={place}
      onAgain={() => setAttempt((before) => before + 1)}
      onClose={onClose}
    />
  );
}

/** One recording, from the microphone to the message. */
function Attempt({
  place,
  onAgain,
  onClose,
}: {
  place: Place;
  onAgain: () => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { uploads } = useWorkspace();
  const recording = useRef<Recording>(undefined);
  const [state, setState] = useState<State>({ kind: "starting" });
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [duration, setDuration] = useState(0);

  useEffect(() => {
    let wanted = true;
    const start = async (): Promise<void> => {
      try {
        const started = await Recording.start((level, length) => {
          setLevels((before) => [...before.slice(1 - SHOWN), level]);
          setDuration(length);
        });
        if (!wanted) {
          started.drop();
          return;
        }
        recording.current = started;
        setState({ kind: "recording" });
      } catch {
        if (wanted) setState({ kind: "refused" });
      }
    };
    void start();
    return () => {
      wanted = false;
      recording.current?.drop();
      recording.current = undefined;
    };
  }, []);

  const url = state.kind === "done" ? state.url : undefined;
  useEffect(
    () => () => {
      if (url !== undefined) URL.revokeObjectURL(url);
    },
    [url],
  );

  const finish = async (): Promise<void> => {
    const current = recording.current;
    if (current === undefined) return;
    setState({ kind: "finishing" });
    recording.current = undefined;
    const recorded = await current.finish(t("voice.fileName"));
    setState({ kind: "done", recorded, url: URL.createObjectURL(recorded.file) });
  };
  const tooLong = duration >= LONGEST && state.kind === "recording";
  useEffect(() => {
    if (tooLong) void finish();
  });

  const pause = (): void => {
    recording.current?.pause();
    setState({ kind: "paused" });
  };
  const resume = (): void => {
    recording.current?.resume();
    setState({ kind: "recording" });
  };
  const send = (): void => {
    if (state.kind !== "done") return;
    const { file, duration: length, waveform } = state.recorded;
    uploads.send(place, { file, voice: { duration: length, waveform } });
    onClose();
  };

  return (
    <Dialog
      title={t("voice.title")}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Button onClick={onClose}>{t("voice.drop")}</Button>
          {state.kind === "recording" ? (
            <Button icon={<Pause aria-hidden="true" />} onClick={pause}>
              {t("voice.pauseRecording")}
            </Button>
          ) : null}
          {state.kind === "paused" ? (
            <Button icon={<Mic aria-hidden="true" />} onClick={resume}>
              {t("voice.resume")}
            </Button>
          ) : null}
          {state.kind === "recording" || state.kind === "paused" ? (
            <Button
              variant="primary"
              icon={<Square aria-hidden="true" />}
              onClick={() => void finish()}
            >
              {t("voice.stop")}
            </Button>
          ) : null}
          {state.kind === "done" || state.kind === "refused" ? (
            <Button icon={<RotateCcw aria-hidden="true" />} onClick={onAgain}>
              {t("voice.again")}
            </Button>
          ) : null}
          {state.kind === "done" ? (
            <Button variant="primary" type="submit" data-autofocus>
              {t("voice.send")}
            </Button>
          ) : null}
        </>
      }
    >
      {state.kind === "starting" || state.kind === "finishing" ? (
        <Spinner label={t("voice.starting")} />
      ) : null}
      {state.kind === "refused" ? (
        <InlineMessage tone="danger">{t("voice.refused")}</InlineMessage>
      ) : null}
      {state.kind === "recording" || state.kind === "paused" ? (
        <div className="pl-voice pl-voice--live">
          <span className="pl-voice__dot" data-paused={state.kind === "paused" || undefined} />
          <div className="pl-voice__wave">
            <Bars waveform={padded(levels)} played={1} />
          </div>
          <span className="pl-voice__time ui-figures" role="timer" aria-label={t("voice.length")}>
            {lengthText(duration)}
          </span>
        </div>
      ) : null}
      {state.kind === "recording" ? <output>{t("voice.recording")}</output> : null}
      {state.kind === "paused" ? <output>{t("voice.paused")}</output> : null}
      {state.kind === "done" ? (
        <VoicePlayer
          url={state.url}
          duration={state.recorded.duration}
          waveform={state.recorded.waveform}
          loading={false}
          onWanted={() => undefined}
        />
      ) : null}
    </Dialog>
  );
}

/** The newest level stands at the right edge. */
function padded(levels: readonly number[]): readonly number[] {
  return [...Array.from({ length: SHOWN - levels.length }, () => 0), ...levels];
}
