import { Button, IconButton, InlineMessage, Spinner } from "@plenum/ui";
import { Download } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { FileBody } from "./file-message.ts";

/** Saves a file; encrypted ones are opened first. */
export function DownloadButton({
  body,
  small = false,
}: {
  body: FileBody;
  small?: boolean;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const name = body.name === "" ? t("file.unnamed") : body.name;
  const download = async (): Promise<void> => {
    setState("busy");
    try {
      // Never shown by the browser, only saved: the type cannot make it do anything.
      const media = await session.media.load(body.source, "application/octet-stream");
      const link = document.createElement("a");
      link.href = media.url;
      link.download = name;
      link.click();
      // The browser has begun to read the object URL once the click is over.
      setTimeout(() => media.release(), 60_000);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  const label = t("file.download", { name });
  const failure =
    state === "failed" ? <InlineMessage tone="danger">{t("file.failed")}</InlineMessage> : null;
  if (small) {
    return (
      <>
        <IconButton
          size="small"
          label={label}
          icon={state === "busy" ? <Spinner /> : <Download aria-hidden="true" />}
          onClick={() => void download()}
        />
        {failure}
      </>
    );
  }
  return (
    <>
      {failure}
      <Button
        icon={<Download aria-hidden="true" />}
        busy={state === "busy"}
        aria-label={label}
        onClick={() => void download()}
      >
        {t("file.save")}
      </Button>
    </>
  );
}
