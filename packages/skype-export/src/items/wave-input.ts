import type { Gauge } from "../check/gauge.ts";
import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportFile } from "../folder/open.ts";
import type { PlannedChannel } from "./channels.ts";
import type { HistoryLimits } from "./history.ts";
import type { ItemPlan, PlannedWave } from "./item-plan.ts";
import type { ItemsCode } from "./words.ts";

export interface WaveItemsInput {
  readonly plan: ItemPlan;
  readonly wave: PlannedWave;
  readonly files: readonly ExportFile[];
  /** Counts what is read once more: contact lists, calendars and the chat. */
  readonly gauge: Gauge;
  readonly tell: Tell;
  /**
   * Which of these channels have all of their history in the ledger already; those of them that were opened before
   * the export was made are `open`. Without a ledger to ask, a channel comes with its home wave alone.
   */
  readonly historyThere?: (
    keys: readonly string[],
  ) => Promise<{ readonly there: ReadonlySet<string>; readonly open: ReadonlySet<string> }>;
  /** Brings a file of a message to where the item finds it. @returns its hash, undefined where that cannot be */
  readonly keepFile: (file: ExportFile, name: string) => Promise<string | undefined>;
  readonly limits?: HistoryLimits;
}

/**
 * Who asks the ledger sends a channel with whichever wave comes first, so that none is opened without its history.
 */
export function isMadeBy(
  { historyThere, wave }: WaveItemsInput,
  { home }: PlannedChannel,
): boolean {
  return historyThere !== undefined || home === wave.at;
}

/** Tells what was counted, where there is any of it. */
export function say(
  tell: Tell,
  code: ItemsCode,
  severity: Finding["severity"],
  facts: Finding["facts"],
  count: number,
): void {
  if (count > 0) tell({ code, severity, facts });
}
