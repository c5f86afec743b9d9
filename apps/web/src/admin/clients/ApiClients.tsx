import { apiClientListSchema, type ApiClientDescription } from "@plenum/model";
import { Button, EmptyState, useToast } from "@plenum/ui";
import { KeyRound, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useLoaded } from "../../app/use-resource.ts";
import { useDates } from "../../i18n/dates.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { Loaded } from "../Loaded.tsx";
import { NewApiClient } from "./NewApiClient.tsx";
import { SCOPE_NAMES } from "./scope-names.ts";

/** Other systems that may use the API, e.g. the one that books rooms. */
export default function ApiClients(): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const toast = useToast();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiClientDescription>();
  const loaded = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({
          method: "GET",
          path: "/api/v1/clients",
          signal,
          answer: apiClientListSchema,
        }),
      [api],
    ),
  );
  const revoke = async ({ id, name }: ApiClientDescription): Promise<void> => {
    const path = `/api/v1/clients/${encodeURIComponent(id)}`;
    await api.authorised({ method: "DELETE", path, answer: z.unknown() });
    toast({ text: t("admin.clients.revokedNow", { name }) });
    loaded.retry();
  };
  return (
    <>
      <div className="pl-admin__tools">
        <p className="pl-muted">{t("admin.clients.text")}</p>
        <Button icon={<Plus aria-hidden="true" />} onClick={() => setMaking(true)}>
          {t("admin.clients.new")}
        </Button>
      </div>
      <Loaded of={loaded}>
        {({ clients }) =>
          clients.length === 0 ? (
            <EmptyState icon={<KeyRound aria-hidden="true" />} title={t("admin.clients.none")}>
              {t("admin.clients.noneText")}
            </EmptyState>
          ) : (
            <AdminTable
              label={t("admin.section.clients")}
              rows={clients}
              rowKey={({ id }) => id}
              columns={[
                { name: t("admin.clients.name") },
                { name: t("admin.clients.may") },
                { name: t("admin.clients.used") },
                { name: t("admin.clients.until") },
                { name: t("admin.actions") },
              ]}
              renderCells={(client) => [
                <span key="name">
                  {client.name}
                  <br />
                  <code className="pl-small pl-muted">{client.id}</code>
                </span>,
                client.scopes
                  .map((scope) => t(`admin.clients.scope.${SCOPE_NAMES[scope]}`))
                  .join(", "),
                client.lastUsedAt === undefined
                  ? t("admin.clients.never")
                  : dates.dateTime(Date.parse(client.lastUsedAt)),
                dates.dateTime(Date.parse(client.expiresAt)),
                client.revoked ? (
                  t("admin.clients.revoked")
                ) : (
                  <Button
                    key="revoke"
                    size="small"
                    aria-label={t("admin.clients.revokeOf", { name: client.name })}
                    onClick={() => setEnding(client)}
                  >
                    {t("admin.clients.revoke")}
                  </Button>
                ),
              ]}
            />
          )
        }
      </Loaded>
      {making ? <NewApiClient onMade={loaded.retry} onClose={() => setMaking(false)} /> : null}
      {ending === undefined ? null : (
        <ConfirmDialog
          title={t("admin.clients.revokeOf", { name: ending.name })}
          text={t("admin.clients.revokeText")}
          verb={t("admin.clients.revoke")}
          onConfirm={() => revoke(ending)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
