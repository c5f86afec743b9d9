import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { DownloadButton } from "./DownloadButton.tsx";
import { FileIcon } from "./FileIcon.tsx";
import { endingOf } from "./file-kind.ts";
import type { FileBody } from "./file-message.ts";
import { lengthText } from "./file-message.ts";
import { sizeText } from "./file-size.ts";

/** A file that is not shown: what it is called, what kind, how large, and how to save it. */
export function FileCard({
  body,
  note,
  children,
}: {
  body: FileBody;
  /** A sentence about why it is not shown. */
  note?: string;
  /** Further buttons. */
  children?: ReactNode;
}): ReactNode {
  const { t, language } = useI18n();
  const { name, size, duration } = body;
  const facts = [
    endingOf(name).slice(0, 8).toUpperCase(),
    size === undefined ? "" : sizeText(size, language),
    duration === undefined ? "" : lengthText(duration),
  ].filter((fact) => fact !== "");
  return (
    <div className="pl-file__card">
      <FileIcon mimeType={body.mimeType} name={name} />
      <span className="pl-file__name">
        <span>{name === "" ? t("file.unnamed") : name}</span>
        <span className="pl-small pl-muted ui-figures">{facts.join(" · ")}</span>
        {note === undefined ? null : <span className="pl-small pl-muted">{note}</span>}
      </span>
      {children}
      <DownloadButton body={body} small />
    </div>
  );
}
