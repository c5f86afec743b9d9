import { adminRoomListSchema } from "@plenum/model";
import { EmptyState, SearchField, VisuallyHidden } from "@plenum/ui";
import { Lock, LockOpen, Video } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { AdminTable } from "./AdminTable.tsx";
import { Loaded } from "./Loaded.tsx";
import { MoreRows } from "./MoreRows.tsx";
import { usePages } from "./use-pages.ts";
import { useSettled } from "../app/use-settled.ts";

/** All conference rooms, newest first. */
export default function ConferenceRooms(): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const [text, setText] = useState("");
  const search = useSettled(text.trim());
  const pages = usePages(
    useCallback(
      async (before: string | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({ search, ...(before === undefined ? {} : { before }) });
        const answer = await api.authorised({
          method: "GET",
          path: `/api/v1/admin/rooms?${query.toString()}`,
          ...(signal === undefined ? {} : { signal }),
          answer: adminRoomListSchema,
        });
        return { items: answer.rooms, next: answer.next };
      },
      [api, search],
    ),
  );
  return (
    <>
      <SearchField label={t("admin.search")} value={text} onValue={setText} />
      <Loaded of={pages.first}>
        {(first) =>
          first.length === 0 ? (
            <EmptyState
              icon={<Video aria-hidden="true" />}
              title={t(search === "" ? "admin.rooms.none" : "admin.rooms.nothing")}
            >
              {t(search === "" ? "admin.rooms.noneText" : "admin.rooms.nothingText")}
            </EmptyState>
          ) : (
            <AdminTable
              label={t("admin.section.rooms")}
              rows={pages.items}
              rowKey={(room) => room.roomId}
              columns={[
                { name: t("admin.rooms.title") },
                { name: t("admin.rooms.kind") },
                { name: t("admin.rooms.by") },
                { name: t("admin.rooms.at") },
                { name: t("admin.rooms.links"), number: true },
                { name: t("admin.rooms.guests"), number: true },
              ]}
              renderCells={(room) => [
                <RoomTitle key="title" title={room.title} encrypted={room.encrypted} />,
                t(`admin.kind.${room.kind}`),
                room.createdBy,
                dates.dateTime(Date.parse(room.createdAt)),
                room.openLinks,
                room.guestsInside,
              ]}
            />
          )
        }
      </Loaded>
      <MoreRows {...pages} />
    </>
  );
}

function RoomTitle({ title, encrypted }: { title: string; encrypted: boolean }): ReactNode {
  const { t } = useI18n();
  return (
    <span className="pl-admin__room">
      {encrypted ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
      <VisuallyHidden>
        {t(encrypted ? "admin.rooms.encrypted" : "admin.rooms.open")}:{" "}
      </VisuallyHidden>
      {title}
    </span>
  );
}
