import type { AdminGuestLinkList } from "@plenum/model";
import { Button } from "@plenum/ui";
import type { ReactNode } from "react";
import { linkState } from "../../guests/link-state.ts";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { AdminTable } from "../AdminTable.tsx";

/** A link as the list of all rooms has it. */
export type ListedLink = AdminGuestLinkList["links"][number];

/** Links of all rooms, each with what it gives, how far it is used and the way to revoke it. */
export function LinkTable({
  links,
  onRevoke,
}: {
  /** `readAt` in ms since the epoch. */
  links: readonly { readonly link: ListedLink; readonly readAt: number }[];
  onRevoke: (link: ListedLink) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <AdminTable
      label={t("admin.section.links")}
      rows={links}
      rowKey={({ link }) => link.id}
      columns={[
        { name: t("admin.rooms.title") },
        { name: t("admin.links.gives") },
        { name: t("admin.links.window") },
        { name: t("admin.links.uses"), number: true },
        { name: t("admin.guests.state") },
        { name: t("admin.rooms.by") },
        { name: t("admin.actions") },
      ]}
      renderCells={({ link, readAt }) => {
        const state = linkState(link, readAt);
        const over = state === "revoked" || state === "expired";
        return [
          <span key="room">
            {link.title}
            {link.label === "" ? null : (
              <>
                <br />
                <span className="pl-small pl-muted">{link.label}</span>
              </>
            )}
          </span>,
          <Gives key="gives" link={link} />,
          <Window key="window" link={link} />,
          t("admin.links.used", { uses: link.uses, most: link.maxUses }),
          <span key="state">
            {state === "open" ? t("admin.links.open") : t(`guests.state.${state}`)}
            {link.inside === 0 ? null : (
              <>
                <br />
                {t("admin.links.inside", { count: link.inside })}
              </>
            )}
          </span>,
          link.createdBy,
          over ? (
            "–"
          ) : (
            <Button
              key="revoke"
              size="small"
              aria-label={t("admin.links.revokeOf", { room: link.title })}
              onClick={() => onRevoke(link)}
            >
              {t("guests.revoke")}
            </Button>
          ),
        ];
      }}
    />
  );
}

function Gives({ link }: { link: ListedLink }): ReactNode {
  const { t } = useI18n();
  return [
    t(`guests.role.${link.role}`),
    ...(link.withCode ? [t("guests.has.code")] : []),
    ...(link.lobby ? [t("guests.has.lobby")] : []),
    ...(link.withPassword ? [t("guests.has.password")] : []),
  ].join(", ");
}

function Window({ link }: { link: ListedLink }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const until = t("admin.links.until", { time: dates.dateTime(Date.parse(link.expiresAt)) });
  if (link.notBefore === undefined) return until;
  return (
    <>
      {t("admin.links.from", { time: dates.dateTime(Date.parse(link.notBefore)) })}
      <br />
      {until}
    </>
  );
}
