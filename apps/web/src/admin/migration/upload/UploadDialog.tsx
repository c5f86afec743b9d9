import type { Wave } from "@plenum/model/migration";
import { Button, Dialog, InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/I18n.tsx";
import { useWorkspace } from "../../../shell/WorkspaceContext.tsx";
import { Failure } from "../../Failure.tsx";
import { useNumbers } from "../use-numbers.ts";
import { nameOfWave } from "../WaveProgress.tsx";
import { NamedFiles } from "./NamedFiles.tsx";
import { PreviewOfFile } from "./PreviewOfFile.tsx";
import { UploadResult } from "./UploadResult.tsx";
import { useUpload, type Upload } from "./use-upload.ts";

/** Checks a file of items, shows what is in it, and sends it. */
export function UploadDialog({ wave, onClose }: { wave: Wave; onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const number = useNumbers();
  const { upload, choose, look, send } = useUpload(api, wave.name);
  const [isMissing, setMissing] = useState(false);
  const { stage, preview, sent, looking, lookedAt } = upload;
  const isBusy = stage === "checking" || stage === "sending" || looking !== undefined;
  const left = (preview?.good ?? 0) - sent.items;
  const files = lookedAt.found.size;

  const submit = (): void => {
    setMissing(stage === "choose" && !upload.isUnreadable);
    send();
  };
  const verb =
    stage === "stopped"
      ? t("migration.file.goOn")
      : left > 0
        ? files === 0
          ? t("migration.file.send", { count: left, number: number(left) })
          : t("migration.file.sendWith", {
              items: t("migration.file.items", { count: left, number: number(left) }),
              files: t("migration.file.named.count", { count: files, number: number(files) }),
            })
        : t("migration.file.check");
  const wrong = upload.isUnreadable
    ? t("migration.file.unreadable")
    : isMissing
      ? t("migration.file.need")
      : undefined;
  const canSend = stage !== "ready" || left > 0;
  return (
    <Dialog
      title={t("migration.file.title", { name: nameOfWave(wave) })}
      closeLabel={t("common.close")}
      size="wide"
      onClose={onClose}
      onSubmit={submit}
      actions={
        stage === "done" ? (
          <>
            <Button onClick={() => choose(undefined)}>{t("migration.file.again")}</Button>
            <Button variant="primary" onClick={onClose}>
              {t("common.close")}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            {canSend ? (
              <Button type="submit" variant="primary" busy={isBusy}>
                {verb}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <div className="pl-form">
        {stage === "done" ? null : (
          <TextField
            label={t("migration.file.label")}
            description={t("migration.file.help")}
            type="file"
            accept=".ndjson,.jsonl,.json,application/x-ndjson,application/jsonl"
            disabled={stage === "sending"}
            onChange={(event) => {
              setMissing(false);
              choose(event.currentTarget.files?.[0]);
            }}
            error={wrong}
          />
        )}
        <output className="pl-migration__step">
          <Steps upload={upload} />
        </output>
        <Failure of={upload.problem} />
        {preview === undefined || stage === "done" ? null : <PreviewOfFile preview={preview} />}
        {stage === "done" ? null : <NamedFiles upload={upload} onLook={look} />}
        {sent.items > 0 ? <UploadResult sent={sent} /> : null}
        {stage === "done" ? <NamedFiles upload={upload} onLook={look} /> : null}
      </div>
    </Dialog>
  );
}

/** How far it is. */
function Steps({ upload }: { upload: Upload }): ReactNode {
  const { t } = useI18n();
  const number = useNumbers();
  const { stage, file, checked, preview, sent, lookedAt, sentFiles } = upload;
  const total = preview?.good ?? 0;
  const values = { sent: number(sent.items), total: number(total) };
  if (stage === "checking") {
    return (
      <span className="pl-admin__progress">
        <progress
          aria-label={t("migration.file.checking")}
          max={Math.max(1, file?.size ?? 1)}
          value={checked}
        />
        <span>{t("migration.file.checking")}</span>
      </span>
    );
  }
  const files = lookedAt.found.size;
  const filesDone = sentFiles.there.size + sentFiles.refused.size;
  if (stage === "sending" && filesDone < files) {
    return (
      <span className="pl-admin__progress">
        <progress aria-label={t("migration.progressTitle")} max={files} value={filesDone} />
        <span aria-live="off">
          {t("migration.file.named.sending", { sent: number(filesDone), total: number(files) })}
        </span>
      </span>
    );
  }
  if (stage === "sending") {
    return (
      <span className="pl-admin__progress">
        <progress
          aria-label={t("migration.progressTitle")}
          max={Math.max(1, total)}
          value={sent.items}
        />
        {/* A bar tells by itself how far it is; each page read out would be chatter. */}
        <span aria-live="off">{t("migration.file.sending", values)}</span>
      </span>
    );
  }
  if (stage === "stopped") {
    return <InlineMessage tone="warning">{t("migration.file.stopped", values)}</InlineMessage>;
  }
  if (stage === "done") {
    const there = sentFiles.there.size;
    const known = number(sentFiles.known);
    return (
      <InlineMessage tone={sentFiles.refused.size > 0 ? "warning" : "success"}>
        {t("migration.file.done")}
        {there === 0
          ? null
          : `. ${t("migration.file.named.sent", { count: there, number: number(there), known })}`}
      </InlineMessage>
    );
  }
  return null;
}
