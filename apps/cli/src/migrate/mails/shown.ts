import type { SendMailsResponse, WaveMails } from "@plenum/model/migration";

/** What the server says of the mails of a stage, for the terminal. */
export function mailsText(
  answer: SendMailsResponse,
  facts: { readonly stage: string; readonly sent: boolean },
): string {
  const { queued, before, withoutAddress, examples } = answer;
  const mails = examples.map(({ to, subject, text }) =>
    [`To: ${plain(to)}`, `Subject: ${plain(subject)}`, "", ...text.trimEnd().split("\n").map(plain)]
      .map((line) => `  | ${line}`.trimEnd())
      .join("\n"),
  );
  const totals = [
    `${facts.stage}: ${queued} ${facts.sent ? "queued" : "would be sent"}`,
    `${before} have one already`,
    `${withoutAddress} have no mail address`,
  ].join(", ");
  const next = facts.sent
    ? "They are sent in the background; see ./plenum migrate mails without --stage."
    : queued > 0
      ? "Nothing was sent. Add --send to send them."
      : "Nothing is to be sent.";
  return [...mails, `${totals}. ${next}`].join("\n\n");
}

/** How far the mails of a wave are. */
export function mailStatusText({ stages }: WaveMails): string {
  if (stages.length === 0) return "No mails were written to this wave.";
  return stages
    .map(({ stage, waiting, sent, failed }) =>
      [stage.padEnd(5), `${sent} sent`, `${waiting} waiting`, `${failed} failed`].join("  "),
    )
    .join("\n");
}

/** Without what steers a terminal. */
function plain(line: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return line.replaceAll(/[\p{Cc}\p{Cf}]/gu, "");
}
