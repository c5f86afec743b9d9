import { createHmac, randomBytes } from "node:crypto";
import { turnCredentials, type JoinResponse, type Turn } from "@plenum/model";

/**
 * What a browser needs to have its media relayed, good for the time that the configuration gives.
 * Each join gets credentials of its own, which name nobody.
 * @param turn undefined where there is no TURN server
 */
export function iceServersOf(turn: Turn | undefined, now: Date): JoinResponse["iceServers"] {
  if (turn === undefined) return [];
  const credentials = turnCredentials(turn, {
    now: now.getTime(),
    random: randomBytes(9).toString("base64url"),
    sign: (secret, text) => createHmac("sha1", secret).update(text).digest("base64"),
  });
  return [{ urls: [...turn.urls], ...credentials }];
}
