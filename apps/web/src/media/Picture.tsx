import type { RoomHandle } from "@plenum/matrix";
import { Button, Skeleton } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { FileCard } from "./FileCard.tsx";
import { previewOf, type FileBody, type MessageItem } from "./file-message.ts";
import { fitted, measuredBox } from "./file-size.ts";
import { LightBox } from "./LightBox.tsx";
import { useMedia } from "./use-media.ts";

/**
 * A picture in the timeline. Its box is there before it comes; when it is there, it keeps its own
 * shape, whatever the sender claimed.
 */
export function Picture({
  item,
  body,
  handle,
}: {
  item: MessageItem;
  body: FileBody;
  handle: RoomHandle;
}): ReactNode {
  const { t } = useI18n();
  const [asked, setAsked] = useState(false);
  const [measured, setMeasured] = useState<{ width: number; height: number }>();
  const [broken, setBroken] = useState(false);
  const [open, setOpen] = useState(false);
  const { source, mimeType, how } = previewOf(body);
  const media = useMedia({ source, mimeType }, how === "none" && asked ? "full" : how);

  if (how === "none" && !asked) {
    return (
      <FileCard body={body}>
        <Button size="small" onClick={() => setAsked(true)}>
          {t("file.show")}
        </Button>
      </FileCard>
    );
  }
  if (broken || media.kind === "failed") {
    const tooLarge = media.kind === "failed" && media.code === "too-large";
    return <FileCard body={body} note={t(tooLarge ? "file.tooLarge" : "file.notShown")} />;
  }
  const { width, height } = body;
  const box =
    measured === undefined ? fitted(width, height) : measuredBox({ width, height }, measured);
  return (
    <>
      <button
        type="button"
        className="pl-file__picture"
        style={{ width: box.width, aspectRatio: `${box.width} / ${box.height}` }}
        aria-label={t("file.open", { name: body.name })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {media.kind === "ready" ? (
          <img
            src={media.url}
            alt=""
            draggable={false}
            onLoad={({ currentTarget }) =>
              setMeasured({
                width: currentTarget.naturalWidth,
                height: currentTarget.naturalHeight,
              })
            }
            onError={() => setBroken(true)}
          />
        ) : (
          <Skeleton width="100%" />
        )}
      </button>
      {open ? (
        <LightBox
          start={{ item, body }}
          timeline={handle.timeline}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
