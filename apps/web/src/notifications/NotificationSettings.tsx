import { NOTIFICATIONS_EVENT, readNotificationSettings } from "@plenum/model";
import type { NotificationSettings as Settings } from "@plenum/model";
import { Button, Choices, InlineMessage, Switch, TextField, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { PushSwitch } from "./PushSwitch.tsx";
import { createSound } from "./sound.ts";
import { askPermission, permission } from "./system.ts";
import "./notifications.css";

const EVENING = { from: "18:00", to: "07:00", weekend: true };

/** Part of the settings: how messages make themselves known, on all devices of the account. */
export default function NotificationSettings(): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const { session } = useWorkspace();
  const toast = useToast();
  const settings = readNotificationSettings(
    useObservable(session.accountData.of(NOTIFICATIONS_EVENT)),
  );
  const change = (part: Partial<Settings>): void => {
    const { quiet, ...rest } = { ...settings, ...part };
    session.accountData
      .set(NOTIFICATIONS_EVENT, { ...rest, ...(quiet === undefined ? {} : { quiet }) })
      .catch((error: unknown) => toast({ text: t(`problem.matrix.${failureCode(error)}`) }));
  };
  return (
    <section aria-labelledby="settings-notifications" className="pl-notification-settings">
      <h2 id="settings-notifications">{t("notifications.title")}</h2>
      <Permission />
      <div className="pl-setting">
        <span aria-hidden="true">{t("notifications.sound")}</span>
        <span className="pl-row">
          <Choices
            label={t("notifications.sound")}
            value={settings.sound}
            choices={[
              { value: "all", label: t("notifications.sounds.all") },
              { value: "important", label: t("notifications.sounds.important") },
              { value: "none", label: t("notifications.sounds.none") },
            ]}
            onChange={(sound) => change({ sound })}
          />
          <Button size="small" variant="quiet" onClick={listen}>
            {t("notifications.listen")}
          </Button>
        </span>
      </div>
      <Switch
        label={t("notifications.preview")}
        description={t("notifications.previewText")}
        checked={settings.preview}
        onChange={(preview) => change({ preview })}
      />
      <Switch
        label={t("notifications.quiet")}
        description={t("notifications.quietText")}
        checked={settings.quiet !== undefined}
        onChange={(on) => change({ quiet: on ? EVENING : undefined })}
      />
      {settings.quiet === undefined ? null : (
        <QuietTime quiet={settings.quiet} onChange={(quiet) => change({ quiet })} />
      )}
      {config.push === undefined ? null : <PushSwitch push={config.push} />}
    </section>
  );
}

function listen(): void {
  createSound().play();
}

function Permission(): ReactNode {
  const { t } = useI18n();
  const [state, setState] = useState(permission);
  if (state === "granted") return <p className="pl-muted">{t("notifications.allowed")}</p>;
  if (state === "denied" || state === "unsupported") {
    return <InlineMessage tone="warning">{t(`notifications.${state}`)}</InlineMessage>;
  }
  return (
    <div className="pl-setting">
      <span>{t("notifications.ask")}</span>
      <Button
        variant="primary"
        onClick={() => {
          void askPermission().then(setState);
        }}
      >
        {t("notifications.allow")}
      </Button>
    </div>
  );
}

function QuietTime({
  quiet,
  onChange,
}: {
  quiet: NonNullable<Settings["quiet"]>;
  onChange: (quiet: NonNullable<Settings["quiet"]>) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <fieldset className="pl-quiet">
      <legend className="ui-visually-hidden">{t("notifications.quiet")}</legend>
      <TextField
        type="time"
        label={t("notifications.from")}
        value={quiet.from}
        onChange={(event) => {
          const from = event.currentTarget.value;
          if (from !== "") onChange({ ...quiet, from });
        }}
      />
      <TextField
        type="time"
        label={t("notifications.to")}
        value={quiet.to}
        onChange={(event) => {
          const to = event.currentTarget.value;
          if (to !== "") onChange({ ...quiet, to });
        }}
      />
      <Switch
        label={t("notifications.weekend")}
        checked={quiet.weekend}
        onChange={(weekend) => onChange({ ...quiet, weekend })}
      />
    </fieldset>
  );
}
