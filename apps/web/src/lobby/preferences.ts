import { z } from "zod";

/** Account data with what somebody wants of lobbies, on all devices. */
export const LOBBY_PREFERENCES = "chat.plenum.lobby.preferences";

const schema = z
  .looseObject({ sound: z.boolean().default(false).catch(false) })
  .catch({ sound: false });

/** @param content untrusted */
export function readLobbyPreferences(content: unknown): { readonly sound: boolean } {
  return schema.parse(content);
}
