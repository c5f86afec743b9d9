import type {
  ItemProblem,
  MigrationItem,
  MigrationItemOf,
  MigrationKind,
} from "@plenum/model/migration";

/** What was made or counted. */
export type Made = Readonly<Record<string, string | number | boolean>>;

/** An item that is being worked on. */
export interface LedgerRow {
  readonly kind: MigrationKind;
  readonly key: string;
  readonly wave: string;
  /** Undefined where it was forgotten after it had been made. */
  readonly item: MigrationItem | undefined;
  /** Of history and of the people of a channel. */
  readonly channel: string | undefined;
  readonly marker: string | undefined;
  readonly attempts: number;
  readonly made: Made;
  readonly sightedRoomId: string | undefined;
  /** Set where somebody has begun before, and may have died in the middle: look before making anything. */
  readonly begunBefore: Date | undefined;
}

/** What became of an item. */
export interface Outcome {
  readonly state: "done" | "failed" | "kept" | "undone";
  readonly problem?: ItemProblem;
  /** Added to what was made before; of something undone, what is left of it. */
  readonly made?: Made;
}

/** Makes and takes back the things of one kind. Both bear repetition and may end at any point. */
export interface Executor {
  /** How many at once, at most. */
  readonly most: number;
  /** Rows that are taken at a time. */
  readonly claim: number;
  /** One after another within a channel. */
  readonly inChannels?: boolean;
  /**
   * Looks up for many rows at once what would cost a request for each. The next rows may be prepared before
   * the last ones are made.
   */
  prepare?(rows: readonly LedgerRow[]): Promise<void>;
  /**
   * @param halted set when somebody wants to pause: long work may stop with NotYet, and goes on later
   * @throws HomeserverError, HomeserverUnreachable, NotYet
   */
  make(row: LedgerRow, halted: AbortSignal): Promise<Outcome>;
  /** @throws HomeserverError, HomeserverUnreachable, NotYet */
  undo(row: LedgerRow): Promise<Outcome>;
  /** Nothing of this kind is left for now. */
  rest?(): Promise<void>;
}

/** Something else has to be finished first; it is looked at again in a moment. */
export class NotYet extends Error {
  constructor() {
    super("It is not its turn yet");
    this.name = "NotYet";
  }
}

/** The item of a row, of the kind that its executor is for. */
export function itemOf<Kind extends MigrationKind>(
  row: LedgerRow,
  kind: Kind,
): MigrationItemOf<Kind> {
  if (row.item?.kind !== kind) throw new Error(`There is no ${kind} in the ledger's row`);
  return row.item as MigrationItemOf<Kind>;
}

/** @param made of a row */
export function textOf(made: Made, name: string): string | undefined {
  const value = Object.hasOwn(made, name) ? made[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
