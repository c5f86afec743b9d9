import type { GuestLinkPreview } from "@plenum/model";
import { previewGuestLink } from "./guest-api.ts";

let ahead: { readonly key: string; readonly preview: Promise<GuestLinkPreview> } | undefined;

/** Asks for what the door of a link shows, before there is a door. @param key token or code */
export function askAhead(key: string): void {
  const preview = previewGuestLink(key, new AbortController().signal);
  // Whoever takes the answer sees the failure.
  preview.catch(() => undefined);
  ahead = { key, preview };
}

/** What the door of a link shows: as it was asked for ahead, once, or else asked for now. @throws ApiError */
export async function takePreview(key: string, signal: AbortSignal): Promise<GuestLinkPreview> {
  const asked = ahead?.key === key ? ahead.preview : undefined;
  ahead = undefined;
  return asked ?? previewGuestLink(key, signal);
}
