import {
  enterAsGuestResponseSchema,
  guestLinkPreviewSchema,
  publicConfigSchema,
  type EnterAsGuestResponse,
  type GuestLinkPreview,
  type PublicConfig,
} from "@plenum/model";
import { request } from "./request.ts";

/** Everything a client must know before anybody is signed in. @throws ApiError */
export function fetchConfig(): Promise<PublicConfig> {
  return request({ method: "GET", path: "/api/v1/config", answer: publicConfigSchema });
}

/** What a guest may see before giving a name. @throws ApiError */
export function previewGuestLink(token: string, signal: AbortSignal): Promise<GuestLinkPreview> {
  return request({
    method: "GET",
    path: `/api/v1/guest-links/${encodeURIComponent(token)}`,
    signal,
    answer: guestLinkPreviewSchema,
  });
}

/** Enters by a guest link. @throws ApiError */
export function enterAsGuest(token: string, displayName: string): Promise<EnterAsGuestResponse> {
  return request({
    method: "POST",
    path: `/api/v1/guest-links/${encodeURIComponent(token)}/enter`,
    body: { displayName },
    answer: enterAsGuestResponseSchema,
  });
}
