import type { Turn } from "../installation/conference-parts.ts";

/** Where a TURN server listens and how one speaks to it. */
export interface TurnAddress {
  readonly scheme: "turn" | "turns";
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
}

const TURN_URL =
  /^(turns?):(?:\[([\da-f:.]+)\]|([^\s?:[\]]+))(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/i;

/**
 * Reads a TURN URL with the defaults of RFC 7065.
 * @returns undefined for what is none
 */
export function parseTurnUrl(url: string): TurnAddress | undefined {
  const found = TURN_URL.exec(url);
  const host = found?.[2] ?? found?.[3];
  if (!found || host === undefined) return undefined;
  const scheme = found[1]?.toLowerCase() === "turns" ? "turns" : "turn";
  const port = found[4] === undefined ? (scheme === "turns" ? 5349 : 3478) : Number(found[4]);
  if (port < 1 || port > 65_535) return undefined;
  const transport = found[5]?.toLowerCase() ?? (scheme === "turns" ? "tcp" : "udp");
  return { scheme, host: host.toLowerCase(), port, transport: transport === "tcp" ? "tcp" : "udp" };
}

/** One spelling for all that name the same server in the same way. */
export function turnUrlOf({ scheme, host, port, transport }: TurnAddress): string {
  return `${scheme}:${host.includes(":") ? `[${host}]` : host}:${port}?transport=${transport}`;
}

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

/**
 * Credentials that run out (draft-uberti-behave-turn-rest-00): the user name is the second of the
 * end and a word of chance, the password its signature with the secret that the servers share.
 * Nothing in them tells who asked.
 * @param parts.now milliseconds since 1970
 * @param parts.random says nothing about anybody
 * @param parts.sign HMAC-SHA1 in base64
 */
export function turnCredentials(
  turn: Pick<Turn, "secret" | "lifetime">,
  parts: {
    readonly now: number;
    readonly random: string;
    readonly sign: (secret: string, text: string) => string;
  },
): TurnCredentials {
  const username = `${Math.floor(parts.now / 1_000) + turn.lifetime}:${parts.random}`;
  return { username, credential: parts.sign(turn.secret, username) };
}
