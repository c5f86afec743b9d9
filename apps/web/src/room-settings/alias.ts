/** True for what cannot be the first part of an address; nothing at all means: no address. */
export function aliasProblem(localpart: string): boolean {
  return localpart !== "" && !/^[\p{L}\p{N}._=/-]{1,100}$/u.test(localpart);
}
