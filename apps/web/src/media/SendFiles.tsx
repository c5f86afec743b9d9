import { Button, Dialog, IconButton, InlineMessage, TextField } from "@plenum/ui";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import type { Upload } from "../composer/uploads.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { FileIcon } from "./FileIcon.tsx";
import { sizeText } from "./file-size.ts";
import "./media.css";

/** Bytes up to which a picture is shown before it is sent. */
const LARGEST_GLANCE = 30_000_000;

/** What is about to be sent: a look at each file, room for a sentence, and a way to leave one out. */
export function SendFiles({ place, list }: { place: string; list: readonly Upload[] }): ReactNode {
  const { t } = useI18n();
  const { uploads } = useWorkspace();
  const count = list.filter(({ state }) => state.kind === "chosen").length;
  const first = list.find(({ state }) => state.kind === "chosen");
  return (
    <Dialog
      title={t("sendFiles.title", { count: list.length })}
      closeLabel={t("common.close")}
      onClose={() => uploads.dropChosen(place)}
      onSubmit={() => {
        if (count > 0) uploads.sendChosen(place);
      }}
      actions={
        <>
          <Button onClick={() => uploads.dropChosen(place)}>{t("common.cancel")}</Button>
          {count > 0 ? (
            <Button variant="primary" type="submit">
              {t("sendFiles.send", { count })}
            </Button>
          ) : null}
        </>
      }
    >
      <ul className="ui-list pl-send">
        {list.map((upload) => (
          <ChosenFile key={upload.id} place={place} upload={upload} focus={upload === first} />
        ))}
      </ul>
    </Dialog>
  );
}

function ChosenFile({
  place,
  upload,
  focus,
}: {
  place: string;
  upload: Upload;
  focus: boolean;
}): ReactNode {
  const { t, language } = useI18n();
  const { uploads } = useWorkspace();
  const { file, caption } = upload.toSend;
  const { state } = upload;
  return (
    <li className="pl-send__file">
      <Glance file={file} />
      <div className="pl-send__text">
        <p className="pl-send__name">
          <b>{file.name}</b>
          <span className="pl-small pl-muted ui-figures">{sizeText(file.size, language)}</span>
        </p>
        {state.kind === "refused" ? (
          <InlineMessage tone="danger">
            {t("sendFiles.tooLarge", { limit: sizeText(state.limit, language) })}
          </InlineMessage>
        ) : (
          <TextField
            label={t("sendFiles.caption", { name: file.name })}
            labelHidden
            className="pl-send__caption"
            placeholder={t("sendFiles.captionHint")}
            value={caption ?? ""}
            maxLength={4000}
            {...(focus ? { "data-autofocus": true } : {})}
            onChange={(event) => uploads.caption(place, upload.id, event.currentTarget.value)}
          />
        )}
      </div>
      <IconButton
        size="small"
        label={t("upload.remove", { name: file.name })}
        icon={<X aria-hidden="true" />}
        onClick={() => uploads.cancel(place, upload.id)}
      />
    </li>
  );
}

/** A small picture of a picture, a sign for everything else. */
function Glance({ file }: { file: File }): ReactNode {
  const [url, setUrl] = useState<string>();
  const isPicture =
    /^image\/(?:jpeg|png|gif|webp|avif)$/.test(file.type) && file.size <= LARGEST_GLANCE;
  useEffect(() => {
    if (!isPicture) return undefined;
    const made = URL.createObjectURL(file);
    // oxlint-disable-next-line react/set-state-in-effect -- an object URL has to be revoked by whoever made it
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file, isPicture]);
  return (
    <span className="pl-send__glance">
      {url === undefined ? (
        <FileIcon mimeType={file.type} />
      ) : (
        <img src={url} alt="" onError={() => setUrl(undefined)} />
      )}
    </span>
  );
}
