import type { MigrationKind } from "@plenum/model/migration";
import {
  describeFinding,
  type Finding,
  type Language,
  type PlannedWave,
} from "@plenum/skype-export";
import type { Reporter } from "../../terminal/reporter.ts";
import { WAVE_TEXTS } from "../waves/shown.ts";
import type { LoadOutcome } from "./outcome.ts";
import { LOAD_TEXTS } from "./texts.ts";

/** Stops of an export that the screen shows. */
const SHOWN = 8;

/** Says what a wave leaves behind or makes differently; of what the check says too, only how many there are. */
export function sayFindings(
  findings: readonly Finding[],
  reporter: Reporter,
  language: Language,
): void {
  const own = findings.filter(({ code }) => code.startsWith("items-"));
  for (const finding of own) {
    const text = describeFinding(finding, language);
    if (finding.severity === "note") reporter.line(`  ${text}`);
    else reporter.warn(text);
  }
}

/** @returns whether something stops the move */
export function sayStops(
  findings: readonly Finding[],
  reporter: Reporter,
  language: Language,
): boolean {
  const stops = findings.filter(({ severity }) => severity === "stop");
  for (const stop of stops.slice(0, SHOWN)) reporter.fail(describeFinding(stop, language));
  if (stops.length > SHOWN)
    reporter.line(LOAD_TEXTS[language].more(numeral(stops.length - SHOWN, language)));
  return stops.length > 0;
}

/** Warns where the export lacks what people change before they move. */
export function sayFreeze(
  { name, freeze }: PlannedWave,
  { now, exportedAt }: { readonly now: number; readonly exportedAt: number },
  reporter: Reporter,
  language: Language,
): void {
  if (freeze === undefined) return;
  // By the clock of this machine, as whoever wrote the rules means it.
  const at = Date.parse(freeze.length > 10 ? freeze : `${freeze}T00:00`);
  const shown = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    ...(freeze.length > 10 ? { timeStyle: "short" } : {}),
  }).format(at);
  if (at > now) reporter.warn(LOAD_TEXTS[language].freezeAhead(name, shown));
  else if (at > exportedAt) reporter.warn(LOAD_TEXTS[language].freezePast(name, shown));
}

/** What the ledger made of the items of a wave. */
export function sayOutcome(
  wave: string,
  outcome: LoadOutcome,
  reporter: Reporter,
  language: Language,
): void {
  const texts = LOAD_TEXTS[language];
  const shown = (count: number): string => numeral(count, language);
  reporter.done(
    texts.loaded(wave, shown(outcome.added), shown(outcome.unchanged), shown(outcome.replaced)),
  );
  if (outcome.shared > 0) reporter.line(`  ${texts.shared(shown(outcome.shared))}`);
  for (const [kind, count] of outcome.changed) {
    reporter.line(`  ${texts.changed(shown(count), kindName(kind, language))}`);
  }
  if (outcome.refused === 0) return;
  reporter.fail(texts.refused(shown(outcome.refused)));
  for (const { kind, name, told } of outcome.named) {
    const reason = texts.reasons[told.reason ?? "invalid"](told);
    reporter.line(`  ${kindName(kind, language)}: ${plain(name)}: ${reason}`);
  }
  const left = outcome.refused - outcome.named.length;
  if (left > 0) reporter.line(`  ${texts.more(shown(left))}`);
}

function kindName(kind: MigrationKind, language: Language): string {
  return WAVE_TEXTS[language].kinds[kind];
}

/** Without what steers a terminal. */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "·").slice(0, 200);
}

export function numeral(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}
