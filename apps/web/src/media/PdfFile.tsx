import { Button } from "@plenum/ui";
import { Eye } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { FileCard } from "./FileCard.tsx";
import type { FileBody } from "./file-message.ts";
import { PdfView } from "./PdfView.tsx";
import { useMedia } from "./use-media.ts";
import { usePdf } from "./use-pdf.ts";

/** Bytes up to which the first page shows itself. */
const UNASKED = 5_000_000;
/** CSS pixels of the first page in the timeline. */
const WIDTH = 240;
/** Milliseconds for which it has to stay in sight: whoever scrolls past fetches nothing. */
const PAUSE = 400;

/** A PDF: its first page where it is not large, and all of them on demand. */
export function PdfFile({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [stays, setStays] = useState(false);
  const unasked = body.size !== undefined && body.size <= UNASKED;
  useEffect(() => {
    const timer = setTimeout(() => setStays(true), PAUSE);
    return () => clearTimeout(timer);
  }, []);
  const label = t("file.open", { name: body.name });
  return (
    <div className="pl-pdf">
      {unasked ? (
        <FirstPage body={body} wanted={stays} label={label} onOpen={() => setOpen(true)} />
      ) : null}
      <FileCard body={body}>
        <Button
          size="small"
          icon={<Eye aria-hidden="true" />}
          aria-label={label}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          {t("file.read")}
        </Button>
      </FileCard>
      {open ? <PdfView body={body} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function FirstPage({
  body,
  wanted,
  label,
  onOpen,
}: {
  body: FileBody;
  wanted: boolean;
  label: string;
  onOpen: () => void;
}): ReactNode {
  const media = useMedia(
    { source: body.source, mimeType: "application/pdf" },
    wanted ? "full" : "none",
  );
  const state = usePdf(media.kind === "ready" ? media.blob : undefined);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (state.kind !== "ready" || canvas.current === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    state.pdf.draw(1, canvas.current, WIDTH, { signal }).then(
      () => setDrawn(true),
      () => {
        if (!signal.aborted) setBroken(true);
      },
    );
    return () => controller.abort();
  }, [state]);
  if (broken || state.kind === "failed" || media.kind === "failed") return null;
  return (
    // The button below it does the same and has words.
    <button
      type="button"
      className="pl-pdf__first"
      tabIndex={-1}
      aria-label={label}
      aria-busy={drawn ? undefined : true}
      onClick={onOpen}
    >
      <canvas ref={canvas} style={{ width: WIDTH }} aria-hidden="true" />
    </button>
  );
}
