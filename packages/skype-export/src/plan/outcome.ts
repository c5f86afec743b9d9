import type { Place } from "../findings/finding.ts";

export type OutcomeKind = "ok" | "conflict" | "skipped" | "blocked";

/** Why somebody is moved or not. The words stand in `words.ts`. */
export type OutcomeCode =
  | "ready"
  | "there-already"
  | "same-id"
  | "same-address"
  | "same-sign-in"
  | "same-guid"
  | "id-taken"
  | "sign-in-taken"
  | "not-enabled"
  | "account-disabled"
  | "meeting-room"
  | "repeated"
  | "skipped-by-rule"
  | "no-address"
  | "no-sign-in"
  | "domain-without-server"
  | "character-not-allowed"
  | "id-too-long"
  | "id-empty"
  | "id-reserved";

export const KIND_OF: Readonly<Record<OutcomeCode, OutcomeKind>> = {
  ready: "ok",
  "there-already": "ok",
  "same-id": "conflict",
  "same-address": "conflict",
  "same-sign-in": "conflict",
  "same-guid": "conflict",
  "id-taken": "conflict",
  "sign-in-taken": "conflict",
  "not-enabled": "skipped",
  "account-disabled": "skipped",
  "meeting-room": "skipped",
  repeated: "skipped",
  "skipped-by-rule": "skipped",
  "no-address": "blocked",
  "no-sign-in": "blocked",
  "domain-without-server": "blocked",
  "character-not-allowed": "blocked",
  "id-too-long": "blocked",
  "id-empty": "blocked",
  "id-reserved": "blocked",
};

/** What becomes of one person. */
export interface PlannedPerson {
  readonly place: Place;
  readonly sipAddress: string;
  readonly writtenAddress: string;
  readonly displayName: string;
  readonly department: string | undefined;
  /** In lower case. */
  readonly mail: string | undefined;
  /** `tel:+49611555123;ext=123`. */
  readonly lineUri: string | undefined;
  readonly kind: OutcomeKind;
  readonly code: OutcomeCode;
  /** What the sentence names: the other person, the domain, the character. */
  readonly detail: string;
  /** Set only for `ok`: nobody else has it. */
  readonly userId: string | undefined;
  /** By which the sign-in service knows them; set only for `ok`. */
  readonly externalId: string | undefined;
  readonly wave: string | undefined;
  readonly spaces: readonly string[];
  readonly rooms: readonly string[];
}

/** An account that the homeserver has already. */
export interface ExistingAccount {
  readonly userId: string;
  /** Ids with the sign-in service of the rules. */
  readonly externalIds: readonly string[];
}
