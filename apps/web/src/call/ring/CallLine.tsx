import type { CallOutcome } from "@plenum/matrix";
import { Button, classes } from "@plenum/ui";
import { Phone, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useObservable } from "../../app/observable.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import "./ring.css";

/** A call as it stands in the room: what became of it, and the way to call again. */
export default function CallLine({
  outcome,
  own,
  roomId,
}: {
  outcome: CallOutcome;
  own: boolean;
  roomId: string;
}): ReactNode {
  const { t } = useI18n();
  const { call, session } = useWorkspace();
  const current = useStore(call, (state) => state.current);
  const summary = useObservable(session.rooms).get(roomId);
  const missed = outcome === "missed";
  const Icon = missed
    ? own
      ? PhoneOff
      : PhoneMissed
    : outcome === "declined"
      ? PhoneOff
      : own
        ? PhoneOutgoing
        : PhoneIncoming;
  const free = current?.roomId !== roomId && summary?.closed === undefined;
  return (
    <p className={classes("pl-call-line", missed && !own && "pl-call-line--missed")}>
      <Icon aria-hidden="true" />
      <span>{missed && own ? t("ring.line.missedOwn") : t(`ring.line.${outcome}`)}</span>
      {(missed || outcome === "declined") && free ? (
        <Button
          size="small"
          icon={<Phone aria-hidden="true" />}
          onClick={() => void call.open(roomId)}
        >
          {t(own ? "ring.line.callAgain" : "ring.line.callBack")}
        </Button>
      ) : null}
    </p>
  );
}
