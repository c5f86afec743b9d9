import type { RoomAccess, RoomSettings } from "@plenum/matrix";
import { powerForState, readRoomRights } from "@plenum/model";
import { InlineMessage, Switch } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomWork } from "../rooms/use-room-act.ts";
import { AccessChoice } from "./AccessChoice.tsx";
import { useChange, useSaving } from "./use-change.ts";

/** Who may enter, and whether the room stands in the directory. */
export function AccessSettings({ settings }: { settings: RoomSettings }): ReactNode {
  const { t } = useI18n();
  const rights = readRoomRights(settings.levels);
  const allowed = settings.ownPower >= powerForState(rights, "m.room.join_rules");
  const change = useChange<RoomAccess>(settings.id, settings.access, (access) => ({
    kind: "access",
    access,
  }));
  return (
    <>
      <AccessChoice
        access={change.value}
        version={settings.version}
        isSpace={settings.isSpace}
        disabled={!allowed || change.busy}
        onChange={(access) => void change.set(access)}
      />
      {change.failed === undefined ? null : (
        <InlineMessage tone="danger">{change.failed}</InlineMessage>
      )}
      {settings.encrypted && change.value.rule === "public" ? (
        <InlineMessage tone="warning">{t("roomSettings.publicEncrypted")}</InlineMessage>
      ) : null}
      <Listed
        roomId={settings.id}
        allowed={settings.ownPower >= powerForState(rights, "m.room.canonical_alias")}
      />
    </>
  );
}

function Listed({ roomId, allowed }: { roomId: string; allowed: boolean }): ReactNode {
  const { t } = useI18n();
  const work = useRoomWork();
  const saving = useSaving();
  const [wanted, setWanted] = useState<boolean>();
  const { value } = useLoaded(
    useCallback(
      async () => (work === undefined ? undefined : work.isListed(roomId)),
      [work, roomId],
    ),
  );
  if (value === undefined) return null;
  return (
    <>
      <Switch
        label={t("roomSettings.listed")}
        description={t("roomSettings.listedText")}
        checked={wanted ?? value}
        disabled={!allowed || saving.busy}
        onChange={(listed) => {
          setWanted(listed);
          const run = async (): Promise<void> => {
            const done = await saving.run(async (found) => found.setListed(roomId, listed));
            if (!done) setWanted(undefined);
          };
          void run();
        }}
      />
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </>
  );
}
