import { templateListSchema, type ConferenceTemplate } from "@plenum/model";
import { Button, EmptyState } from "@plenum/ui";
import { LayoutTemplate, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AdminTable } from "../AdminTable.tsx";
import { Loaded } from "../Loaded.tsx";
import { NewTemplate } from "./NewTemplate.tsx";
import { TemplateDialog } from "./TemplateDialog.tsx";

/** What new conference rooms of each sort are like. */
export default function Templates(): ReactNode {
  const { t, language } = useI18n();
  const { api } = useWorkspace();
  const [making, setMaking] = useState(false);
  const [editing, setEditing] = useState<ConferenceTemplate>();
  const loaded = useLoaded(
    useCallback(
      (signal: AbortSignal) =>
        api.authorised({
          method: "GET",
          path: "/api/v1/templates?all=true",
          signal,
          answer: templateListSchema,
        }),
      [api],
    ),
  );
  return (
    <>
      <div className="pl-admin__tools">
        <p className="pl-muted">{t("admin.templates.text")}</p>
        <Button
          icon={<Plus aria-hidden="true" />}
          disabled={loaded.value === undefined}
          onClick={() => setMaking(true)}
        >
          {t("admin.templates.new")}
        </Button>
      </div>
      <Loaded of={loaded}>
        {({ templates }) =>
          templates.length === 0 ? (
            <EmptyState
              icon={<LayoutTemplate aria-hidden="true" />}
              title={t("admin.templates.none")}
            />
          ) : (
            <AdminTable
              label={t("admin.section.templates")}
              rows={templates}
              rowKey={({ id }) => id}
              columns={[
                { name: t("admin.templates.name") },
                { name: t("admin.rooms.kind") },
                { name: t("admin.templates.encryption") },
                { name: t("admin.templates.closing") },
                { name: t("admin.templates.state") },
                { name: t("admin.actions") },
              ]}
              renderCells={(template) => [
                <span key="name">
                  {template.name[language]}
                  <br />
                  <code className="pl-small pl-muted">{template.id}</code>
                </span>,
                t(`admin.kind.${template.kind}`),
                t(template.encrypted ? "admin.rooms.encrypted" : "admin.rooms.open"),
                t(`admin.templates.closings.${template.expiry.closing}`),
                t(
                  template.away
                    ? "admin.templates.away"
                    : !template.builtIn
                      ? "admin.templates.own"
                      : template.version === 0
                        ? "admin.templates.builtIn"
                        : "admin.templates.changed",
                ),
                <Button
                  key="change"
                  size="small"
                  aria-label={t("admin.templates.changeOf", { name: template.name[language] })}
                  onClick={() => setEditing(template)}
                >
                  {t("admin.templates.change")}
                </Button>,
              ]}
            />
          )
        }
      </Loaded>
      {making && loaded.value !== undefined ? (
        <NewTemplate
          templates={loaded.value.templates}
          onMade={loaded.retry}
          onClose={() => setMaking(false)}
        />
      ) : null}
      {editing === undefined ? null : (
        <TemplateDialog
          template={editing}
          onChanged={loaded.retry}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}
