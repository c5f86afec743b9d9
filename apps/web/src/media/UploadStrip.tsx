import { IconButton } from "@plenum/ui";
import { CircleAlert, Paperclip, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Upload } from "../composer/uploads.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { SendFiles } from "./SendFiles.tsx";

/** Files on their way, one line each; and the dialog about those that were just chosen. */
export default function UploadStrip({
  place,
  list,
}: {
  place: string;
  list: readonly Upload[];
}): ReactNode {
  const { t } = useI18n();
  const chosen = list.filter(({ state }) => state.kind === "chosen" || state.kind === "refused");
  const going = list.filter((upload) => !chosen.includes(upload));
  return (
    <>
      {chosen.length > 0 ? <SendFiles place={place} list={chosen} /> : null}
      {going.length > 0 ? (
        <ul className="ui-list pl-uploads" aria-label={t("upload.list")}>
          {going.map((upload) => (
            <UploadLine key={upload.id} place={place} upload={upload} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function UploadLine({ place, upload }: { place: string; upload: Upload }): ReactNode {
  const { t } = useI18n();
  const { uploads } = useWorkspace();
  const { id, state, toSend } = upload;
  const { name } = toSend.file;
  const failed = state.kind === "failed";
  return (
    <li className="pl-upload">
      {failed ? (
        <CircleAlert className="pl-upload__failed" aria-hidden="true" />
      ) : (
        <Paperclip aria-hidden="true" />
      )}
      <span className="pl-upload__name">{name}</span>
      {failed ? (
        <span role="alert" className="pl-upload__failed">
          {t(`problem.matrix.${state.code}`)}
        </span>
      ) : (
        <progress
          max={1}
          value={{ running: state.kind === "running" ? state.progress : 0 }.running}
          aria-label={
            state.kind === "waiting"
              ? t("upload.waiting", { name })
              : t("upload.progress", { name })
          }
        />
      )}
      {failed ? (
        <IconButton
          size="small"
          label={t("common.tryAgain")}
          icon={<RotateCw aria-hidden="true" />}
          onClick={() => uploads.retry(place, id)}
        />
      ) : null}
      <IconButton
        size="small"
        label={failed ? t("upload.remove", { name }) : t("upload.cancel", { name })}
        icon={<X aria-hidden="true" />}
        onClick={() => uploads.cancel(place, id)}
      />
    </li>
  );
}
