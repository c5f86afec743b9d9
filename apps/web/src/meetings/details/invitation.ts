import type { Meeting } from "@plenum/model";

/** The words of an invitation in the current language. */
export interface InvitationWords {
  readonly when: string;
  readonly repeats: string | undefined;
  readonly labels: Readonly<Record<"when" | "where" | "join" | "phone" | "pin", string>>;
}

/**
 * An invitation as plain text, for a mail or a message: what, when, where, how to get in.
 * @param meeting what those invited may know all of; its description included
 */
export function invitationText(
  meeting: Pick<Meeting, "title" | "description" | "places" | "joinUrl" | "dialIn">,
  { when, repeats, labels }: InvitationWords,
): string {
  const { title, description, places, joinUrl, dialIn } = meeting;
  const numbers = dialIn?.numbers.map(({ country, number }) => `${number} (${country})`) ?? [];
  const head = [
    title,
    `${labels.when}: ${when}`,
    ...(repeats === undefined ? [] : [repeats]),
    ...(places.length === 0 ? [] : [`${labels.where}: ${places.join(", ")}`]),
  ];
  const way = [
    ...(joinUrl === undefined ? [] : [`${labels.join}: ${joinUrl}`]),
    ...(dialIn === undefined
      ? []
      : [`${labels.phone}: ${numbers.join(", ")}`, `${labels.pin}: ${spokenPin(dialIn.pin)}`]),
  ];
  return [head, way, description.trim() === "" ? [] : [description.trim()]]
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n");
}

/** Digits in groups of three, as one reads them out: "123 456", the rest at the end. */
export function spokenPin(pin: string): string {
  return pin.replaceAll(/(\d{3})(?=\d{2})/g, "$1 ").trim();
}
