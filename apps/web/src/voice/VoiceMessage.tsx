import type { ReactNode } from "react";
import { FileCard } from "../media/FileCard.tsx";
import type { FileBody } from "../media/file-message.ts";

/** A voice message. */
export default function VoiceMessage({ body }: { body: FileBody }): ReactNode {
  return <FileCard body={body} />;
}
