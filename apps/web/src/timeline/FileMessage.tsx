import type { MessageBody } from "@plenum/matrix";
import { Button, Dialog, IconButton, InlineMessage, Skeleton, Spinner } from "@plenum/ui";
import { Download, File as FileIcon, FileText, Music, Video } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { fitted, sizeText } from "./file-size.ts";
import { useMedia } from "./use-media.ts";

type FileBody = Extract<MessageBody, { kind: "file" }>;

/** A file in the timeline: pictures show themselves, the rest says what it is. */
export function FileMessage({ body }: { body: FileBody }): ReactNode {
  return (
    <figure className="pl-file">
      {body.media === "image" ? <Picture body={body} /> : <FileCard body={body} />}
      {body.caption === undefined ? null : (
        <figcaption className="pl-text">{body.caption}</figcaption>
      )}
    </figure>
  );
}

function Picture({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const media = useMedia(body, true);
  const [open, setOpen] = useState(false);
  const box = fitted(body.width, body.height);
  if (media.kind === "failed") return <FileCard body={body} />;
  return (
    <>
      <button
        type="button"
        className="pl-file__picture"
        style={box}
        aria-label={t("file.open", { name: body.name })}
        onClick={() => setOpen(true)}
      >
        {media.kind === "ready" ? <img src={media.url} alt="" /> : <Skeleton width="100%" />}
      </button>
      {open ? (
        <Dialog
          size="picture"
          title={body.name}
          closeLabel={t("common.close")}
          onClose={() => setOpen(false)}
          actions={<DownloadButton body={body} />}
        >
          {media.kind === "ready" ? (
            <img className="pl-file__large" src={media.url} alt={body.caption ?? body.name} />
          ) : (
            <Spinner size="large" label={t("file.loading")} />
          )}
        </Dialog>
      ) : null}
    </>
  );
}

function FileCard({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const [play, setPlay] = useState(false);
  const playable = body.media === "audio" || body.media === "video";
  const Icon = { audio: Music, video: Video, image: FileIcon, file: iconOf(body.mimeType) }[
    body.media
  ];
  return (
    <div className="pl-file__card">
      <Icon aria-hidden="true" />
      <span className="pl-file__name">
        <span>{body.name}</span>
        {body.size === undefined ? null : (
          <span className="pl-small pl-muted ui-figures">{sizeText(body.size)}</span>
        )}
      </span>
      {playable && !play ? (
        <Button size="small" onClick={() => setPlay(true)}>
          {t("file.play")}
        </Button>
      ) : null}
      <DownloadButton body={body} small />
      {play ? <Player body={body} /> : null}
    </div>
  );
}

function Player({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const media = useMedia(body, true);
  if (media.kind === "loading") return <Spinner label={t("file.loading")} />;
  if (media.kind === "failed")
    return <InlineMessage tone="danger">{t("file.failed")}</InlineMessage>;
  return body.media === "audio" ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a voice message of a colleague has no captions
    <audio controls autoPlay src={media.url} />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a colleague's video has no captions
    <video controls autoPlay src={media.url} />
  );
}

function DownloadButton({ body, small = false }: { body: FileBody; small?: boolean }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const download = async (): Promise<void> => {
    setState("busy");
    try {
      // Never shown by the browser, only saved: the type cannot make it do anything.
      const media = await session.media.load(body.source, "application/octet-stream");
      const link = document.createElement("a");
      link.href = media.url;
      link.download = body.name;
      link.click();
      // The browser has begun to read the object URL once the click is over.
      setTimeout(() => media.release(), 60_000);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  const label = t("file.download", { name: body.name });
  if (small) {
    return (
      <>
        <IconButton
          size="small"
          label={label}
          icon={state === "busy" ? <Spinner /> : <Download aria-hidden="true" />}
          onClick={() => void download()}
        />
        {state === "failed" ? (
          <InlineMessage tone="danger">{t("file.failed")}</InlineMessage>
        ) : null}
      </>
    );
  }
  return (
    <Button
      icon={<Download aria-hidden="true" />}
      busy={state === "busy"}
      aria-label={label}
      onClick={() => void download()}
    >
      {state === "failed" ? t("file.failed") : t("file.save")}
    </Button>
  );
}

function iconOf(mimeType: string): typeof FileIcon {
  return mimeType.startsWith("text/") || mimeType === "application/pdf" ? FileText : FileIcon;
}
