import type { MessageBody } from "@plenum/matrix";
import type { Translate } from "../i18n/keys.ts";

/** A message in a few words: for announcements, and for the bar above the composer. */
export function summaryOf(body: MessageBody, t: Translate): string {
  switch (body.kind) {
    case "text":
      return body.body;
    case "file":
      return body.caption ?? body.name;
    case "poll":
      return body.poll.question;
    case "call":
      return t(body.outcome === "missed" ? "call.missed" : "call.call");
    case "redacted":
      return t("message.redacted");
    case "undecryptable":
      return t("message.undecryptable.short");
    case "unsupported":
      return body.type === "m.key.verification.request"
        ? t("message.verification")
        : (body.fallback ?? t("message.unsupported"));
    default:
      return body satisfies never;
  }
}
