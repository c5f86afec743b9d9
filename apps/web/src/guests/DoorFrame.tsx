import type { ReactNode } from "react";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { Wordmark } from "../sign-in/Wordmark.tsx";
import "../sign-in/sign-in.css";

/** The page around whatever somebody sees who is not inside yet. */
export function DoorFrame({ children }: { children: ReactNode }): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-sign-in">
      <header className="pl-sign-in__head">
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className="pl-sign-in__card">{children}</main>
      <footer className="pl-sign-in__foot">{t("door.foot")}</footer>
    </div>
  );
}
