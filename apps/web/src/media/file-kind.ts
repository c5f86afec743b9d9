export type FileKind =
  | "picture"
  | "video"
  | "sound"
  | "text"
  | "table"
  | "slides"
  | "archive"
  | "other";

const BY_ENDING: ReadonlyMap<string, FileKind> = new Map([
  ...["pdf", "doc", "docx", "odt", "rtf", "txt", "md", "html", "xml"].map(
    (ending) => [ending, "text"] as const,
  ),
  ...["xls", "xlsx", "ods", "csv"].map((ending) => [ending, "table"] as const),
  ...["ppt", "pptx", "odp"].map((ending) => [ending, "slides"] as const),
  ...["zip", "7z", "rar", "tar", "gz"].map((ending) => [ending, "archive"] as const),
]);

/** What a file is, for people: by its type, else by the ending of its name. */
export function kindOf(mimeType: string, name = ""): FileKind {
  const type = mimeType.toLowerCase();
  if (type.startsWith("image/")) return "picture";
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("audio/")) return "sound";
  if (/spreadsheet|excel|csv/.test(type)) return "table";
  if (/presentation|powerpoint/.test(type)) return "slides";
  if (/zip|compressed|x-tar|gzip|x-rar/.test(type)) return "archive";
  if (type.startsWith("text/") || /pdf|word|opendocument\.text|rtf/.test(type)) return "text";
  return BY_ENDING.get(endingOf(name)) ?? "other";
}

/** The ending of a file name in small letters, without the dot; empty if there is none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}
