import { createTransport, type Transporter } from "nodemailer";
import type { MailConfig } from "@plenum/model";

const SECOND = 1000;

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
