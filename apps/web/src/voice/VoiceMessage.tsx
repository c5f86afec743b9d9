import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { FileCard } from "../media/FileCard.tsx";
import type { FileBody } from "../media/file-message.ts";
import { useMedia } from "../media/use-media.ts";
import { VoicePlayer } from "./VoicePlayer.tsx";

/** A voice message; it is fetched when somebody wants to hear it. */
export default function VoiceMessage({ body }: { body: FileBody }): ReactNode {
  const { t } = useI18n();
  const [wanted, setWanted] = useState(false);
  const media = useMedia(body, wanted ? "full" : "none");
  if (wanted && media.kind === "failed") {
    return <FileCard body={body} note={t("file.notPlayed")} />;
  }
  return (
    <VoicePlayer
      url={media.kind === "ready" ? media.url : undefined}
      duration={body.duration ?? 0}
      waveform={body.voice ?? []}
      loading={wanted}
      onWanted={() => setWanted(true)}
    />
  );
}
