import type { Translate } from "../i18n/keys.ts";
import type { MessageItem } from "./rows.ts";
import { summaryOf } from "./summary.ts";

/** What is read aloud of one message, in characters: whoever wants more goes to it. */
const LONGEST = 280;

/** What a screen reader is told of messages that came in one moment. */
export function announcementOf(messages: readonly MessageItem[], t: Translate): string {
  const [only] = messages;
  if (only === undefined) return "";
  if (messages.length === 1) {
    const text = summaryOf(only.body, t).slice(0, LONGEST);
    return t("timeline.announce", { name: only.sender.displayName, text });
  }
  const people = new Map(messages.map(({ sender }) => [sender.userId, sender.displayName]));
  return t("timeline.announceMany", {
    count: messages.length,
    names: namesOf([...people.values()], t),
  });
}

/** A few names in words: "Anna", "Anna und Ben", "Anna und 4 weitere". */
export function namesOf(names: readonly string[], t: Translate): string {
  const [first = "", second = ""] = names;
  if (names.length <= 1) return first;
  if (names.length === 2) return t("timeline.twoNames", { first, second });
  return t("timeline.manyNames", { first, count: names.length - 1 });
}
