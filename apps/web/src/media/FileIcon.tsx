import {
  File as OtherFile,
  FileArchive,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  FileVideoCamera,
  Presentation,
} from "lucide-react";
import type { ReactNode } from "react";
import { kindOf } from "./file-kind.ts";

const ICONS = {
  picture: FileImage,
  video: FileVideoCamera,
  sound: FileMusic,
  text: FileText,
  table: FileSpreadsheet,
  slides: Presentation,
  archive: FileArchive,
  other: OtherFile,
};

/** The sign for a kind of file. */
export function FileIcon({ mimeType, name }: { mimeType: string; name?: string }): ReactNode {
  const Icon = ICONS[kindOf(mimeType, name)];
  return <Icon aria-hidden="true" />;
}
