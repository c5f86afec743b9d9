import { z } from "zod";

/** `GET /api/v1/migration/people?search=`: colleagues who are still to come, by name or address. */
export const comingQuerySchema = z.object({ search: z.string().trim().min(2).max(100) });

/** People of one answer to a search. */
export const MOST_COMING_FOUND = 20;

/** What every phone of the old system can dial, and nothing that would be more than an address in a link. */
const ADDRESS = /^[a-z0-9._+'=~-]{1,100}@[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?$/i;

/**
 * An address of the old system as people write it, without `sip:`; undefined where a source is none, as the number
 * of an employee.
 */
export function oldAddress(source: string): string | undefined {
  const address = source.replace(/^sip:/i, "");
  return ADDRESS.test(address) ? address : undefined;
}

/** Opens a conversation in the old system. Never of another scheme; undefined where there is no address. */
export function sipLink(address: string | undefined): string | undefined {
  const checked = address === undefined ? undefined : oldAddress(address);
  return checked === undefined ? undefined : `sip:${checked}`;
}
