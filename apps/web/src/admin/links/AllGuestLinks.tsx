import { adminGuestLinkListSchema, type AdminGuestLinkFilter } from "@plenum/model";
import { Choices, EmptyState, SearchField, useToast } from "@plenum/ui";
import { Link2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useSettled } from "../../app/use-settled.ts";
import { revokeGuestLink } from "../../guests/guest-api.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { Loaded } from "../Loaded.tsx";
import { MoreRows } from "../MoreRows.tsx";
import { usePages } from "../use-pages.ts";
import { LinkTable, type ListedLink } from "./LinkTable.tsx";

const FILTERS = ["current", "over", "all"] as const satisfies readonly AdminGuestLinkFilter[];

/** Guest links and codes of all rooms, newest first. */
export default function AllGuestLinks(): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const [text, setText] = useState("");
  const [filter, setFilter] = useState<AdminGuestLinkFilter>("current");
  const [ending, setEnding] = useState<ListedLink>();
  const [turn, setTurn] = useState(0);
  const search = useSettled(text.trim());
  const pages = usePages(
    useCallback(
      async (before: string | undefined, signal?: AbortSignal) => {
        const query = new URLSearchParams({
          search,
          state: filter,
          ...(before === undefined ? {} : { before }),
        });
        const { links, next } = await api.authorised({
          method: "GET",
          path: `/api/v1/admin/guest-links?${query.toString()}`,
          ...(signal === undefined ? {} : { signal }),
          answer: adminGuestLinkListSchema,
        });
        const readAt = Date.now();
        return { items: links.map((link) => ({ link, readAt })), next };
      },
      // What was revoked is on another page then: the list begins anew.
      // oxlint-disable-next-line react/exhaustive-deps
      [api, search, filter, turn],
    ),
  );
  const revoke = async (link: ListedLink): Promise<void> => {
    await revokeGuestLink(api, link);
    toast({ text: t("admin.links.revokedNow", { room: link.title }) });
    setTurn((before) => before + 1);
  };
  const all = search === "" && filter === "current";
  return (
    <>
      <p className="pl-muted">{t("admin.links.text")}</p>
      <SearchField label={t("admin.links.search")} value={text} onValue={setText} />
      <Choices
        label={t("admin.links.which")}
        value={filter}
        choices={FILTERS.map((value) => ({ value, label: t(`admin.links.filter.${value}`) }))}
        onChange={setFilter}
      />
      <Loaded of={pages.first}>
        {(first) =>
          first.length === 0 ? (
            <EmptyState
              icon={<Link2 aria-hidden="true" />}
              title={t(all ? "admin.links.none" : "admin.rooms.nothing")}
            >
              {t(all ? "admin.links.noneText" : "admin.links.nothingText")}
            </EmptyState>
          ) : (
            <LinkTable links={pages.items} onRevoke={setEnding} />
          )
        }
      </Loaded>
      <MoreRows {...pages} />
      {ending === undefined ? null : (
        <ConfirmDialog
          title={t("admin.links.revokeOf", { room: ending.title })}
          text={[
            t("admin.links.revokeText"),
            ...(ending.inside === 0
              ? []
              : [t("admin.links.revokeGuests", { count: ending.inside })]),
          ].join(" ")}
          verb={t("guests.revoke")}
          onConfirm={() => revoke(ending)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
