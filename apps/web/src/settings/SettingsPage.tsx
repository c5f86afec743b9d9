import { Button, Choices, Switch } from "@plenum/ui";
import { LogOut, ShieldUser } from "lucide-react";
import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { useAdministrator } from "../admin/use-administrator.ts";
import { useApp } from "../app/AppContext.tsx";
import { useObservable } from "../app/observable.ts";
import { encryptionTexts } from "../encryption/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { meetingsTexts } from "../meetings/texts.ts";
import { notificationTexts } from "../notifications/texts.ts";
import { cardTexts } from "../people/texts.ts";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { searchTexts } from "../search/texts.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import "./settings.css";

const NotificationSettings = lazyView(
  () => import("../notifications/NotificationSettings.tsx"),
  notificationTexts,
);
const ProfileSettings = lazyView(() => import("../people/ProfileSettings.tsx"), cardTexts);
const SecuritySettings = lazyView(
  () => import("../encryption/SecuritySettings.tsx"),
  encryptionTexts,
);

const IndexSettings = lazyView(() => import("../search/IndexSettings.tsx"), searchTexts);
const FeedSettings = lazyView(() => import("../meetings/feed/FeedSettings.tsx"), meetingsTexts);

/** How the client looks on this device, and the account. */
export default function SettingsPage(): ReactNode {
  const { t } = useI18n();
  const { preferences, config } = useApp();
  const { theme, contrast, density, developer, linkPreviews } = useStore(preferences);
  return (
    <div className="pl-settings">
      <h1>{t("settings.title")}</h1>
      <AdminLink />
      <section aria-labelledby="settings-view">
        <h2 id="settings-view">{t("settings.view")}</h2>
        <Setting label={t("language.label")}>
          <LanguageSwitch />
        </Setting>
        <Setting label={t("settings.theme")}>
          <Choices
            label={t("settings.theme")}
            value={theme}
            choices={[
              { value: "system", label: t("settings.themes.system") },
              { value: "light", label: t("settings.themes.light") },
              { value: "dark", label: t("settings.themes.dark") },
            ]}
            onChange={(value) => preferences.change({ theme: value })}
          />
        </Setting>
        <Setting label={t("settings.contrast")}>
          <Choices
            label={t("settings.contrast")}
            value={contrast}
            choices={[
              { value: "normal", label: t("settings.contrasts.normal") },
              { value: "high", label: t("settings.contrasts.high") },
            ]}
            onChange={(value) => preferences.change({ contrast: value })}
          />
        </Setting>
        <Setting label={t("settings.density")}>
          <Choices
            label={t("settings.density")}
            value={density}
            choices={[
              { value: "comfortable", label: t("settings.densities.comfortable") },
              { value: "compact", label: t("settings.densities.compact") },
            ]}
            onChange={(value) => preferences.change({ density: value })}
          />
        </Setting>
        {config.agency.switches.linkPreviews ? (
          <Switch
            label={t("settings.linkPreviews")}
            description={t("settings.linkPreviewsText")}
            checked={linkPreviews}
            onChange={(checked) => preferences.change({ linkPreviews: checked })}
          />
        ) : null}
        <Switch
          label={t("settings.developer")}
          description={t("settings.developerText")}
          checked={developer}
          onChange={(checked) => preferences.change({ developer: checked })}
        />
      </section>
      <Suspense>
        <NotificationSettings />
        <SecuritySettings />
        <IndexSettings />
        <FeedSettings />
        <ProfileSettings />
        <Account />
      </Suspense>
    </div>
  );
}

/** The way into the administration where the rail has no place for it. */
function AdminLink(): ReactNode {
  const { t } = useI18n();
  return useAdministrator() ? (
    <Link href="/admin" className="pl-settings__admin">
      <ShieldUser aria-hidden="true" />
      {t("rail.admin")}
    </Link>
  ) : null;
}

function Setting({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className="pl-setting">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

function Account(): ReactNode {
  const { t } = useI18n();
  const { session, signOut } = useWorkspace();
  const profile = useObservable(session.profile);
  const [busy, setBusy] = useState(false);
  return (
    <section aria-labelledby="settings-account">
      <h2 id="settings-account">{t("settings.account")}</h2>
      <div className="pl-setting">
        <span className="pl-row">
          <PersonAvatar
            id={session.userId}
            name={profile.displayName}
            mxc={profile.avatarMxc}
            size={48}
          />
          <span className="pl-settings__who">
            <b>{profile.displayName}</b>
            <span className="pl-muted pl-small">{session.userId}</span>
          </span>
        </span>
        <Button
          icon={<LogOut aria-hidden="true" />}
          busy={busy}
          onClick={() => {
            setBusy(true);
            void signOut();
          }}
        >
          {t("settings.signOut")}
        </Button>
      </div>
    </section>
  );
}
