import { isPhoneUserId } from "@plenum/model";
import { Avatar } from "@plenum/ui";
import { Ear, Hand, ImageOff, MicOff, MonitorUp, Phone, Pin } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant, PicturePlace } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";
import { TileMenu } from "./tile-menu.tsx";
import { type Describe, useCallPart, useTexts } from "./use-call.ts";
import { Video } from "./video.tsx";

/**
 * Somebody's place: picture or initials, name plate, microphone, ring while speaking. Drawn anew
 * only when something about this person is different.
 */
export const Tile = memo(function Tile({
  call,
  participant,
  describe,
  what = "camera",
  large = false,
  place = "tile",
  menu = false,
}: {
  call: Call;
  participant: CallParticipant;
  describe: Describe | undefined;
  what?: "camera" | "screen";
  large?: boolean;
  place?: PicturePlace;
  /** Whether it can be pinned from here. */
  menu?: boolean;
}): ReactNode {
  const t = useTexts();
  const person = personKey(participant);
  const pinned = useCallPart(
    call,
    ({ view }) => view.pinned?.person === person && view.pinned.what === what,
  );
  const hand = useCallPart(call, ({ hands }) => hands.raised.indexOf(person)) + 1;
  const aside = useCallPart(call, ({ subRoom }) =>
    participant.isLocal ? subRoom.room !== undefined : subRoom.aside.includes(person),
  );
  const described = describe?.(participant) ?? {};
  const name = described.name ?? (participant.displayName || t("tiles.unnamed"));
  const shownName = participant.isLocal ? t("tiles.you") : name;
  const screen = what === "screen";
  const wanted = useCallPart(call, ({ bandwidth }) => bandwidth.others !== "none");
  const unwanted = !wanted && !participant.isLocal && place !== "signing";
  const showVideo = screen || (!participant.videoMuted && !unwanted);
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
        <Video call={call} participant={participant} what={what} label={label} place={place} />
      ) : (
        <span className="call-tile__avatar">
          <Avatar id={participant.userId ?? participant.id} name={name} size={large ? 96 : 48} />
        </span>
      )}
      {hand > 0 && !screen ? (
        <span className="call-tile__hand" title={t("hands.raised", { place: hand })}>
          <Hand aria-label={t("hands.raised", { place: hand })} size={16} />
          <span aria-hidden="true">{hand}</span>
        </span>
      ) : null}
      <span className="call-plate">
        {!screen && participant.audioMuted ? (
          <span className="call-plate__icon" title={t("tiles.muted")}>
            <MicOff aria-label={t("tiles.muted")} size={14} />
          </span>
        ) : null}
        {isPhoneUserId(participant.userId ?? "") ? (
          <span className="call-plate__icon" title={t("tiles.phone")}>
            <Phone aria-label={t("tiles.phone")} size={14} />
          </span>
        ) : null}
        {aside && !screen ? (
          <span className="call-plate__icon" title={t("whisper.aside")}>
            <Ear aria-label={t("whisper.aside")} size={14} />
          </span>
        ) : null}
        {pinned ? (
          <span className="call-plate__icon" title={t("view.pinned")}>
            <Pin aria-label={t("view.pinned")} size={14} />
          </span>
        ) : null}
        {unwanted && !screen && !participant.videoMuted ? (
          <span className="call-plate__icon" title={t("bandwidth.noPictures")}>
            <ImageOff aria-label={t("bandwidth.noPictures")} size={14} />
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
      {menu && !participant.isLocal ? (
        <TileMenu participant={participant} name={name} what={what} />
      ) : null}
    </li>
  );
});
