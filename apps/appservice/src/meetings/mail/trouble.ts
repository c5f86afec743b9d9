import { z } from "zod";

const errorSchema = z.looseObject({
  responseCode: z.number().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
});

/** What the mail server said. Its words may hold the address: they are not among it. */
export interface MailTrouble {
  readonly responseCode: number | undefined;
  /** Whether it is about this one mail, so that others may be sent meanwhile. */
  readonly ofThisMail: boolean;
  /** Whether there is no use in sending it again. */
  readonly refused: boolean;
  /** Whether the mail server may have it nevertheless: the line was lost before it could say so. */
  readonly arrived: boolean;
}

/** The steps of SMTP in which a mail server decides about one mail; all others concern every mail. */
const ABOUT_ONE = new Set(["RCPT TO", "DATA"]);

/**
 * What an error of the mail library means. An answer of 5xx refuses a mail for good only where it is about
 * the recipient or the content: a login or a sender that is refused is a mistake in the settings of a
 * server, which somebody mends, and then the mails are still there.
 */
export function mailTroubleOf(error: unknown): MailTrouble {
  const given =
    typeof error === "object" && error !== null
      ? {
          responseCode: get(error, "responseCode"),
          command: get(error, "command"),
          syscall: get(error, "syscall"),
        }
      : {};
  const { responseCode, command, syscall } = errorSchema.parse(given);
  const ofThisMail = responseCode !== undefined && ABOUT_ONE.has(command ?? "");
  return {
    responseCode,
    ofThisMail,
    refused: ofThisMail && responseCode >= 500,
    arrived: responseCode === undefined && syscall !== "connect",
  };
}

function get(value: object, name: string): unknown {
  return Reflect.get(value, name);
}
