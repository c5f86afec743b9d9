/**
 * Fields of a profile beside name and picture (MSC4133). The time zone has the name that the
 * specification gives it; the others are ours.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4133
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4175
 */
export const PROFILE_FIELDS = {
  organisation: "chat.plenum.organisation",
  function: "chat.plenum.function",
  phone: "chat.plenum.phone",
  mail: "chat.plenum.mail",
  timeZone: "m.tz",
} as const;
export type ProfileField = keyof typeof PROFILE_FIELDS;

/** Longest text of a field, in characters. */
export const LONGEST_PROFILE_FIELD = 200;
