import { createTransport, type Transporter } from "nodemailer";
import type { MailConfig } from "@plenum/model";
import { z } from "zod";

const SECOND = 1000;

const smtpErrorSchema = z.looseObject({ responseCode: z.number().optional() });

/** The way to the installation's mail server; to be closed at the end. */
export function mailTransport({
  host,
  port,
  secure,
  requireTls,
  user,
  password,
}: MailConfig): Transporter {
  const local = ["127.0.0.1", "::1", "localhost"].includes(host);
  return createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls ?? !local,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15 * SECOND,
    greetingTimeout: 15 * SECOND,
    socketTimeout: 60 * SECOND,
  });
}

/** What the mail server has answered; undefined where it did not. From 500 on it will not change its mind. */
export function smtpAnswerOf(failure: unknown): number | undefined {
  return smtpErrorSchema.safeParse(
    // The schema asks for a plain object, which an error is none of.
    typeof failure === "object" && failure !== null
      ? { responseCode: Reflect.get(failure, "responseCode") as unknown }
      : {},
  ).data?.responseCode;
}
