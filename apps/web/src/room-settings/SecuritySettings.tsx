import type { HistoryVisibility, RoomSettings } from "@plenum/matrix";
import { CALL_ENCRYPTION_EVENT, powerForState, readRoomRights } from "@plenum/model";
import { Button, InlineMessage, RadioList, Switch } from "@plenum/ui";
import { Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useChange, useSaving } from "./use-change.ts";

const HISTORIES: readonly HistoryVisibility[] = ["joined", "invited", "shared", "world_readable"];

/** Encryption, one way, and from when on newcomers can read. */
export function SecuritySettings({ settings }: { settings: RoomSettings }): ReactNode {
  const { t } = useI18n();
  const rights = readRoomRights(settings.levels);
  const may = (type: string): boolean => settings.ownPower >= powerForState(rights, type);
  const history = useChange<HistoryVisibility>(settings.id, settings.history, (value) => ({
    kind: "history",
    history: value,
  }));
  const shown = HISTORIES.filter(
    (value) => value !== "world_readable" || settings.history === value,
  );
  return (
    <>
      {settings.isSpace ? null : (
        <Encryption settings={settings} allowed={may("m.room.encryption")} />
      )}
      {settings.isSpace ? null : (
        <CallEncryption settings={settings} allowed={may(CALL_ENCRYPTION_EVENT)} />
      )}
      <RadioList
        label={t("roomSettings.history")}
        value={history.value}
        disabled={!may("m.room.history_visibility") || history.busy}
        options={shown.map((value) => ({
          value,
          label: t(`roomSettings.historyOf.${value}`),
        }))}
        onChange={(value) => void history.set(value)}
      />
      <p className="pl-small pl-muted">{t("roomSettings.historyText")}</p>
      {history.failed === undefined ? null : (
        <InlineMessage tone="danger">{history.failed}</InlineMessage>
      )}
    </>
  );
}

/** Whether calls are encrypted from device to device, and whom that leaves out. */
function CallEncryption({
  settings,
  allowed,
}: {
  settings: RoomSettings;
  allowed: boolean;
}): ReactNode {
  const { t } = useI18n();
  const calls = useChange<boolean>(settings.id, settings.callsEncrypted, (encrypted) => ({
    kind: "calls-encrypted",
    encrypted,
  }));
  return (
    <>
      <Switch
        label={t("roomSettings.callEncryption")}
        description={t("roomSettings.callEncryptionText")}
        checked={calls.value}
        disabled={!allowed || calls.busy}
        onChange={(encrypted) => void calls.set(encrypted)}
      />
      {calls.failed === undefined ? null : (
        <InlineMessage tone="danger">{calls.failed}</InlineMessage>
      )}
    </>
  );
}

function Encryption({
  settings,
  allowed,
}: {
  settings: RoomSettings;
  allowed: boolean;
}): ReactNode {
  const { t } = useI18n();
  const saving = useSaving();
  const [asked, setAsked] = useState(false);
  const Icon = settings.encrypted ? Lock : LockOpen;
  return (
    <section className="pl-form" aria-labelledby="settings-encryption">
      <h4 id="settings-encryption" className="ui-field__label">
        {t("roomSettings.encryption")}
      </h4>
      <p className="pl-row">
        <Icon aria-hidden="true" />
        {t(settings.encrypted ? "roomSettings.encrypted" : "roomSettings.notEncrypted")}
      </p>
      {settings.encrypted || !allowed ? null : asked ? (
        <>
          <InlineMessage tone="warning" boxed>
            {t("roomSettings.encryptText")}
          </InlineMessage>
          <span className="pl-row">
            <Button
              variant="primary"
              busy={saving.busy}
              onClick={() =>
                void saving.run(async (work) => work.change(settings.id, { kind: "encryption" }))
              }
            >
              {t("roomSettings.encryptForEver")}
            </Button>
            <Button variant="quiet" onClick={() => setAsked(false)}>
              {t("common.cancel")}
            </Button>
          </span>
        </>
      ) : (
        <span>
          <Button onClick={() => setAsked(true)}>{t("roomSettings.encrypt")}</Button>
        </span>
      )}
      {saving.failed === undefined ? null : (
        <InlineMessage tone="danger">{saving.failed}</InlineMessage>
      )}
    </section>
  );
}
