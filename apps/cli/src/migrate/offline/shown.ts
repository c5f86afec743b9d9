import type { Language } from "@plenum/skype-export";
import { table } from "../../terminal/table.ts";
import type { OfflineOutcome } from "./accounts-offline.ts";
import type { LeftReason, OfflinePlan } from "./plan.ts";
import { OFFLINE_TEXTS } from "./texts.ts";

/** User ids that are named for each reason; all of them stand in the ledger. */
const EXAMPLES = 3;

/** What was made or would be, and what is left to the normal run. */
export function outcomeLines(
  outcome: OfflineOutcome,
  wave: string,
  dryRun: boolean,
  language: Language,
): readonly string[] {
  const texts = OFFLINE_TEXTS[language];
  const { plan, seconds } = outcome;
  const whole = new Intl.NumberFormat(language);
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const count = plan.accounts.length;
  const cards = plan.accounts.filter(({ card }) => card !== undefined).length;
  const say = dryRun ? texts.would : texts.made;
  const lines = [count === 0 ? texts.nothing : say(whole.format(count), whole.format(cards))];
  if (plan.withoutMail > 0) lines.push(texts.withoutMail(whole.format(plan.withoutMail)));
  if (seconds.writing > 0) {
    const rate = whole.format(Math.round(count / seconds.writing));
    lines.push(texts.pace(tenths.format(seconds.writing), tenths.format(seconds.all), rate));
  }
  const left = leftRows(plan, language);
  if (left.length > 0) lines.push(texts.left, ...table(texts.columns, left));
  if (!dryRun) lines.push(texts.next(wave));
  return lines;
}

function leftRows({ left }: OfflinePlan, language: Language): string[][] {
  const byReason = new Map<LeftReason, string[]>();
  for (const { reason, userId } of left) {
    const people = byReason.get(reason);
    if (people === undefined) byReason.set(reason, [userId]);
    else people.push(userId);
  }
  return [...byReason].map(([reason, people]) => [
    new Intl.NumberFormat(language).format(people.length),
    OFFLINE_TEXTS[language].reasons[reason],
    people.slice(0, EXAMPLES).join(", "),
  ]);
}
