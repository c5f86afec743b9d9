import { z } from "zod";
import { pushConfigSchema } from "../push/config.ts";
import { agencySchema } from "./agency.ts";
import { captionsSchema, externalConferenceSchema, turnSchema } from "./conference-parts.ts";
import { linkPreviewsSchema } from "./link-previews.ts";
import { dialInConfigSchema, mailSchema } from "./mail.ts";

const port = z.number().int().min(1).max(65535);

/**
 * The one file that says where everything is: ports, names and secrets of an installation.
 * The launcher writes it once as `<data>/config.json` (mode 0600) and every part reads it from
 * the path in the environment variable PLENUM_CONFIG.
 */
export const installationConfigSchema = z.object({
  version: z.literal(1),
  /** Matrix server name: the part after the colon in user ids. */
  serverName: z.string(),
  /** Origin under which browsers reach everything, without trailing slash. */
  publicUrl: z.url(),
  /** Address on which the origin and the media port listen: 127.0.0.1 unless `--host` is given. */
  listenHost: z.string(),
  dataDir: z.string(),
  agency: agencySchema,
  ports: z.object({
    origin: port,
    synapse: port,
    appservice: port,
    conference: port,
    postgres: port,
    /** UDP */
    media: port,
  }),
  tls: z.object({ certFile: z.string(), keyFile: z.string() }).optional(),
  postgres: z.object({
    host: z.string(),
    user: z.string(),
    password: z.string(),
    synapseDatabase: z.string(),
    appserviceDatabase: z.string(),
  }),
  synapse: z.object({
    /** Internal base URL, e.g. http://127.0.0.1:8081 */
    url: z.url(),
    registrationSharedSecret: z.string(),
    macaroonSecretKey: z.string(),
    formSecret: z.string(),
  }),
  appservice: z.object({
    id: z.string(),
    url: z.url(),
    senderLocalpart: z.string(),
    asToken: z.string(),
    hsToken: z.string(),
    /** Signs the API's own session tokens. */
    sessionSecret: z.string(),
    /** Homeservers, besides our own, whose users may join calls. Server name → base URL. */
    trustedHomeservers: z.record(z.string(), z.url()),
  }),
  /** Notifications while the client is closed; installations from before know nothing of it. */
  push: pushConfigSchema.optional(),
  /** Installations from before know nothing of it. */
  linkPreviews: linkPreviewsSchema.optional(),
  mail: mailSchema.optional(),
  dialIn: dialInConfigSchema.optional(),
  conference: z.object({
    /** Internal base URL of HTTP, WebSockets and the control interface. */
    url: z.url(),
    domain: z.string(),
    mucDomain: z.string(),
    focusDomain: z.string(),
    focusUserJid: z.string(),
    tokenIssuer: z.string(),
    tokenAudience: z.string(),
    tokenSecret: z.string(),
    /** Seconds. */
    tokenLifetime: z.number().int().positive(),
    controlSecret: z.string(),
    /** Addresses announced as ICE candidates. */
    mediaAddresses: z.array(z.string()).min(1),
    /** Where browsers reach the media port, if not under its own number at `mediaAddresses`. */
    announced: z
      .array(z.object({ ip: z.string().min(1), port }))
      .min(1)
      .exactOptional(),
    libraryUrl: z.string(),
    /** A full Jitsi in place of the conference server that comes with Plenum. */
    external: externalConferenceSchema.exactOptional(),
    turn: turnSchema.exactOptional(),
    captions: captionsSchema.exactOptional(),
  }),
});
export type InstallationConfig = z.infer<typeof installationConfigSchema>;

/** The two ports between are the TURN server's, where the installation has one of its own. */
const RELAYED_PORT_AFTER_MEDIA = 3;

/**
 * UDP port of the media router for those whose media come through a TURN server.
 * @returns undefined where there is no TURN server
 */
export function relayedPort(config: {
  readonly ports: Pick<InstallationConfig["ports"], "media">;
  readonly conference: Pick<InstallationConfig["conference"], "turn">;
}): number | undefined {
  return config.conference.turn && config.ports.media + RELAYED_PORT_AFTER_MEDIA;
}

/** Environment variable that names the configuration file. */
export const CONFIG_ENVIRONMENT_VARIABLE = "PLENUM_CONFIG";
