/**
 * Types that a browser may show itself. Everything else becomes a download: HTML or SVG of a
 * stranger under our own origin would be a program of his.
 */
const SHOWN = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/apng",
  "video/mp4",
  "video/webm",
  "video/ogg",
  "video/quicktime",
  "audio/mp4",
  "audio/mpeg",
  "audio/webm",
  "audio/ogg",
  "audio/aac",
  "audio/flac",
  "audio/wav",
  "audio/wave",
  "audio/x-wav",
  "audio/x-flac",
  "application/pdf",
  "text/plain",
]);

/** The type under which a stranger's file may get an object URL. */
export function safeMimeType(mimeType: string): string {
  const bare = (mimeType.split(";")[0] ?? "").trim().toLowerCase();
  return SHOWN.has(bare) ? bare : "application/octet-stream";
}
