import { CSV_BEGINNING } from "@plenum/model";

/**
 * Hands a text to the browser as a file.
 * @param type media type; tables get the mark by which spreadsheet programs know UTF-8, since reading
 *   an answer as text drops it
 */
export function saveText(text: string, name: string, type = "text/csv"): void {
  const marked =
    type !== "text/csv" || text.startsWith(CSV_BEGINNING) ? text : CSV_BEGINNING + text;
  const url = URL.createObjectURL(new Blob([marked], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
