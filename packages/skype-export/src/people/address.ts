import { sipAddress } from "../text/clean.ts";

/** Host of an address that `sipAddress` gave. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** `sip:` addresses among the proxy addresses of Active Directory, however they are joined. */
export function sipOfProxyAddresses(cell: string): readonly string[] {
  if (!/sip:/i.test(cell)) return [];
  const found = cell
    .split(/[;|\n\r]+|\s+(?=\w+:)/u)
    .filter((one) => /^\s*sip:/i.test(one))
    .map((one) => sipAddress(one));
  return [...new Set(found.filter((one) => one !== undefined))];
}

/** `True`, `TRUE`, `Wahr`, `1`; a cell that says nothing is `undefined`. */
export function truth(cell: string): boolean | undefined {
  if (/^(?:true|wahr|1|yes|ja)$/i.test(cell)) return true;
  if (/^(?:false|falsch|0|no|nein)$/i.test(cell)) return false;
  return undefined;
}
