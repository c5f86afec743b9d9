import { Button, IconButton, Spinner } from "@plenum/ui";
import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { lengthText } from "../media/file-message.ts";
import { nextSpeed } from "./waveform.ts";
import "./voice.css";

/** Further than any recording: asked for a moment there, a browser finds out how long it is. */
const FAR = 1e7;

/** Plays speech: waveform to seek in, also with the arrow keys, and three speeds. */
export function VoicePlayer({
  url,
  duration,
  waveform,
  loading,
  onWanted,
}: {
  /** Undefined until it is loaded. */
  url: string | undefined;
  /** Milliseconds. */
  duration: number;
  waveform: readonly number[];
  loading: boolean;
  /** Somebody wants to hear it, and it is not loaded. */
  onWanted: () => void;
}): ReactNode {
  const { t, language } = useI18n();
  const audio = useRef<HTMLAudioElement>(null);
  /** While the browser finds out how long the recording is. */
  const measuring = useRef(false);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(1);
  const [wanted, setWanted] = useState(false);
  const seconds = duration / 1000;

  const start = (): void => {
    for (const other of document.querySelectorAll("audio"))
      if (other !== audio.current) other.pause();
    audio.current?.play().catch(() => setPlaying(false));
  };
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed]);

  const toggle = (): void => {
    if (url === undefined) {
      setWanted(true);
      onWanted();
    } else if (playing) audio.current?.pause();
    else start();
  };
  const seek = (to: number): void => {
    setAt(to);
    if (audio.current && url !== undefined) audio.current.currentTime = to;
  };
  return (
    <div className="pl-voice">
      <IconButton
        className="pl-voice__play"
        label={playing ? t("voice.pause") : t("voice.play")}
        icon={
          loading && wanted ? (
            <Spinner />
          ) : playing ? (
            <Pause aria-hidden="true" />
          ) : (
            <Play aria-hidden="true" />
          )
        }
        onClick={toggle}
      />
      <div className="pl-voice__wave">
        <Bars waveform={waveform} played={seconds > 0 ? at / seconds : 0} />
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(seconds * 10) / 10)}
          step={0.1}
          value={Math.min(at, seconds)}
          aria-label={t("voice.position")}
          aria-valuetext={lengthText(at * 1000)}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <span className="pl-voice__time ui-figures">{lengthText(at > 0 ? at * 1000 : duration)}</span>
      <Button
        size="small"
        variant="quiet"
        className="pl-voice__speed ui-figures"
        aria-label={t("voice.speed", { speed: speed.toLocaleString(language) })}
        onClick={() => setSpeed(nextSpeed(speed))}
      >
        {`${speed.toLocaleString(language)}×`}
      </Button>
      {url === undefined ? null : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- speech of a colleague has no captions
        <audio
          ref={audio}
          src={url}
          preload="metadata"
          onLoadedMetadata={({ currentTarget }) => {
            currentTarget.playbackRate = speed;
            // What a browser has recorded itself does not say how long it is.
            if (currentTarget.duration === Infinity) {
              measuring.current = true;
              currentTarget.currentTime = FAR;
            } else if (wanted) start();
          }}
          onDurationChange={({ currentTarget }) => {
            if (!measuring.current || currentTarget.duration === Infinity) return;
            measuring.current = false;
            currentTarget.currentTime = at;
            if (wanted) start();
          }}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => {
            setPlaying(false);
            setAt(0);
          }}
          onTimeUpdate={({ currentTarget }) => {
            if (!currentTarget.paused) setAt(Math.min(seconds, currentTarget.currentTime));
          }}
        />
      )}
    </div>
  );
}

/** Levels that are drawn. */
const BARS = 56;

export function Bars({
  waveform,
  played,
}: {
  waveform: readonly number[];
  /** 0…1 */
  played: number;
}): ReactNode {
  const levels = Array.from({ length: BARS }, (_unused, index) => {
    const level = waveform[Math.floor((index * waveform.length) / BARS)];
    return level ?? 0;
  });
  return (
    <span className="pl-voice__bars" aria-hidden="true">
      {levels.map((level, index) => (
        <span
          // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
          key={index}
          data-played={index / BARS < played || undefined}
          style={{ blockSize: `${Math.round(12 + level * 88)}%` }}
        />
      ))}
    </span>
  );
}
