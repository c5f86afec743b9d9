import { Button, Spinner } from "@plenum/ui";
import { Play } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { FileCard } from "./FileCard.tsx";
import { lengthText, type FileBody } from "./file-message.ts";
import { fitted } from "./file-size.ts";
import { useMedia } from "./use-media.ts";

/** A video: its picture first; it is fetched, and plays, when somebody wants to see it. */
export function VideoFile({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const [wanted, setWanted] = useState(false);
  const [broken, setBroken] = useState(false);
  const media = useMedia(body, wanted ? "full" : "none");
  const poster = useMedia(
    body.thumbnail ?? body,
    body.thumbnail === undefined || wanted ? "none" : "full",
  );
  const box = fitted(body.width, body.height);
  if (broken || (wanted && media.kind === "failed")) {
    return <FileCard body={body} note={t("file.notPlayed")} />;
  }
  if (wanted && media.kind === "ready") {
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a colleague's video has no captions
      <video
        className="pl-file__video"
        style={{ maxWidth: "100%", maxHeight: "60dvh", minWidth: box.width }}
        controls
        autoPlay
        src={media.url}
        aria-label={body.name}
        onError={() => setBroken(true)}
      />
    );
  }
  if (body.thumbnail === undefined) {
    return (
      <FileCard body={body}>
        <Button
          size="small"
          busy={wanted}
          icon={<Play aria-hidden="true" />}
          onClick={() => setWanted(true)}
        >
          {t("file.play")}
        </Button>
      </FileCard>
    );
  }
  return (
    <button
      type="button"
      className="pl-file__picture pl-file__poster"
      style={{ width: box.width, aspectRatio: `${box.width} / ${box.height}` }}
      aria-label={t("file.playNamed", { name: body.name })}
      aria-busy={wanted || undefined}
      onClick={() => setWanted(true)}
    >
      {poster.kind === "ready" ? <img src={poster.url} alt="" /> : null}
      <span className="pl-file__play" aria-hidden="true">
        {wanted ? <Spinner /> : <Play />}
      </span>
      {body.duration === undefined ? null : (
        <span className="pl-file__length ui-figures">{lengthText(body.duration)}</span>
      )}
    </button>
  );
}
