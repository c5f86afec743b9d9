import { useListTexts } from "@plenum/call-widget/speaking-list";
import { speakingLogSchema } from "@plenum/model";
import { Button, InlineMessage } from "@plenum/ui";
import { Download } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { saveFile } from "../app/save-text.ts";
import { z } from "zod";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** For the minutes: who spoke from when to when, and what whoever led did. */
export function SpeakingLog({ roomId }: { roomId: string }): ReactNode {
  const say = useListTexts();
  const { language } = useI18n();
  const { api } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/speaking-list/log`;
  const load = async (get: () => Promise<Blob>, name: string): Promise<void> => {
    setBusy(true);
    try {
      saveFile(await get(), name);
      setFailed(false);
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  const table = async (): Promise<Blob> => {
    const text = await api.authorised({
      method: "GET",
      path: `${path}.csv?language=${language}`,
      as: "text",
      answer: z.string(),
    });
    return new Blob([text], { type: "text/csv;charset=utf-8" });
  };
  const data = async (): Promise<Blob> => {
    const log = await api.authorised({ method: "GET", path, answer: speakingLogSchema });
    return new Blob([JSON.stringify(log, null, 2)], { type: "application/json" });
  };
  return (
    <section className="pl-speaking__log" aria-label={say("log")}>
      <h3>{say("log")}</h3>
      <div className="pl-speaking__buttons">
        <Button
          size="small"
          busy={busy}
          icon={<Download aria-hidden="true" />}
          onClick={() => void load(table, `${say("title")}.csv`)}
        >
          {say("logTable")}
        </Button>
        <Button
          size="small"
          busy={busy}
          icon={<Download aria-hidden="true" />}
          onClick={() => void load(data, `${say("title")}.json`)}
        >
          {say("logData")}
        </Button>
      </div>
      {failed ? <InlineMessage tone="danger">{say("logFailed")}</InlineMessage> : null}
    </section>
  );
}
