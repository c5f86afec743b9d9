import type { RoomSettings } from "@plenum/matrix";
import { Button, EmptyState, InlineMessage, Skeleton, useToast } from "@plenum/ui";
import { ShieldCheck } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useActOnMember } from "../moderation/use-act-on-member.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { useRoomWork } from "../rooms/use-room-act.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { mayLiftBans } from "./may-lift-bans.ts";
import "./members.css";

/** Who was banned and why; lifting it again. */
export default function BannedPeople({ settings }: { settings: RoomSettings }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const work = useRoomWork();
  const acting = useActOnMember(settings.id);
  const toast = useToast();
  const list = useRef<HTMLElement>(null);
  const [lifted, setLifted] = useState<ReadonlySet<string>>(new Set());
  const [lifting, setLifting] = useState<string>();
  const { value, problem } = useLoaded(
    useCallback(
      async () => (work === undefined ? undefined : work.banned(settings.id)),
      [work, settings.id],
    ),
  );
  if (problem !== undefined) {
    return (
      <InlineMessage tone="danger">{t(`problem.matrix.${failureCode(problem)}`)}</InlineMessage>
    );
  }
  if (value === undefined) return <Skeleton width="60%" />;
  const mayLift = mayLiftBans(session, settings);
  const lift = async (userId: string, name: string): Promise<void> => {
    setLifting(userId);
    const done = await acting.run({ act: "unban", userId });
    setLifting(undefined);
    if (!done) return;
    setLifted((before) => new Set(before).add(userId));
    toast({ text: t("members.lifted", { name }) });
    // The button that had the focus is gone.
    list.current?.focus();
  };
  const people = value.filter((person) => !lifted.has(person.userId));
  return (
    <section ref={list} tabIndex={-1} className="pl-form" aria-label={t("members.bannedTitle")}>
      {people.length === 0 ? (
        <EmptyState icon={<ShieldCheck aria-hidden="true" />} title={t("members.nobodyBanned")}>
          {t("members.nobodyBannedText")}
        </EmptyState>
      ) : null}
      <ul className="ui-list">
        {people.map((person) => (
          <li key={person.userId} className="pl-banned">
            <PersonAvatar id={person.userId} name={person.displayName} />
            <span className="pl-banned__name">
              {person.displayName} <span className="pl-small pl-muted">{person.userId}</span>
              {person.reason === undefined ? null : (
                <span className="pl-small pl-muted">
                  {t("members.bannedFor", { reason: person.reason })}
                </span>
              )}
            </span>
            {mayLift ? (
              <Button
                size="small"
                busy={lifting === person.userId}
                aria-label={t("members.liftFor", { name: person.displayName })}
                onClick={() => void lift(person.userId, person.displayName)}
              >
                {t("members.lift")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {acting.failed === undefined ? null : (
        <InlineMessage tone="danger">{acting.failed}</InlineMessage>
      )}
    </section>
  );
}
