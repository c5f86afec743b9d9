import { Button, Spinner } from "@plenum/ui";
import { Play } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { FileCard } from "./FileCard.tsx";
import type { FileBody } from "./file-message.ts";
import { useMedia } from "./use-media.ts";

const VoiceMessage = lazy(() => import("../voice/VoiceMessage.tsx"));

/** A sound: a voice message with its waveform, anything else with the browser's own player. */
export function AudioFile({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const [wanted, setWanted] = useState(false);
  const [broken, setBroken] = useState(false);
  const media = useMedia(body, wanted && body.voice === undefined ? "full" : "none");
  if (body.voice !== undefined) {
    return (
      <Suspense fallback={<FileCard body={body} />}>
        <VoiceMessage body={body} />
      </Suspense>
    );
  }
  if (broken || (wanted && media.kind === "failed")) {
    return <FileCard body={body} note={t("file.notPlayed")} />;
  }
  return (
    <div className="pl-file__sound">
      <FileCard body={body}>
        {wanted ? null : (
          <Button
            size="small"
            icon={<Play aria-hidden="true" />}
            aria-label={t("file.playNamed", { name: body.name })}
            onClick={() => setWanted(true)}
          >
            {t("file.play")}
          </Button>
        )}
        {wanted && media.kind === "loading" ? <Spinner label={t("file.loading")} /> : null}
      </FileCard>
      {wanted && media.kind === "ready" ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a colleague's recording has no captions
        <audio
          controls
          autoPlay
          src={media.url}
          aria-label={body.name}
          onError={() => setBroken(true)}
        />
      ) : null}
    </div>
  );
}
