import { conferenceTemplateSchema, type ConferenceTemplate } from "@plenum/model";
import { Button, Dialog, InlineMessage, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { ApiError } from "../../api/problem-error.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { Failure } from "../Failure.tsx";
import { useAct } from "../use-act.ts";
import { draftOf, settingsOf, type TemplateDraft } from "./draft.ts";
import { TemplateFields } from "./TemplateFields.tsx";

/** Changes one template, or takes its changes back. */
export function TemplateDialog({
  template,
  onChanged,
  onClose,
}: {
  template: ConferenceTemplate;
  onChanged: () => void;
  onClose: () => void;
}): ReactNode {
  const { t, language } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const { running, problem, act } = useAct<"save" | "undo">();
  // After a conflict the state of the server is shown and what had been typed is gone.
  const [current, setCurrent] = useState(template);
  const [draft, setDraft] = useState<TemplateDraft>(() => draftOf(template));
  const [overtaken, setOvertaken] = useState(false);
  const settings = settingsOf(current, draft);
  const path = `/api/v1/templates/${current.id}`;

  const lookAgain = async (): Promise<void> => {
    const now = await api.authorised({ method: "GET", path, answer: conferenceTemplateSchema });
    setCurrent(now);
    setDraft(draftOf(now));
    setOvertaken(true);
    onChanged();
  };
  const save = async (): Promise<void> => {
    if (settings === undefined) return;
    setOvertaken(false);
    const saved = await act("save", async () => {
      try {
        await api.authorised({
          method: "PUT",
          path,
          body: { ...settings, version: current.version },
          answer: conferenceTemplateSchema,
        });
        return;
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "conflict") throw error;
      }
      await lookAgain();
      throw new Overtaken();
    });
    if (saved) done();
  };
  const undo = async (): Promise<void> => {
    const gone = await act("undo", () =>
      api.authorised({ method: "DELETE", path, answer: z.unknown() }),
    );
    if (gone) done();
  };
  const done = (): void => {
    toast({ text: t("admin.agency.saved") });
    onChanged();
    onClose();
  };
  return (
    <Dialog
      title={t("admin.templates.changeOf", { name: current.name[language] })}
      closeLabel={t("common.close")}
      size="wide"
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          {current.version === 0 ? null : (
            <Button variant="danger" busy={running === "undo"} onClick={() => void undo()}>
              {t(current.builtIn ? "admin.templates.undo" : "admin.templates.remove")}
            </Button>
          )}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            type="submit"
            variant="primary"
            busy={running === "save"}
            disabled={settings === undefined}
          >
            {t("admin.agency.save")}
          </Button>
        </>
      }
    >
      <div className="pl-form">
        {overtaken ? (
          <InlineMessage tone="warning" boxed>
            {t("admin.templates.conflict")}
          </InlineMessage>
        ) : null}
        <Failure of={problem instanceof Overtaken ? undefined : problem} />
        <TemplateFields draft={draft} onChange={setDraft} />
      </div>
    </Dialog>
  );
}

/** Somebody else has changed the template meanwhile. */
class Overtaken extends Error {}
