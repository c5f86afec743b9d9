import { Button, useToast } from "@plenum/ui";
import { BadgeCheck, CircleAlert, Lock, LockOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./encryption.css";

const ICONS = { confirmed: BadgeCheck, known: Lock, none: LockOpen, changed: CircleAlert };

/** For a contact card: what is known of a person's keys, and the way to confirm each other. */
export default function PersonTrust({ userId }: { userId: string }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const toast = useToast();
  const [, navigate] = useLocation();
  const trust = useObservable(session.encryption.trustOf(userId));
  if (trust === undefined || userId === session.userId) return null;
  const Icon = ICONS[trust];
  const confirm = async (): Promise<void> => {
    try {
      const roomId = await session.directRoomWith(userId);
      await session.encryption.verifyPerson(userId, roomId);
      navigate(`${roomPath(roomId)}?dialog=verify`);
    } catch {
      toast({ text: t("message.actFailed") });
    }
  };
  return (
    <div className="pl-trust">
      <span className="pl-trust__state">
        <Icon aria-hidden="true" />
        {t(`encryption.trust.${trust}`)}
      </span>
      {trust === "known" || trust === "changed" ? (
        <Button size="small" onClick={() => void confirm()}>
          {t("encryption.trust.confirm")}
        </Button>
      ) : null}
    </div>
  );
}
