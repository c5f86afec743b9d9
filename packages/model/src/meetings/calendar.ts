export * from "./occurrences.ts";
export * from "./recurrence.ts";
export * from "./room-end.ts";
export * from "./rrule-text.ts";
export * from "./sentence.ts";
export * from "./zone.ts";
