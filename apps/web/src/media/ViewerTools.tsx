import { IconButton } from "@plenum/ui";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { DownloadButton } from "./DownloadButton.tsx";
import type { FileBody } from "./file-message.ts";
import type { Zoom } from "./use-zoom.ts";

/** Beside the title of whatever is looked at large: nearer, farther, whole, save. */
export function ViewerTools({ body, zoom }: { body: FileBody; zoom: Zoom }): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-light__tools">
      <IconButton
        label={t("lightBox.smaller")}
        icon={<ZoomOut aria-hidden="true" />}
        onClick={zoom.smaller}
      />
      <IconButton
        label={t("lightBox.larger")}
        icon={<ZoomIn aria-hidden="true" />}
        onClick={zoom.larger}
      />
      <IconButton
        label={t("lightBox.fit")}
        icon={<Maximize aria-hidden="true" />}
        onClick={zoom.fit}
      />
      <DownloadButton body={body} small />
    </div>
  );
}
