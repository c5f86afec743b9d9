import type { WaveState } from "@plenum/model/migration";
import type { SchemaDifference } from "./schema.ts";

/** Why nothing was done. */
export type RefusedReason =
  | { readonly why: "running" }
  | { readonly why: "homeserver-answers"; readonly url: string }
  | { readonly why: "connected"; readonly who: readonly string[] }
  | { readonly why: "wave-at-work" }
  | { readonly why: "no-wave"; readonly wave: string }
  | { readonly why: "wave-state"; readonly wave: string; readonly state: WaveState }
  | { readonly why: "no-ledger" }
  | { readonly why: "no-homeserver-database" }
  | { readonly why: "no-settings"; readonly file: string }
  | { readonly why: "settings"; readonly names: readonly string[] }
  | { readonly why: "server-name"; readonly found: readonly string[]; readonly wanted: string }
  | { readonly why: "schema"; readonly differences: readonly SchemaDifference[] }
  | { readonly why: "unfinished"; readonly names: readonly string[] }
  | { readonly why: "stopped" };

/** A condition does not hold: nothing was changed. */
export class Refused extends Error {
  constructor(readonly reason: RefusedReason) {
    super(reason.why);
    this.name = "Refused";
  }
}
