import { Dialog, InlineMessage, Spinner } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import type { FileBody } from "./file-message.ts";
import { useMedia } from "./use-media.ts";
import { usePdf } from "./use-pdf.ts";
import { useZoom } from "./use-zoom.ts";
import { ViewerTools } from "./ViewerTools.tsx";
import type { OpenPdf } from "./pdf.ts";

/** CSS pixels of a page that is not enlarged. */
const WIDTH = 820;
/** Pages that are ever laid out; longer documents are for a program of their own. */
const MOST_PAGES = 300;

/** All pages of a PDF, one under the other; each is drawn when it comes into sight. */
export function PdfView({ body, onClose }: { body: FileBody; onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const media = useMedia({ source: body.source, mimeType: "application/pdf" }, "full");
  const state = usePdf(media.kind === "ready" ? media.blob : undefined);
  const zoom = useZoom(body.source.mxc);
  const failed = media.kind === "failed" || state.kind === "failed";
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = { "+": zoom.larger, "=": zoom.larger, "-": zoom.smaller, "0": zoom.fit }[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  return (
    <Dialog
      size="screen"
      title={body.name === "" ? t("file.unnamed") : body.name}
      closeLabel={t("common.close")}
      onClose={onClose}
      tools={<ViewerTools body={body} zoom={zoom} />}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the whole document; everything is a button as well */}
      <div
        className="pl-pages"
        role="document"
        aria-label={body.name}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a document is scrolled with the keyboard
        tabIndex={0}
        data-autofocus
        onKeyDown={onKeyDown}
      >
        {failed ? <InlineMessage tone="danger">{t("file.notRead")}</InlineMessage> : null}
        {!failed && state.kind !== "ready" ? (
          <Spinner size="large" label={t("file.loading")} />
        ) : null}
        {state.kind === "ready" ? <Pages pdf={state.pdf} factor={zoom.factor} /> : null}
      </div>
    </Dialog>
  );
}

function Pages({ pdf, factor }: { pdf: OpenPdf; factor: number }): ReactNode {
  const { t } = useI18n();
  const shown = Math.min(pdf.pages, MOST_PAGES);
  return (
    <>
      {Array.from({ length: shown }, (_unused, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- pages of one document never move
        <Page key={index} pdf={pdf} number={index + 1} factor={factor} />
      ))}
      {shown < pdf.pages ? <p>{t("file.pagesLeftOut", { count: pdf.pages - shown })}</p> : null}
    </>
  );
}

function Page({
  pdf,
  number,
  factor,
}: {
  pdf: OpenPdf;
  number: number;
  factor: number;
}): ReactNode {
  const { t } = useI18n();
  const box = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [height, setHeight] = useState<number>();
  const width = Math.min(WIDTH, window.innerWidth - 32) * factor;

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: "100% 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const [page, words] = [canvas.current, text.current];
    if (!near || page === null || words === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const run = async (): Promise<void> => {
      try {
        const drawn = await pdf.draw(number, page, width, { text: words, signal });
        if (!signal.aborted) setHeight(drawn.height);
      } catch {
        // The document was closed, or this page is damaged: it stays white.
      }
    };
    void run();
    return () => controller.abort();
  }, [pdf, number, near, width]);

  return (
    <section
      ref={box}
      className="pl-page"
      aria-label={t("file.page", { number, count: pdf.pages })}
      style={{ width, height: height ?? width / pdf.shape }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={text} className="pl-page__text" />
    </section>
  );
}
