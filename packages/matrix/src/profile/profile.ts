import { isGuestUserId, PROFILE_FIELDS, readStatus, STATUS_FIELD } from "@plenum/model";
import type { PersonProfile } from "../contract.ts";
import { cut, field } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName, localpartOf, serverOf } from "../untrusted/names.ts";

const LONGEST = 200;
const MAIL = /^[^\s@<>"'?&,;:()[\]\\]{1,64}@[0-9A-Za-z](?:[0-9A-Za-z.-]{0,250}[0-9A-Za-z])?$/;
const PHONE = /^[+0-9(][0-9 ()/.-]{1,39}$/;

/**
 * A profile as the server answers it (MSC4133), fit to be shown: nothing of it is trusted.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4133
 */
export function readProfile(userId: string, answer: unknown): PersonProfile {
  const line = (key: string): string => cleanName(field(answer, key), LONGEST);
  const server = serverOf(userId);
  const phone = line(PROFILE_FIELDS.phone);
  const mail = line(PROFILE_FIELDS.mail);
  const optional = {
    avatarMxc: validMxc(field(answer, "avatar_url")),
    organisation: line(PROFILE_FIELDS.organisation) || undefined,
    function: line(PROFILE_FIELDS.function) || undefined,
    phone: PHONE.test(phone) ? phone : undefined,
    mail: MAIL.test(mail) ? mail : undefined,
    timeZone: knownTimeZone(field(answer, PROFILE_FIELDS.timeZone)),
  };
  return {
    userId,
    server,
    isGuest: isGuestUserId(userId, server),
    displayName: cleanName(field(answer, "displayname")) || localpartOf(userId),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    status: shownStatus(field(answer, STATUS_FIELD)),
  };
}

/** A status whose sentences can stand in a line. */
export function shownStatus(value: unknown): PersonProfile["status"] {
  const { chosen, out_of_office: absence, call } = readStatus(value);
  return {
    ...(chosen
      ? {
          chosen: {
            state: chosen.state,
            ...(chosen.until === undefined ? {} : { until: chosen.until }),
            ...(cleanName(chosen.text, 300) === "" ? {} : { text: cleanName(chosen.text, 300) }),
          },
        }
      : {}),
    ...(absence ? { out_of_office: { ...absence, text: cleanName(absence.text, 300) } } : {}),
    ...(call ? { call } : {}),
  };
}

function knownTimeZone(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 64) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: cut(value, 64) }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
