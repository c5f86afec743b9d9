import { IconButton } from "@plenum/ui";
import { CircleAlert, Paperclip, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Files on their way into this place (see `placeKey`). */
export function UploadList({ place }: { place: string }): ReactNode {
  const { t } = useI18n();
  const { uploads } = useWorkspace();
  const list = useStore(uploads, (state) => state[place]);
  if (!list || list.length === 0) return null;
  return (
    <ul className="ui-list pl-uploads" aria-label={t("upload.list")}>
      {list.map((upload) => (
        <li key={upload.id} className="pl-upload">
          {upload.failed === undefined ? (
            <Paperclip aria-hidden="true" />
          ) : (
            <CircleAlert className="pl-upload__failed" aria-hidden="true" />
          )}
          <span className="pl-upload__name">{upload.file.name}</span>
          {upload.failed === undefined ? (
            <progress
              max={1}
              value={upload.progress}
              aria-label={t("upload.progress", { name: upload.file.name })}
            />
          ) : (
            <span role="alert" className="pl-upload__failed">
              {t(`problem.matrix.${upload.failed}`)}
            </span>
          )}
          {upload.failed === undefined ? null : (
            <IconButton
              size="small"
              label={t("common.tryAgain")}
              icon={<RotateCw aria-hidden="true" />}
              onClick={() => uploads.retry(place, upload.id)}
            />
          )}
          <IconButton
            size="small"
            label={
              upload.failed === undefined
                ? t("upload.cancel", { name: upload.file.name })
                : t("upload.remove", { name: upload.file.name })
            }
            icon={<X aria-hidden="true" />}
            onClick={() => uploads.cancel(place, upload.id)}
          />
        </li>
      ))}
    </ul>
  );
}
