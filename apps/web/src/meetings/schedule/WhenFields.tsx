import { momentOf } from "@plenum/model/calendar";
import { IconButton, Select, TextField, Button } from "@plenum/ui";
import { CalendarDays } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import { clockText, ownZone } from "../calendar/time.ts";
import { useFormats } from "../formats.ts";
import { useHere } from "../use-now.ts";
import type { Form, FormProblems } from "./form.ts";
import { movedRule } from "./repeat.ts";
import { readDay, readMinutes, readTime } from "./typed.ts";

/** Lengths that are offered, in minutes. */
const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 480, 1440];
const MINUTE = 60_000;

/** Day, time and length as they are typed, and in words what was understood. */
export function WhenFields({
  form,
  change,
  problems,
  zoneFixed,
}: {
  form: Form;
  change: (part: Partial<Form>) => void;
  problems: FormProblems;
  /** One occurrence is always in the zone of its series. */
  zoneFixed: boolean;
}): ReactNode {
  const { t } = useI18n();
  const id = useId();
  const { zone: own, today } = useHere();
  const formats = useFormats(own);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const leave = (name: string): void => setLeft((before) => new Set(before).add(name));
  const problemOf = (name: "day" | "time" | "length", read: unknown): string | undefined => {
    // As soon as one has left the field; before that one is still typing.
    const wrong = problems[name] !== undefined || (left.has(name) && read === undefined);
    return wrong ? t(`meetings.problem.${name}`) : undefined;
  };
  const day = readDay(form.day, today);
  const time = readTime(form.time);
  const minutes = readMinutes(form.length);
  const setDay = (next: string): void => {
    const read = readDay(next, today);
    const rule =
      day !== undefined && read !== undefined ? movedRule(form.recurrence, day, read) : undefined;
    change({ day: next, ...(rule === undefined ? {} : { recurrence: rule }) });
  };
  return (
    <div className="pl-when">
      <div className="pl-when__fields">
        <div className="pl-when__day">
          <TextField
            label={t("meetings.day")}
            value={form.day}
            error={problemOf("day", day)}
            onChange={(event) => setDay(event.currentTarget.value)}
            onBlur={() => {
              leave("day");
              if (day !== undefined) change({ day: formats.dayField(day) });
            }}
          />
          <DayButton day={day ?? today} onDay={(chosen) => setDay(formats.dayField(chosen))} />
        </div>
        <TextField
          label={t("meetings.begins")}
          value={form.time}
          error={problemOf("time", time)}
          list={`${id}-times`}
          onChange={(event) => change({ time: event.currentTarget.value })}
          onBlur={() => {
            leave("time");
            if (time !== undefined) change({ time });
          }}
        />
        <TextField
          label={t("meetings.length")}
          value={form.length}
          error={problemOf("length", minutes)}
          list={`${id}-lengths`}
          onChange={(event) => change({ length: event.currentTarget.value })}
          onBlur={() => {
            leave("length");
            if (minutes !== undefined) change({ length: formats.length(minutes) });
          }}
        />
      </div>
      <datalist id={`${id}-times`}>
        {Array.from({ length: 24 }, (_, half) => (
          <option key={half}>{clockText(7 * 60 + half * 30)}</option>
        ))}
      </datalist>
      <datalist id={`${id}-lengths`}>
        {LENGTHS.map((length) => (
          <option key={length}>{formats.length(length)}</option>
        ))}
      </datalist>
      {day === undefined || time === undefined || minutes === undefined ? null : (
        <Understood form={form} day={day} time={time} minutes={minutes} />
      )}
      {zoneFixed ? null : (
        <ZoneChoice zone={form.timeZone} onZone={(timeZone) => change({ timeZone })} />
      )}
    </div>
  );
}

/** "Dienstag, 1. Dezember, 09:30–10:15", and the time here where the zone is another. */
function Understood({
  form,
  day,
  time,
  minutes,
}: {
  form: Form;
  day: string;
  time: string;
  minutes: number;
}): ReactNode {
  const { t } = useI18n();
  const { zone: own, now, today } = useHere();
  const here = useFormats(own);
  const there = useFormats(form.timeZone);
  const start = momentOf(`${day}T${time}`, form.timeZone);
  const end = start + minutes * MINUTE;
  const over = end < now && form.recurrence === undefined;
  return (
    <output className="pl-small pl-muted">
      {there.dayLong(day, today)}, {there.time(start)}–{there.time(end)}
      {own === form.timeZone
        ? ""
        : ` – ${t("meetings.atYourPlace", { from: here.moment(start), to: here.time(end) })}`}
      {over ? ` – ${t("meetings.alreadyOver")}` : ""}
    </output>
  );
}

/** The browser's own calendar, for whoever would rather point at a day. */
function DayButton({ day, onDay }: { day: string; onDay: (day: string) => void }): ReactNode {
  const { t } = useI18n();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <span className="pl-when__picker">
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={day}
        onChange={(event) => {
          if (event.currentTarget.value !== "") onDay(event.currentTarget.value);
        }}
      />
      <IconButton
        label={t("meetings.chooseDay")}
        icon={<CalendarDays aria-hidden="true" />}
        onClick={() => picker.current?.showPicker()}
      />
    </span>
  );
}

function ZoneChoice({ zone, onZone }: { zone: string; onZone: (zone: string) => void }): ReactNode {
  const { t } = useI18n();
  const [open, setOpen] = useState(zone !== ownZone());
  if (!open) {
    return (
      <Button size="small" variant="quiet" className="pl-when__zone" onClick={() => setOpen(true)}>
        {t("meetings.otherZone")}
      </Button>
    );
  }
  const zones = [...new Set([ownZone(), zone, ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Select
      label={t("meetings.zone")}
      description={t("meetings.zoneText")}
      value={zone}
      onChange={(event) => onZone(event.currentTarget.value)}
    >
      {zones.map((name) => (
        <option key={name} value={name}>
          {name.replaceAll("_", " ")}
        </option>
      ))}
    </Select>
  );
}
