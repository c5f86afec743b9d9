import type { FoundPerson } from "./invite-list.ts";

/** Where this tab remembers who is still to be invited into a room. */
function keyOf(roomId: string): string {
  return `plenum.invites ${roomId}`;
}

/** Those who were still to be invited when the dialog closed or the page was loaded again. */
export function readWaiting(roomId: string): readonly FoundPerson[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(roomId)) ?? "[]");
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry: unknown) => {
      const { userId, displayName } = Object(entry) as Readonly<Record<string, unknown>>;
      return typeof userId === "string" && typeof displayName === "string"
        ? [{ userId, displayName }]
        : [];
    });
  } catch {
    return [];
  }
}

export function keepWaiting(roomId: string, people: readonly FoundPerson[]): void {
  if (people.length === 0) sessionStorage.removeItem(keyOf(roomId));
  else sessionStorage.setItem(keyOf(roomId), JSON.stringify(people));
}
