import { userIdSchema } from "./matrix-id.ts";

/**
 * Where telephones "come from": a name that no server can have, so that nobody's account is taken for
 * a telephone, nor the other way round.
 * @see https://www.rfc-editor.org/rfc/rfc2606#section-2
 */
const PHONE_SERVER = "phone.invalid";

/**
 * Who a telephone is in a call: it has no account, and is another one each time it dials in.
 * @param endpointId under which it takes part
 * @returns undefined for an endpoint that cannot be named so
 */
export function phoneUserId(endpointId: string): string | undefined {
  const id = `@${endpointId}:${PHONE_SERVER}`;
  return /^[\w.-]{1,100}$/.test(endpointId) && userIdSchema.safeParse(id).success ? id : undefined;
}

export function isPhoneUserId(userId: string): boolean {
  return userId.startsWith("@") && userId.endsWith(`:${PHONE_SERVER}`);
}

/** Digits of a number that are shown. */
const SHOWN_DIGITS = 3;

/**
 * Name of a telephone as everybody may read it. Gateways give the caller's number as the name: of
 * that only the last digits are kept, which tell two callers apart.
 */
export function phoneName(said: string): string {
  return said.replaceAll(/\+?\d(?:[\s()/.-]{0,2}\d){4,}/g, (number) => {
    return `…${number.replaceAll(/\D/g, "").slice(-SHOWN_DIGITS)}`;
  });
}
