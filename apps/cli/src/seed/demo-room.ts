import type { DepartmentKey } from "./people.ts";

/** Working days before today (at least 1), time of day, sender, text. */
export type DemoMessage = readonly [
  daysAgo: number,
  time: `${number}:${number}`,
  sender: string,
  text: string,
];

export interface DemoRoom {
  /** Part of the alias; stable, so that a second attempt finds the room of the first. */
  readonly key: string;
  /** Absent for a direct message. */
  readonly name?: string;
  readonly topic?: string;
  readonly creator: string;
  readonly members: readonly string[];
  readonly space?: DepartmentKey;
  /** Encryption is switched on after the history was written. */
  readonly encrypted: boolean;
  readonly messages: readonly DemoMessage[];
}
