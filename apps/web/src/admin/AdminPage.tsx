import { EmptyState, Skeleton } from "@plenum/ui";
import { ArrowLeft, ShieldUser } from "lucide-react";
import { lazy, Suspense } from "react";
import type { ComponentType, ReactNode } from "react";
import { Link } from "wouter";
import { guestTexts } from "../guests/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { KeepPlace } from "./KeepPlace.tsx";
import { migrationTexts } from "./migration/texts.ts";
import { useAdministrator } from "./use-administrator.ts";
import "./admin.css";

/** The parts in their order; each has an address of its own and is fetched when it is shown. */
const SECTIONS = {
  running: lazy(() => import("./RunningCalls.tsx")),
  rooms: lazy(() => import("./ConferenceRooms.tsx")),
  jobs: lazy(() => import("./jobs/Batches.tsx")),
  templates: lazy(() => import("./templates/Templates.tsx")),
  guests: lazy(() => import("./GuestsNow.tsx")),
  links: lazyView(() => import("./links/AllGuestLinks.tsx"), guestTexts),
  reports: lazy(() => import("./Reports.tsx")),
  clients: lazy(() => import("./clients/ApiClients.tsx")),
  migration: lazyView(() => import("./migration/Migration.tsx"), migrationTexts),
  audit: lazy(() => import("./AuditEntries.tsx")),
  agency: lazy(() => import("./AgencySettings.tsx")),
} satisfies Readonly<Record<string, ComponentType>>;

type Section = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as readonly Section[];

/** What administrators see and settle. Others are told whose part it is. */
export default function AdminPage({ section }: { section: string | undefined }): ReactNode {
  const { t } = useI18n();
  const administrator = useAdministrator();
  const current = NAMES.find((name) => name === section) ?? "running";
  const View = SECTIONS[current];
  return (
    <div className="pl-admin">
      <header className="pl-admin__head">
        <Link href="/" className="pl-room__back ui-icon-button" aria-label={t("room.back")}>
          <ArrowLeft aria-hidden="true" />
        </Link>
        <h1>{t("admin.title")}</h1>
      </header>
      {administrator ? (
        <>
          <nav aria-label={t("admin.sections")}>
            <ul className="ui-list pl-admin__sections">
              {NAMES.map((name) => (
                <li key={name}>
                  <Link
                    href={`/admin/${name}`}
                    className="pl-admin__section"
                    aria-current={name === current ? "page" : undefined}
                  >
                    {t(`admin.section.${name}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <KeepPlace key={current} label={t(`admin.section.${current}`)}>
            <Suspense fallback={<Skeleton width="60%" />}>
              <View />
            </Suspense>
          </KeepPlace>
        </>
      ) : (
        <EmptyState icon={<ShieldUser aria-hidden="true" />} title={t("admin.forbidden")}>
          {t("admin.forbiddenText")}
        </EmptyState>
      )}
    </div>
  );
}
