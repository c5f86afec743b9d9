import { recurrenceSentence } from "@plenum/model/calendar";
import { weekdaySchema, type Recurrence } from "@plenum/model";
import { classes, InlineMessage, Select, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { addDays, ownZone, weekOf } from "../calendar/time.ts";
import { useFormats } from "../formats.ts";
import { useHere } from "../use-now.ts";
import type { Form } from "./form.ts";
import { firstDays } from "./preview.ts";
import {
  endedBy,
  endOf,
  type Pattern,
  patternOf,
  PATTERNS,
  type RuleEnd,
  ruleOf,
  toggledDay,
} from "./repeat.ts";
import { readDay } from "./typed.ts";

const ENDS: readonly RuleEnd[] = ["never", "until", "count"];
const UNITS = {
  daily: "meetings.every.daily",
  weekly: "meetings.every.weekly",
  monthly: "meetings.every.monthly",
  yearly: "meetings.every.yearly",
} as const;
/** Occurrences that are shown in advance. */
const SHOWN = 5;

/** How a meeting repeats, with the next dates in words. */
export function RepeatFields({
  form,
  change,
  problem,
}: {
  form: Form;
  change: (part: Partial<Form>) => void;
  problem: string | undefined;
}): ReactNode {
  const { t, language } = useI18n();
  const { today } = useHere();
  const day = readDay(form.day, today) ?? today;
  const rule = form.recurrence;
  const set = (recurrence: Recurrence | undefined): void => change({ recurrence });
  const choose = (pattern: Pattern): void => set(ruleOf(pattern, day, rule));
  const wordsOf = (pattern: Pattern): string => {
    const made = ruleOf(pattern, day, undefined);
    if (made === undefined) return t("meetings.once");
    if (pattern === "workdays") return t("meetings.workdays");
    return recurrenceSentence(made, `${day}T00:00`, language);
  };
  return (
    <div className="pl-repeat">
      <Select
        label={t("meetings.repeat")}
        value={patternOf(rule)}
        onChange={(event) => {
          const chosen = PATTERNS.find((pattern) => pattern === event.currentTarget.value);
          if (chosen !== undefined) choose(chosen);
        }}
      >
        {PATTERNS.map((pattern) => (
          <option key={pattern} value={pattern}>
            {wordsOf(pattern)}
          </option>
        ))}
      </Select>
      {rule === undefined ? null : (
        <>
          <div className="pl-repeat__fields">
            <Interval key={rule.frequency} rule={rule} onRule={set} />
            <Select
              label={t("meetings.ends")}
              value={endOf(rule)}
              onChange={(event) => {
                const end = event.currentTarget.value;
                set(
                  endedBy(
                    rule,
                    end === "until"
                      ? { until: addDays(day, 90) }
                      : end === "count"
                        ? { count: 10 }
                        : undefined,
                  ),
                );
              }}
            >
              {ENDS.map((end) => (
                <option key={end} value={end}>
                  {t(`meetings.end.${end}`)}
                </option>
              ))}
            </Select>
            <End rule={rule} onRule={set} today={today} />
          </div>
          {rule.frequency === "weekly" ? <Weekdays rule={rule} onRule={set} day={day} /> : null}
          {problem === undefined ? (
            <Preview rule={rule} day={day} time={form.time} />
          ) : (
            <InlineMessage tone="danger">{problem}</InlineMessage>
          )}
        </>
      )}
    </div>
  );
}

function Interval({
  rule,
  onRule,
}: {
  rule: Recurrence;
  onRule: (rule: Recurrence) => void;
}): ReactNode {
  const { t } = useI18n();
  const [typed, setTyped] = useState(String(rule.interval));
  const interval = Number(typed);
  const valid = Number.isInteger(interval) && interval >= 1 && interval <= 99;
  return (
    <TextField
      type="number"
      min={1}
      max={99}
      inputMode="numeric"
      label={t(UNITS[rule.frequency])}
      value={valid && interval !== rule.interval ? String(rule.interval) : typed}
      error={valid ? undefined : t("meetings.problem.interval")}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const next = Number(event.currentTarget.value);
        if (Number.isInteger(next) && next >= 1 && next <= 99) onRule({ ...rule, interval: next });
      }}
    />
  );
}

function End({
  rule,
  onRule,
  today,
}: {
  rule: Recurrence;
  onRule: (rule: Recurrence) => void;
  today: string;
}): ReactNode {
  const { t } = useI18n();
  const formats = useFormats(ownZone());
  const { until, count } = rule;
  const [typed, setTyped] = useState<string>();
  if (until !== undefined) {
    const read = typed === undefined ? until : readDay(typed, today);
    return (
      <TextField
        label={t("meetings.lastDay")}
        value={typed ?? formats.dayField(until)}
        error={read === undefined ? t("meetings.problem.day") : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          const next = readDay(event.currentTarget.value, today);
          if (next !== undefined) onRule(endedBy(rule, { until: next }));
        }}
        onBlur={() => {
          if (read !== undefined) setTyped(undefined);
        }}
      />
    );
  }
  if (count === undefined) return null;
  const valid = typed === undefined || isCount(Number(typed));
  return (
    <TextField
      type="number"
      min={1}
      max={730}
      inputMode="numeric"
      label={t("meetings.times")}
      value={typed ?? String(count)}
      error={valid ? undefined : t("meetings.problem.count")}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const next = Number(event.currentTarget.value);
        if (isCount(next)) onRule(endedBy(rule, { count: next }));
      }}
    />
  );
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 730;
}

function Weekdays({
  rule,
  onRule,
  day,
}: {
  rule: Recurrence;
  onRule: (rule: Recurrence) => void;
  day: string;
}): ReactNode {
  const { t } = useI18n();
  const formats = useFormats(ownZone());
  const week = weekOf(day);
  return (
    <fieldset className="pl-weekdays">
      <legend className="ui-visually-hidden">{t("meetings.onDays")}</legend>
      {weekdaySchema.options.map((weekday, index) => (
        <label
          key={weekday}
          className={classes("pl-weekday", rule.weekdays.includes(weekday) && "pl-weekday--chosen")}
        >
          <input
            type="checkbox"
            checked={rule.weekdays.includes(weekday)}
            onChange={() => onRule(toggledDay(rule, weekday))}
          />
          {formats.weekday(week[index] ?? day)}
        </label>
      ))}
    </fieldset>
  );
}

/** The rule as a sentence, and the first days on which it takes place. */
function Preview({ rule, day, time }: { rule: Recurrence; day: string; time: string }): ReactNode {
  const { t, language } = useI18n();
  const formats = useFormats(ownZone());
  const days = firstDays(rule, day, SHOWN + 1);
  if (days.length === 0) {
    return <InlineMessage tone="warning">{t("meetings.neverTakesPlace")}</InlineMessage>;
  }
  const listed = days
    .slice(0, SHOWN)
    .map((each) => `${formats.weekday(each)} ${formats.dayField(each)}`);
  return (
    <output className="pl-small pl-muted">
      {recurrenceSentence(rule, `${day}T${time}`, language)}.{" "}
      {t("meetings.nextDates", { dates: listed.join(", ") })}
      {days.length > SHOWN ? " …" : ""}
    </output>
  );
}
