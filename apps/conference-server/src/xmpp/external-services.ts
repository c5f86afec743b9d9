import { createHmac, randomBytes } from "node:crypto";
import { parseTurnUrl, turnCredentials, type Turn } from "@plenum/model";
import { el, type Element } from "../xml/build.ts";

/**
 * External services (XEP-0215) of the conference server: TURN, with credentials that run out.
 * @param turn undefined where there is no TURN server: the answer is an empty list
 * @param namespace version that was asked for; versions 1 and 2 write what is said here alike
 * @param type the one kind that is wanted, if only one is
 * @param now milliseconds since 1970
 */
export function externalServices(
  turn: Turn | undefined,
  namespace: string,
  type?: string,
  now = Date.now(),
): Element {
  if (turn === undefined) return el("services", { xmlns: namespace, type });
  const { username, credential } = turnCredentials(turn, {
    now,
    random: randomBytes(9).toString("base64url"),
    sign: (secret, text) => createHmac("sha1", secret).update(text).digest("base64"),
  });
  const expires = new Date((Math.floor(now / 1_000) + turn.lifetime) * 1_000).toISOString();
  const services = turn.urls.flatMap((url) => {
    const address = parseTurnUrl(url);
    if (address === undefined || (type !== undefined && type !== address.scheme)) return [];
    return [
      el("service", {
        type: address.scheme,
        host: address.host.includes(":") ? `[${address.host}]` : address.host,
        port: address.port,
        transport: address.transport,
        username,
        password: credential,
        expires: expires.replace(".000Z", "Z"),
        restricted: "1",
      }),
    ];
  });
  return el("services", { xmlns: namespace, type }, ...services);
}
