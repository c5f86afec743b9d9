import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { Call, CallParticipant, PicturePlace } from "../contract/index.ts";
import { LOCAL_PARTICIPANT } from "../call/call-pictures.ts";

/** The moving picture of somebody, or the screen they share. */
export function Video({
  call,
  participant,
  what,
  label,
  place = "tile",
}: {
  call: Call;
  participant: Pick<CallParticipant, "id" | "isLocal">;
  what: "camera" | "screen";
  label: string;
  place?: PicturePlace;
}): ReactNode {
  const element = useRef<HTMLVideoElement>(null);
  const id = participant.isLocal ? LOCAL_PARTICIPANT : participant.id;
  useEffect(
    () => (element.current ? call.attachVideo(id, what, element.current, place) : undefined),
    [call, id, what, place],
  );
  // Live pictures of people have no captions track; the sound comes from elsewhere.
  return (
    <video
      ref={element}
      aria-label={label}
      className={
        participant.isLocal && what === "camera" ? "call-video call-video--mirror" : "call-video"
      }
      data-what={what}
      muted
      playsInline
      autoPlay
      disablePictureInPicture
    />
  );
}
