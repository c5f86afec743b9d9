import type { Occurrence } from "@plenum/model";
import { entriesOf, type Entry } from "./entries.ts";

/** An entry for tests. @param from and to: ISO 8601 with an offset */
export function entry(from: string, to: string, part: Partial<Occurrence> = {}): Entry {
  const [made] = entriesOf([
    {
      meetingId: "6f1f7c0e-7f0c-4f5e-8a55-2a2f0c6d1e01",
      original: from.slice(0, 16),
      startsAt: from,
      endsAt: to,
      title: "Jour fixe",
      kind: "meeting",
      organiser: "@anna:amt.example",
      places: [],
      recurring: false,
      changed: false,
      cancelled: false,
      reminder: 10,
      ...part,
    },
  ]);
  if (made === undefined) throw new Error("One occurrence makes one entry");
  return made;
}
