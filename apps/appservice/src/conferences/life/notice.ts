import type { Closing } from "@plenum/model";

type Language = "de" | "en";

/** What people in a room are told about its end. */
export type Notice =
  | { readonly what: "over" | "last-warning"; readonly closesAt: Date; readonly closing: Closing }
  | { readonly what: "read-only" }
  | { readonly what: "stays"; readonly endsAt: Date | undefined };

/** The text that the bot writes into a room; never more than a room's own facts. */
export function noticeText(notice: Notice, language: Language, timeZone: string): string {
  const when = (moment: Date): string =>
    new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
      dateStyle: "long",
      timeStyle: "short",
      timeZone,
    }).format(moment);
  if (notice.what === "stays") {
    const { endsAt } = notice;
    if (language === "de") {
      return endsAt === undefined
        ? "Dieser Raum bleibt offen."
        : `Dieser Raum bleibt offen. Neues Ende: ${when(endsAt)}.`;
    }
    return endsAt === undefined
      ? "This room stays open."
      : `This room stays open. New end: ${when(endsAt)}.`;
  }
  if (notice.what === "read-only") {
    return language === "de"
      ? "Dieser Raum ist geschlossen. Sie können weiterhin lesen; wer ihn leitet, kann ihn wieder öffnen."
      : "This room is closed. You can still read it; whoever moderates it can open it again.";
  }
  const { closesAt, closing } = notice;
  if (language === "de") {
    const then = closing === "delete" ? "mit allen Nachrichten gelöscht" : "geschlossen";
    return notice.what === "over"
      ? `Die Zeit dieses Raums ist um. Er wird am ${when(closesAt)} ${then}. Wer den Raum leitet, kann das Ende verschieben.`
      : `Letzte Erinnerung: Dieser Raum wird am ${when(closesAt)} ${then}. Sichern Sie, was Sie noch brauchen, oder verschieben Sie das Ende.`;
  }
  const then = closing === "delete" ? "deleted with all its messages" : "closed";
  return notice.what === "over"
    ? `The time of this room is over. It will be ${then} on ${when(closesAt)}. Whoever moderates it can move its end.`
    : `Last reminder: this room will be ${then} on ${when(closesAt)}. Save what you still need, or move its end.`;
}
