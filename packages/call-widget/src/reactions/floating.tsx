import type { ReactNode } from "react";
import type { Call, CallParticipant } from "../contract/index.ts";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";
import { SIGNS } from "./reactions.ts";

/** Signs of the moment, floating by. They are told in words elsewhere (`LiveRegion`). */
export function Floating({
  call,
  participants,
  describe,
}: {
  call: Call;
  participants: readonly CallParticipant[];
  describe: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  const { shown } = useCallPart(call, (snapshot) => snapshot.reactions);
  if (shown.length === 0) return null;
  return (
    <div className="call-floating" aria-hidden="true">
      {shown.map(({ number, from, reaction }) => {
        const participant = participants.find(({ id }) => id === from);
        const name = participant?.isLocal
          ? t("tiles.you")
          : participant && (describe?.(participant).name ?? participant.displayName);
        return (
          <span
            key={number}
            className="call-floating__one"
            data-reaction={reaction}
            data-lane={number % 6}
          >
            <span className="call-floating__sign">{SIGNS[reaction]}</span>
            <span className="call-floating__name">{name}</span>
          </span>
        );
      })}
    </div>
  );
}
