import { CSV_BEGINNING } from "@plenum/model";

/**
 * Hands a text to the browser as a file.
 * @param type media type; tables get the mark by which spreadsheet programs know UTF-8, since reading
 *   an answer as text drops it
 */
export function saveText(text: string, name: string, type = "text/csv"): void {
  const marked =
    type !== "text/csv" || text.startsWith(CSV_BEGINNING) ? text : CSV_BEGINNING + text;
  saveFile(new Blob([marked], { type }), name);
}

/** Hands a file to the browser. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
