import type { Observable, TimelineSnapshot } from "@plenum/matrix";
import { Dialog, IconButton, InlineMessage, Spinner } from "@plenum/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { picturesOf, type FileBody, type FileItem } from "./file-message.ts";
import { useMedia } from "./use-media.ts";
import { useZoom } from "./use-zoom.ts";
import { ViewerTools } from "./ViewerTools.tsx";

/**
 * A picture as large as the window, and from it to the others of the room. Arrow keys go on, plus
 * and minus zoom, 0 fits, Escape closes.
 */
export function LightBox({
  start,
  timeline,
  onClose,
}: {
  start: FileItem;
  timeline: Observable<Pick<TimelineSnapshot, "items">>;
  onClose: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { items } = useObservable(timeline);
  const [key, setKey] = useState(start.item.key);
  const pictures = picturesOf(items);
  const index = pictures.findIndex(({ item }) => item.key === key);
  const { item, body } = pictures[index] ?? start;
  const zoom = useZoom(key);

  const go = (step: number): void => {
    const next = pictures[index + step];
    if (index >= 0 && next !== undefined) setKey(next.item.key);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => go(-1),
      ArrowRight: () => go(1),
      "+": zoom.larger,
      "=": zoom.larger,
      "-": zoom.smaller,
      "0": zoom.fit,
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(act, event.key)) return;
    // Arrow keys scroll what is enlarged.
    if (event.key.startsWith("Arrow") && zoom.factor > 1) return;
    event.preventDefault();
    event.stopPropagation();
    act[event.key]?.();
  };
  return (
    <Dialog
      size="screen"
      title={body.name === "" ? t("file.unnamed") : body.name}
      closeLabel={t("common.close")}
      onClose={onClose}
      tools={<ViewerTools body={body} zoom={zoom} />}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the whole view; everything is a button as well */}
      <div className="pl-light" onKeyDown={onKeyDown}>
        <Large key={key} body={body} zoom={zoom} />
        <footer className="pl-light__foot">
          <IconButton
            label={t("lightBox.previous")}
            side="top"
            icon={<ChevronLeft aria-hidden="true" />}
            disabled={index <= 0}
            onClick={() => go(-1)}
          />
          <p aria-live="polite">
            {item.sender.displayName}, {dates.dateTime(item.timestamp)}
            {pictures.length > 1 && index >= 0 ? (
              <span className="ui-figures">
                {" · "}
                {t("lightBox.position", { index: index + 1, count: pictures.length })}
              </span>
            ) : null}
            {body.caption === undefined ? null : (
              <span className="pl-light__caption" dir="auto">
                {body.caption}
              </span>
            )}
          </p>
          <IconButton
            label={t("lightBox.next")}
            side="top"
            icon={<ChevronRight aria-hidden="true" />}
            disabled={index < 0 || index >= pictures.length - 1}
            onClick={() => go(1)}
          />
        </footer>
      </div>
    </Dialog>
  );
}

function Large({ body, zoom }: { body: FileBody; zoom: ReturnType<typeof useZoom> }): ReactNode {
  const { t } = useI18n();
  const media = useMedia(body, "full");
  const [broken, setBroken] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const failed = broken || media.kind === "failed";
  return (
    <div
      ref={stage}
      className="pl-light__stage"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is enlarged is scrolled with the arrow keys
      tabIndex={0}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture that scrolls is no field set
      role="group"
      aria-label={body.caption ?? body.name}
      data-autofocus
    >
      {failed ? <InlineMessage tone="danger">{t("file.failed")}</InlineMessage> : null}
      {!failed && media.kind === "loading" ? (
        <Spinner size="large" label={t("file.loading")} />
      ) : null}
      {!failed && media.kind === "ready" ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a short way; the buttons do the same
        <img
          src={media.url}
          alt={body.caption ?? body.name}
          style={
            zoom.factor === 1
              ? undefined
              : { maxWidth: "none", maxHeight: "none", width: `${zoom.factor * 100}%` }
          }
          onError={() => setBroken(true)}
          onDoubleClick={zoom.factor === 1 ? zoom.larger : zoom.fit}
        />
      ) : null}
    </div>
  );
}
