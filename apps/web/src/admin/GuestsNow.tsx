import { guestCountSchema, guestsNowSchema, type GuestsNow as Answer } from "@plenum/model";
import { Button, EmptyState, useToast } from "@plenum/ui";
import { RefreshCw, Users } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useLoaded } from "../app/use-resource.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AdminTable } from "./AdminTable.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Loaded } from "./Loaded.tsx";

/** Days whose numbers are shown. */
const DAYS = 30;

type Guest = Answer["guests"][number];

/** Who is a guest now in any room, and how many came of late. */
export default function GuestsNow(): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const toast = useToast();
  const [leaving, setLeaving] = useState<Guest>();
  const now = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({ method: "GET", path: "/api/v1/guests", signal, answer: guestsNowSchema }),
      [api],
    ),
  );
  const endStay = async ({ roomId, userId, displayName }: Guest): Promise<void> => {
    await api.authorised({
      method: "DELETE",
      path: `/api/v1/conferences/${encodeURIComponent(roomId)}/guests/${encodeURIComponent(userId)}`,
      answer: z.unknown(),
    });
    toast({ text: t("admin.guests.ended", { name: displayName }) });
    now.retry();
  };
  return (
    <>
      <div className="pl-admin__tools">
        <h2>{t("admin.guests.now")}</h2>
        <Button size="small" icon={<RefreshCw aria-hidden="true" />} onClick={now.retry}>
          {t("admin.refresh")}
        </Button>
      </div>
      <Loaded of={now}>
        {({ guests }) =>
          guests.length === 0 ? (
            <EmptyState icon={<Users aria-hidden="true" />} title={t("admin.guests.none")}>
              {t("admin.guests.noneText")}
            </EmptyState>
          ) : (
            <AdminTable
              label={t("admin.guests.now")}
              rows={guests}
              rowKey={(guest) => `${guest.roomId} ${guest.userId}`}
              columns={[
                { name: t("admin.guests.name") },
                { name: t("admin.guests.room") },
                { name: t("admin.guests.state") },
                { name: t("admin.guests.since") },
                { name: t("admin.guests.until") },
                { name: t("admin.actions") },
              ]}
              renderCells={(guest) => [
                guest.displayName,
                guest.title,
                t(`admin.guests.${guest.state}`),
                dates.dateTime(Date.parse(guest.since)),
                dates.dateTime(Date.parse(guest.until)),
                <Button
                  key="end"
                  size="small"
                  aria-label={t("admin.guests.endOf", { name: guest.displayName })}
                  onClick={() => setLeaving(guest)}
                >
                  {t("admin.guests.end")}
                </Button>,
              ]}
            />
          )
        }
      </Loaded>
      <GuestsByDay />
      {leaving === undefined ? null : (
        <ConfirmDialog
          title={t("admin.guests.endOf", { name: leaving.displayName })}
          text={t("admin.guests.endText", { room: leaving.title })}
          verb={t("admin.guests.end")}
          onConfirm={() => endStay(leaving)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}

function GuestsByDay(): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const counted = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({
          method: "GET",
          path: `/api/v1/guests/count?days=${DAYS}`,
          signal,
          answer: guestCountSchema,
        }),
      [api],
    ),
  );
  return (
    <>
      <h2>{t("admin.guests.byDay")}</h2>
      <Loaded of={counted}>
        {({ days }) => {
          const came = days.filter(({ guests }) => guests > 0);
          const all = came.reduce((sum, { guests }) => sum + guests, 0);
          return (
            <>
              <p className="pl-muted">{t("admin.guests.sum", { count: all, days: DAYS })}</p>
              {came.length === 0 ? null : (
                <AdminTable
                  label={t("admin.guests.byDay")}
                  rows={came}
                  rowKey={({ day }) => day}
                  columns={[
                    { name: t("admin.guests.day") },
                    { name: t("admin.guests.number"), number: true },
                  ]}
                  // Noon, so that the day is the same one wherever the reader is.
                  renderCells={({ day, guests }) => [
                    dates.day(Date.parse(`${day}T12:00:00`)),
                    guests,
                  ]}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
