import type { RoomSettings } from "@plenum/matrix";
import { actionsOn, readRoomRights } from "@plenum/model";
import { Button, InlineMessage, Skeleton } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { useRoomWork } from "../rooms/use-room-act.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useSaving } from "./use-change.ts";

/** Who was banned and why; lifting it again. */
export function BannedPeople({ settings }: { settings: RoomSettings }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const work = useRoomWork();
  const saving = useSaving();
  const [lifted, setLifted] = useState<ReadonlySet<string>>(new Set());
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
  const rights = readRoomRights(settings.levels);
  const me = { userId: session.userId, power: settings.ownPower, membership: "join" as const };
  const lift = async (userId: string): Promise<void> => {
    const done = await saving.run(async (found) => found.unban(settings.id, userId));
    if (done) setLifted((before) => new Set(before).add(userId));
  };
  const people = value.filter((person) => !lifted.has(person.userId));
  if (people.length === 0) return <p className="pl-muted">{t("roomSettings.nobodyBanned")}</p>;
  return (
    <>
      <ul className="ui-list">
        {people.map((person) => {
          const other = { userId: person.userId, power: 0, membership: "ban" as const };
          return (
            <li key={person.userId} className="pl-banned">
              <PersonAvatar id={person.userId} name={person.displayName} />
              <span className="pl-banned__name">
                {person.displayName} <span className="pl-small pl-muted">{person.userId}</span>
                {person.reason === undefined ? null : (
                  <span className="pl-small pl-muted">
                    {t("roomSettings.bannedFor", { reason: person.reason })}
                  </span>
                )}
              </span>
              {actionsOn(me, other, rights).unban ? (
                <Button
                  size="small"
                  busy={saving.busy}
                  aria-label={t("roomSettings.liftFor", { name: person.displayName })}
                  onClick={() => void lift(person.userId)}
                >
                  {t("roomSettings.lift")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </>
  );
}
