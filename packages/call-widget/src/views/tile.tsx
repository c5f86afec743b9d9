import { Avatar } from "@plenum/ui";
import { MicOff, MonitorUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { type Describe, useTexts } from "./use-call.ts";
import { Video } from "./video.tsx";

/** Somebody's place: picture or initials, name plate, microphone, ring while speaking. */
export function Tile({
  call,
  participant,
  describe,
  what = "camera",
  large = false,
}: {
  call: Call;
  participant: CallParticipant;
  describe: Describe | undefined;
  what?: "camera" | "screen";
  large?: boolean;
}): ReactNode {
  const t = useTexts();
  const described = describe?.(participant) ?? {};
  const name = described.name ?? (participant.displayName || t("tiles.unnamed"));
  const shownName = participant.isLocal ? t("tiles.you") : name;
  const screen = what === "screen";
  const showVideo = screen || !participant.videoMuted;
  const label = screen
    ? participant.isLocal
      ? t("tiles.youShare")
      : t("tiles.screen", { name })
    : t("tiles.picture", { name: shownName });
  return (
    <li
      className={[
        "call-tile",
        participant.dominant && !screen ? "call-tile--speaking" : "",
        screen ? "call-tile--screen" : "",
        large ? "call-tile--large" : "",
      ].join(" ")}
      data-participant={participant.isLocal ? "local" : participant.id}
      data-user={participant.userId}
    >
      {showVideo ? (
        <Video call={call} participant={participant} what={what} label={label} />
      ) : (
        <span className="call-tile__avatar">
          <Avatar id={participant.userId ?? participant.id} name={name} size={large ? 96 : 48} />
        </span>
      )}
      <span className="call-plate">
        {!screen && participant.audioMuted ? (
          <span className="call-plate__icon" title={t("tiles.muted")}>
            <MicOff aria-label={t("tiles.muted")} size={14} />
          </span>
        ) : null}
        {participant.sharingScreen ? (
          <span className="call-plate__icon" title={t("tiles.shares", { name: shownName })}>
            <MonitorUp aria-hidden="true" size={14} />
          </span>
        ) : null}
        <span className="call-plate__name">
          {screen ? t("tiles.screen", { name: shownName }) : shownName}
        </span>
        {participant.isGuest ? <span className="call-plate__mark">{t("tiles.guest")}</span> : null}
        {described.organisation === undefined ? null : (
          <span className="call-plate__from">{described.organisation}</span>
        )}
        {participant.dominant && !screen ? (
          <span className="ui-visually-hidden">{t("tiles.speaking")}</span>
        ) : null}
      </span>
    </li>
  );
}
