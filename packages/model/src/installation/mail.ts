import { z } from "zod";

/** Answers to invitations that come back by mail; the agency's mail server hands them over. */
export const mailRepliesSchema = z.object({
  /** On which this machine takes them, from itself alone. */
  port: z.number().int().min(1).max(65_535),
  protocol: z.enum(["lmtp", "smtp"]).default("lmtp"),
  /** Addresses for answers are made under it: `antwort-…@<domain>`. */
  domain: z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/),
});

/** The mail server that sends invitations. Without it meetings work, and nobody is written to. */
export const mailSchema = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  /** TLS from the first byte on, as on port 465; otherwise STARTTLS. */
  secure: z.boolean().default(false),
  /** Whether a connection without TLS is refused; said nothing, it is but for this machine itself. */
  requireTls: z.boolean().exactOptional(),
  user: z.string().exactOptional(),
  password: z.string().exactOptional(),
  /** Address that invitations come from. */
  from: z.email(),
  replies: mailRepliesSchema.exactOptional(),
});
export type MailConfig = z.infer<typeof mailSchema>;

/** Telephone numbers that lead into calls, and the secret that the telephone gateway shows. */
export const dialInConfigSchema = z.object({
  numbers: z
    .array(
      z.object({
        /** ISO 3166, e.g. `DE`. */
        country: z.string().regex(/^[A-Z]{2}$/),
        /** As people read it: `+49 30 1234-0`. */
        number: z.string().regex(/^\+?[0-9][0-9 ()/-]{2,30}$/),
        tollFree: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(50),
  secret: z.string().regex(/^[\x21-\x7E]{16,200}$/),
});
export type DialInConfig = z.infer<typeof dialInConfigSchema>;
