import { type InstallationConfig, type Turn, turnSchema } from "@plenum/model";
import { Trouble } from "../terminal/trouble.ts";

/** What the command line says about TURN servers. */
export type TurnWish =
  /** coturn as a part of this installation. */
  | { readonly kind: "own" }
  /** Servers that somebody else runs. */
  | { readonly kind: "elsewhere"; readonly urls: readonly string[]; readonly secret: string }
  | { readonly kind: "none" };

type Place = Pick<InstallationConfig, "publicUrl" | "listenHost"> & {
  readonly ports: Pick<InstallationConfig["ports"], "origin">;
};

/** Seconds: a working day, since a call that has to find a new way late in the day needs them, too. */
const LIFETIME = 43_200;
/** The origin's port and the five after it are taken. */
const PORT_AFTER_ORIGIN = 6;

/**
 * TURN servers of an installation after a start with these wishes.
 * @param before what the installation had; kept where nothing is wished
 * @throws Trouble when the last ports are too near to take two more
 */
export function settleTurn(
  before: Turn | undefined,
  place: Place,
  wish: TurnWish | undefined,
  secret: () => string,
): Turn | undefined {
  if (wish?.kind === "none") return undefined;
  if (wish?.kind === "elsewhere") {
    return { secret: wish.secret, lifetime: LIFETIME, urls: [...wish.urls] };
  }
  if (wish === undefined && before?.own === undefined) return before;
  const port = place.ports.origin + PORT_AFTER_ORIGIN;
  const secure = place.publicUrl.startsWith("https:");
  if (port + 1 > 65_535) {
    throw new Trouble("--turn needs two more ports after the six; give a lower --port.");
  }
  const host = place.listenHost === "127.0.0.1" ? "127.0.0.1" : new URL(place.publicUrl).hostname;
  return {
    secret: before?.own === undefined ? secret() : before.secret,
    lifetime: LIFETIME,
    urls: [
      `turn:${host}:${port}?transport=udp`,
      `turn:${host}:${port}?transport=tcp`,
      ...(secure ? [`turns:${host}:${port + 1}?transport=tcp`] : []),
    ],
    own: secure ? { port, tlsPort: port + 1 } : { port },
  };
}

/**
 * Reads `--turn`, `--no-turn`, `--turn-urls` and `--turn-secret`.
 * @throws Trouble with one sentence for what does not go together or is no TURN server
 */
export function parseTurnWish(options: {
  readonly turn?: boolean | undefined;
  readonly turnUrls?: string | undefined;
  readonly turnSecret?: string | undefined;
}): TurnWish | undefined {
  const { turn, turnUrls, turnSecret } = options;
  if ((turnUrls === undefined) !== (turnSecret === undefined)) {
    throw new Trouble("--turn-urls and --turn-secret belong together; give both or none.");
  }
  if (turnUrls === undefined || turnSecret === undefined) {
    if (turn === undefined) return undefined;
    return { kind: turn ? "own" : "none" };
  }
  if (turn !== undefined) {
    throw new Trouble(
      "--turn starts a TURN server here; leave it out where --turn-urls names one.",
    );
  }
  const urls = turnUrls.split(",").map((url) => url.trim());
  const read = turnSchema.safeParse({ secret: turnSecret, urls });
  if (!read.success) {
    const aboutSecret = read.error.issues.some(({ path }) => path[0] === "secret");
    throw new Trouble(
      aboutSecret
        ? "--turn-secret must have at least 16 characters, the same as in the TURN server's static-auth-secret."
        : "--turn-urls takes addresses such as turn:turn.example.org:3478?transport=udp,turns:turn.example.org:443?transport=tcp.",
    );
  }
  return { kind: "elsewhere", urls, secret: turnSecret };
}
