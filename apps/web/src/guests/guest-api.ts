import {
  createGuestLinkResponseSchema,
  enterAsGuestResponseSchema,
  enterWithAccountResponseSchema,
  guestLinkListSchema,
  guestLinkPreviewSchema,
  guestLinkSchema,
  type ChangeGuestLinkRequest,
  type CreateGuestLinkRequest,
  type CreateGuestLinkResponse,
  type EnterAsGuestRequest,
  type EnterAsGuestResponse,
  type EnterWithAccountResponse,
  type GuestLink,
  type GuestLinkPreview,
} from "@plenum/model";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";
import { request } from "../api/request.ts";

type Authorised = Pick<ApiClient, "authorised">;

/** What a guest may see before giving a name. @param key token or code. @throws ApiError */
export function previewGuestLink(key: string, signal: AbortSignal): Promise<GuestLinkPreview> {
  return request({ method: "GET", path: doorPath(key), signal, answer: guestLinkPreviewSchema });
}

/** Enters by a guest link. @throws ApiError */
export function enterAsGuest(
  key: string,
  guest: EnterAsGuestRequest,
): Promise<EnterAsGuestResponse> {
  return request({
    method: "POST",
    path: `${doorPath(key)}/enter`,
    body: guest,
    answer: enterAsGuestResponseSchema,
  });
}

/** Has an account of another agency invited to the room of a link. @throws ApiError */
export function inviteAccount(
  key: string,
  account: { readonly userId: string; readonly password?: string },
): Promise<EnterWithAccountResponse> {
  return request({
    method: "POST",
    path: `${doorPath(key)}/enter-with-account`,
    body: account,
    answer: enterWithAccountResponseSchema,
  });
}

/** Enters by a guest link with the account one is signed in with. @throws ApiError */
export function enterWithAccount(
  api: Authorised,
  key: string,
  password: string | undefined,
): Promise<EnterWithAccountResponse> {
  return api.authorised({
    method: "POST",
    path: `${doorPath(key)}/enter-with-account`,
    body: password === undefined ? {} : { password },
    answer: enterWithAccountResponseSchema,
  });
}

/** The guest links of a conference room, for its moderators. @throws ApiError */
export async function guestLinks(
  api: Authorised,
  roomId: string,
  signal: AbortSignal,
): Promise<readonly GuestLink[]> {
  const path = linksPath(roomId);
  return (await api.authorised({ method: "GET", path, signal, answer: guestLinkListSchema })).links;
}

/** Makes a guest link; its address and code are answered this once. @throws ApiError */
export function createGuestLink(
  api: Authorised,
  roomId: string,
  link: CreateGuestLinkRequest,
): Promise<CreateGuestLinkResponse> {
  return api.authorised({
    method: "POST",
    path: linksPath(roomId),
    body: link,
    answer: createGuestLinkResponseSchema,
  });
}

/** Changes a link; guests inside stay until it now ends. @throws ApiError */
export function changeGuestLink(
  api: Authorised,
  { roomId, id }: Pick<GuestLink, "roomId" | "id">,
  change: ChangeGuestLinkRequest,
): Promise<GuestLink> {
  return api.authorised({
    method: "PATCH",
    path: `${linksPath(roomId)}/${encodeURIComponent(id)}`,
    body: change,
    answer: guestLinkSchema,
  });
}

/** Nobody enters by this link any more, and whoever did is out. @throws ApiError */
export async function revokeGuestLink(
  api: Authorised,
  { roomId, id }: Pick<GuestLink, "roomId" | "id">,
): Promise<void> {
  const path = `${linksPath(roomId)}/${encodeURIComponent(id)}`;
  await api.authorised({ method: "DELETE", path, answer: z.unknown() });
}

/** Ends the stay of one guest, or of all guests of the room. @throws ApiError */
export async function endGuestStay(
  api: Authorised,
  roomId: string,
  userId: string | undefined,
): Promise<void> {
  const all = `/api/v1/conferences/${encodeURIComponent(roomId)}/guests`;
  const path = userId === undefined ? all : `${all}/${encodeURIComponent(userId)}`;
  await api.authorised({ method: "DELETE", path, answer: z.unknown() });
}

function doorPath(key: string): string {
  return `/api/v1/guest-links/${encodeURIComponent(key)}`;
}

function linksPath(roomId: string): string {
  return `/api/v1/conferences/${encodeURIComponent(roomId)}/guest-links`;
}
