/** Guests carry a mark in their name for other clients; here they have a better one beside it. */
export function withoutGuestMark(name: string): string {
  return name.replace(/ \((?:Gast|guest)\)$/i, "");
}
