import type { RoomSettings, RoomSummary, ServerAcl } from "@plenum/matrix";
import { powerForState, readRoomRights } from "@plenum/model";
import { Button, InlineMessage } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomWork } from "../rooms/use-room-act.ts";
import { roomPath } from "../routes.ts";
import { useSaving } from "./use-change.ts";

/** Which organisations may take part, the room's version and the way to a newer one. */
export function AdvancedSettings({
  settings,
  summary,
}: {
  settings: RoomSettings;
  summary: RoomSummary;
}): ReactNode {
  const { t } = useI18n();
  const work = useRoomWork();
  const { value } = useLoaded(
    useCallback(async () => {
      if (work === undefined) return undefined;
      const [acl, versions] = await Promise.all([work.serverAcl(settings.id), work.versions()]);
      return { acl, versions };
    }, [work, settings.id]),
  );
  return (
    <>
      <section className="pl-form" aria-labelledby="settings-servers">
        <h4 id="settings-servers" className="ui-field__label">
          {t("roomSettings.servers")}
        </h4>
        {value === undefined ? null : <Acl acl={value.acl} />}
      </section>
      <section className="pl-form" aria-labelledby="settings-version">
        <h4 id="settings-version" className="ui-field__label">
          {t("roomSettings.version", { version: settings.version })}
        </h4>
        {value !== undefined && summary.closed === undefined ? (
          <Upgrade settings={settings} newest={value.versions.default} />
        ) : null}
      </section>
    </>
  );
}

function Acl({ acl }: { acl: ServerAcl | undefined }): ReactNode {
  const { t } = useI18n();
  if (acl === undefined) return <p>{t("roomSettings.aclNone")}</p>;
  const all = acl.allow.includes("*");
  return (
    <>
      <p>
        {all
          ? t("roomSettings.aclAll")
          : acl.allow.length === 0
            ? t("roomSettings.aclNobody")
            : t("roomSettings.aclSome", { servers: acl.allow.join(", ") })}
      </p>
      {acl.deny.length === 0 ? null : (
        <p>{t("roomSettings.aclDeny", { servers: acl.deny.join(", ") })}</p>
      )}
      {acl.addressesAllowed ? null : <p>{t("roomSettings.aclAddresses")}</p>}
    </>
  );
}

function Upgrade({ settings, newest }: { settings: RoomSettings; newest: string }): ReactNode {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const saving = useSaving();
  const [asked, setAsked] = useState(false);
  const rights = readRoomRights(settings.levels);
  const may = settings.ownPower >= powerForState(rights, "m.room.tombstone");
  if (settings.version === newest) return <p>{t("roomSettings.versionNewest")}</p>;
  if (!may) return <p>{t("roomSettings.versionOld")}</p>;

  const upgrade = async (): Promise<void> => {
    let next: string | undefined;
    await saving.run(async (work) => {
      next = await work.upgrade(settings.id, newest);
    });
    if (next !== undefined) navigate(roomPath(next));
  };
  return (
    <>
      {asked ? (
        <>
          <InlineMessage tone="warning" boxed>
            {t("roomSettings.upgradeText")}
          </InlineMessage>
          <span className="pl-row">
            <Button variant="primary" busy={saving.busy} onClick={() => void upgrade()}>
              {t("roomSettings.upgradeNow")}
            </Button>
            <Button variant="quiet" onClick={() => setAsked(false)}>
              {t("common.cancel")}
            </Button>
          </span>
        </>
      ) : (
        <span>
          <Button onClick={() => setAsked(true)}>
            {t("roomSettings.upgrade", { version: newest })}
          </Button>
        </span>
      )}
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </>
  );
}
