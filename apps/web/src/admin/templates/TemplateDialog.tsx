import { conferenceTemplateSchema, type ConferenceTemplate } from "@plenum/model";
import { Button, InlineMessage, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { ApiError } from "../../api/problem-error.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { useAct } from "../use-act.ts";
import { draftOf, readDraft, type TemplateDraft } from "./draft.ts";
import { TemplateFields } from "./TemplateFields.tsx";

/** Changes one template, puts it away, removes it or takes its changes back. */
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
  const { running, problem, act } = useAct<"save" | "away" | "remove">();
  // After a conflict the state of the server is shown and what had been typed is gone.
  const [current, setCurrent] = useState(template);
  const [draft, setDraft] = useState<TemplateDraft>(() => draftOf(template));
  const [tried, setTried] = useState(false);
  const [notice, setNotice] = useState<"conflict" | "inUse">();
  const { settings, wrong } = readDraft(current, draft);
  const path = `/api/v1/templates/${current.id}`;

  const put = async (away: boolean): Promise<void> => {
    if (settings === undefined) return;
    try {
      await api.authorised({
        method: "PUT",
        path,
        body: { ...settings, version: current.version, away },
        answer: conferenceTemplateSchema,
      });
    } catch (error) {
      if (!isConflict(error)) throw error;
      const now = await api.authorised({ method: "GET", path, answer: conferenceTemplateSchema });
      setCurrent(now);
      setDraft(draftOf(now));
      setNotice("conflict");
      onChanged();
      throw new Told();
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await api.authorised({ method: "DELETE", path, answer: z.unknown() });
    } catch (error) {
      if (!isConflict(error)) throw error;
      setNotice("inUse");
      throw new Told();
    }
  };
  const run = async (
    what: "save" | "away" | "remove",
    work: () => Promise<void>,
  ): Promise<void> => {
    setTried(true);
    if (what !== "remove" && settings === undefined) return;
    setNotice(undefined);
    if (!(await act(what, work))) return;
    toast({ text: t("admin.agency.saved") });
    onChanged();
    onClose();
  };
  return (
    <FormDialog
      title={t("admin.templates.changeOf", { name: current.name[language] })}
      verb={t("admin.agency.save")}
      busy={running === "save"}
      problem={problem instanceof Told ? undefined : problem}
      wide
      onClose={onClose}
      onSubmit={() => void run("save", () => put(current.away))}
      {...(notice === undefined
        ? {}
        : {
            notice: (
              <InlineMessage tone="warning" boxed>
                {t(`admin.templates.${notice}`)}
              </InlineMessage>
            ),
          })}
      actions={
        <>
          {current.version === 0 ? null : (
            <Button
              variant="danger"
              busy={running === "remove"}
              onClick={() => void run("remove", remove)}
            >
              {t(current.builtIn ? "admin.templates.undo" : "admin.templates.remove")}
            </Button>
          )}
          {current.builtIn ? null : (
            <Button
              busy={running === "away"}
              onClick={() => void run("away", () => put(!current.away))}
            >
              {t(current.away ? "admin.templates.offer" : "admin.templates.putAway")}
            </Button>
          )}
        </>
      }
    >
      <TemplateFields draft={draft} wrong={tried ? wrong : NOTHING} onChange={setDraft} />
    </FormDialog>
  );
}

const NOTHING: ReadonlySet<string> = new Set();

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "conflict";
}

/** What went wrong is told already. */
class Told extends Error {}
