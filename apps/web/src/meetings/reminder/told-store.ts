import { z } from "zod";
import type { Told } from "./reminders.ts";

const STORED = "plenum.meetings.reminded";
const toldSchema = z
  .array(z.tuple([z.string(), z.number()]))
  .max(1000)
  .catch([]);

/** What was reminded of on this device, by any of its tabs. */
export function readTold(storage: Pick<Storage, "getItem">): Told {
  try {
    return new Map(toldSchema.parse(JSON.parse(storage.getItem(STORED) ?? "[]")));
  } catch {
    return new Map();
  }
}

export function writeTold(storage: Pick<Storage, "setItem">, told: Told): void {
  try {
    storage.setItem(STORED, JSON.stringify([...told]));
  } catch {
    // A full storage: then one is reminded once more after a reload.
  }
}
