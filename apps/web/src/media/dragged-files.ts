import type { DragEvent } from "react";

/** Whether what somebody drags over the page is files. */
export function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("Files");
}
