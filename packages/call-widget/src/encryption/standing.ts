/** Who takes part in the encryption of a call, and who does not. Pure. */
import type { CallParticipant, EncryptionSlice, HostDevice } from "../contract/index.ts";
import type { Bound } from "./bindings.ts";
import type { FromWorker } from "./worker-messages.ts";

/** Milliseconds in which the key of somebody who came may be on its way. */
export const GRACE = 6_000;

/** What comes from somebody, and since when (milliseconds) it is like that. */
export interface HeardState {
  readonly state: FromWorker["state"];
  readonly since: number;
}

export interface StandingFacts {
  readonly participants: readonly Pick<CallParticipant, "id" | "userId" | "isLocal">[];
  readonly boundTo: (endpoint: string) => Bound | undefined;
  readonly devices: readonly HostDevice[];
  readonly heard: (endpoint: string) => readonly HeardState[];
  /** When somebody was first seen, in milliseconds. */
  readonly since: (endpoint: string) => number;
  readonly keyIndex: number;
}

/** @param now milliseconds */
export function standingOf(facts: StandingFacts, now: number): EncryptionSlice {
  const without: string[] = [];
  const unconfirmed: string[] = [];
  for (const { id, isLocal } of facts.participants) {
    if (isLocal) continue;
    const bound = facts.boundTo(id);
    const failing = facts
      .heard(id)
      .some(({ state, since }) => state !== "open" && now - since >= GRACE);
    if (failing || (!bound && now - facts.since(id) >= GRACE)) without.push(id);
    else if (bound && !isConfirmed(bound, facts.devices)) unconfirmed.push(id);
  }
  return { state: "on", without, unconfirmed, keyIndex: facts.keyIndex };
}

function isConfirmed(bound: Bound, devices: readonly HostDevice[]): boolean {
  return devices.some(
    ({ userId, deviceId, trust }) =>
      userId === bound.userId && deviceId === bound.deviceId && trust === "confirmed",
  );
}
