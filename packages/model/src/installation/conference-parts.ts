import { z } from "zod";

/**
 * A full Jitsi (Prosody, Jicofo, bridges) that calls go to. Domains, issuer, audience and secret of
 * tokens stand in `conference` itself and must be those of that Jitsi.
 */
export const externalConferenceSchema = z.object({
  /** URL of the UMD build of lib-jitsi-meet that this Jitsi was installed with. */
  libraryUrl: z.url({ protocol: /^https?$/ }),
  /** XMPP over WebSocket. */
  serviceUrl: z.url({ protocol: /^wss?$/ }),
  /** XMPP over HTTP, for networks that let no WebSocket through. */
  boshUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Where Jicofo takes conference requests; without it they go over XMPP. */
  conferenceRequestUrl: z.url({ protocol: /^https?$/ }).optional(),
  /**
   * Base URL of the control interface (`conference/control.ts`), for the appservice alone. Without
   * it calls work, but who is removed from a room stays in its call until the call ends.
   */
  controlUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type ExternalConference = z.infer<typeof externalConferenceSchema>;

/**
 * TURN servers for networks that let no UDP through, with credentials that run out
 * (draft-uberti-behave-turn-rest): HMAC-SHA1 with a secret that the servers share.
 */
export const turnSchema = z.object({
  secret: z.string().min(16),
  /** Seconds for which a credential opens new relays. */
  lifetime: z.number().int().min(60).max(86_400).default(3_600),
  urls: z
    .array(z.string().regex(/^turns?:[^\s?]{1,255}(\?transport=(udp|tcp))?$/, "not a TURN URL"))
    .min(1)
    .max(10),
  /** Set where the launcher runs the TURN server as a part of the installation. */
  own: z
    .object({
      /** UDP and TCP. */
      port: z.number().int().min(1).max(65_535),
      /** TLS, where the installation has a certificate. */
      tlsPort: z.number().int().min(1).max(65_535).exactOptional(),
    })
    .exactOptional(),
});
export type Turn = z.infer<typeof turnSchema>;

/** A recogniser of speech in the agency's own net: takes sound and gives text over a WebSocket. */
export const captionsSchema = z.object({ url: z.url({ protocol: /^wss?$/ }) });
export type Captions = z.infer<typeof captionsSchema>;
