import type { Finding, Place } from "../findings/finding.ts";
import { XmlStopped, type StopReason } from "./stopped.ts";

export type XmlCode = `xml-${StopReason}` | "file-unreadable";

/**
 * What is told where a document could not be read to its end.
 * @param after the last record that was complete, as people call it; empty for none
 */
export function stoppedFinding(error: unknown, file: string, after: string): Finding<XmlCode> {
  if (error instanceof XmlStopped) {
    const place: Place = { file, line: error.line };
    const facts = { after, detail: error.detail };
    return { code: `xml-${error.reason}`, severity: "stop", place, facts };
  }
  const detail = error instanceof Error ? error.message.slice(0, 300) : "";
  return { code: "file-unreadable", severity: "stop", place: { file }, facts: { after, detail } };
}
