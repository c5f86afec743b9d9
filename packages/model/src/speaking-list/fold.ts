import { HAND_LIFETIME, MAX_FLOOR } from "../conference/limits.ts";
import type { SpeakingCommand, SpeechKind } from "./events.ts";
import {
  EMPTY_LIST,
  type SpeakingEvent,
  type SpeakingList,
  type SpeakingRecord,
  type SpeakingStep,
  type SpeakingTurn,
} from "./list.ts";
import { inserted, moved, sameRank, sorted } from "./order.ts";

/** Ids that are remembered: what comes again comes soon. */
const REMEMBERED = 300;

/** People in a list; more hands are refused. */
export const MAX_WAITING = 1_000;

/**
 * What an event makes of a speaking list. Pure: the same events in the same order make the same
 * list, an event that comes again changes nothing, and nothing in here looks at a clock. Times are
 * those that servers gave, and never go back.
 */
export function foldSpeaking(before: SpeakingList, event: SpeakingEvent): SpeakingStep {
  if (before.handled.includes(event.id)) return { list: before, records: [], lowered: [] };
  const at = Math.max(before.at, event.at);
  const step = new Step(before, at);
  step.letOldGo(before.at);
  step.apply(event);
  return {
    list: { ...step.list, at, handled: [...before.handled, event.id].slice(-REMEMBERED) },
    records: step.records,
    lowered: step.lowered,
  };
}

/** All events of a room, from an empty list on. */
export function foldAll(
  events: readonly SpeakingEvent[],
  from: SpeakingList = EMPTY_LIST,
): SpeakingStep {
  return events.reduce<SpeakingStep>(
    (sofar, event) => {
      const { list, records, lowered } = foldSpeaking(sofar.list, event);
      return {
        list,
        records: [...sofar.records, ...records],
        lowered: [...sofar.lowered, ...lowered],
      };
    },
    { list: from, records: [], lowered: [] },
  );
}

/** One event on its way through the rules. */
class Step {
  readonly records: SpeakingRecord[] = [];
  readonly lowered: string[] = [];

  constructor(
    public list: SpeakingList,
    private readonly at: number,
  ) {}

  /** Hands and sums of a meeting that is over do not belong to the next one. */
  letOldGo(last: number): void {
    const { queue, turns, sums } = this.list;
    const over = last > 0 && this.at - last >= HAND_LIFETIME && turns.length === 0;
    const left = queue.filter(({ since }) => this.at - since < HAND_LIFETIME);
    if (left.length < queue.length) this.list = { ...this.list, queue: left };
    if (!over || (Object.keys(sums).length === 0 && this.list.open)) return;
    this.list = { ...this.list, sums: {}, open: true };
    this.note({ act: "begun" });
  }

  apply(event: SpeakingEvent): void {
    switch (event.type) {
      case "hand":
        if (event.kind === undefined) this.withdraw(event.person);
        else this.raise(event.person, event.kind, event.id);
        return;
      case "hand-taken":
        this.take(event.hand, event.by);
        return;
      case "command":
        this.command(event.command, event.by);
        return;
      case "gone":
        this.withdraw(event.person);
        this.end(event.person);
        return;
      case "void":
        return;
      default:
        event satisfies never;
    }
  }

  private raise(person: string, kind: SpeechKind, hand: string): void {
    const { queue, turns, open, counter } = this.list;
    const own = queue.find((one) => one.person === person);
    if (own !== undefined && sameRank(own.kind, kind)) {
      const changed = { ...own, kind, hand };
      this.list = { ...this.list, queue: queue.map((one) => (one === own ? changed : one)) };
      return;
    }
    const speaks = turns.some((turn) => turn.person === person);
    const closed = !open && own === undefined && kind !== "point-of-order";
    const full = own === undefined && queue.length >= MAX_WAITING;
    if (speaks || closed || full) {
      this.lowered.push(hand);
      return;
    }
    const others = queue.filter((one) => one !== own);
    const speaker = { person, kind, since: this.at, hand, number: counter + 1 };
    this.list = {
      ...this.list,
      counter: counter + 1,
      queue: inserted(this.list, others, speaker),
    };
  }

  private withdraw(person: string): void {
    const queue = this.list.queue.filter((one) => one.person !== person);
    if (queue.length < this.list.queue.length) this.list = { ...this.list, queue };
  }

  private take(hand: string, by: string): void {
    const one = this.list.queue.find((speaker) => speaker.hand === hand);
    if (one === undefined) return;
    this.withdraw(one.person);
    if (by !== one.person) this.note({ act: "removed", by, person: one.person, kind: one.kind });
  }

  private command(command: SpeakingCommand, by: string): void {
    switch (command.act) {
      case "give":
        this.give(command.person, by);
        return;
      case "end":
        this.end(command.person, by);
        return;
      case "move":
        this.move(command.person, command.before, by);
        return;
      case "remove": {
        const one = this.list.queue.find(({ person }) => person === command.person);
        if (one === undefined) return;
        this.withdraw(one.person);
        this.lowered.push(one.hand);
        this.note({ act: "removed", by, person: one.person, kind: one.kind });
        return;
      }
      case "open":
        if (command.open === this.list.open) return;
        this.list = { ...this.list, open: command.open };
        this.note({ act: command.open ? "opened" : "closed", by });
        return;
      case "rules":
        this.rules(command, by);
        return;
      case "clear":
        this.clear(command.sums, by);
        return;
      default:
        command satisfies never;
    }
  }

  private give(person: string, by: string): void {
    const { turns, queue, several } = this.list;
    if (turns.some((turn) => turn.person === person)) return;
    if (several && turns.length >= MAX_FLOOR) return;
    if (!several) for (const turn of turns) this.end(turn.person, by);
    const waiting = queue.find((one) => one.person === person);
    if (waiting !== undefined) {
      this.withdraw(person);
      this.lowered.push(waiting.hand);
    }
    const turn: SpeakingTurn = { person, kind: waiting?.kind ?? "speak", since: this.at };
    this.list = { ...this.list, turns: [...this.list.turns, turn] };
    this.note({ act: "given", by, person, kind: turn.kind });
  }

  private end(person: string, by?: string): void {
    const turn = this.list.turns.find((one) => one.person === person);
    if (turn === undefined) return;
    const { sums } = this.list;
    const before = Object.hasOwn(sums, person) ? sums[person] : undefined;
    const turns = (before?.turns ?? 0) + 1;
    const ms = (before?.ms ?? 0) + (this.at - turn.since);
    this.list = {
      ...this.list,
      turns: this.list.turns.filter((one) => one !== turn),
      sums: { ...sums, [person]: { turns, ms } },
    };
    const { kind, since } = turn;
    const speech = { person, kind, since, until: this.at, turns, sum: ms };
    this.note({ act: "spoke", ...(by === undefined ? {} : { by }), ...speech });
  }

  private move(person: string, before: string | undefined, by: string): void {
    const queue = moved(this.list.queue, person, before, by);
    if (queue === this.list.queue) return;
    const from = this.list.queue.findIndex((one) => one.person === person) + 1;
    const to = queue.findIndex((one) => one.person === person) + 1;
    this.list = { ...this.list, queue };
    this.note({ act: "moved", by, person, from, to });
  }

  private rules(change: Extract<SpeakingCommand, { act: "rules" }>, by: string): void {
    const before = this.list;
    const firstTimeFirst = change.first_time_first ?? before.firstTimeFirst;
    const several = change.several ?? before.several;
    const limit = change.limit ?? before.limit;
    const resort = firstTimeFirst !== before.firstTimeFirst;
    if (!resort && several === before.several && limit === before.limit) return;
    this.list = { ...before, firstTimeFirst, several, limit };
    if (resort) {
      // The order is by rule again, so that nobody stands where somebody once moved them to.
      const unmoved = before.queue.map(({ movedBy: _by, ...one }) => one);
      this.list = { ...this.list, queue: sorted(this.list, unmoved) };
    }
    if (!several) for (const turn of before.turns.slice(0, -1)) this.end(turn.person, by);
    this.note({ act: "rules", by, firstTimeFirst, several, limit });
  }

  private clear(withSums: boolean, by: string): void {
    const { queue, sums } = this.list;
    const nothing = queue.length === 0 && (!withSums || Object.keys(sums).length === 0);
    if (nothing) return;
    this.lowered.push(...queue.map(({ hand }) => hand));
    this.list = { ...this.list, queue: [], ...(withSums ? { sums: {} } : {}) };
    this.note({ act: "cleared", by });
  }

  private note(record: Omit<SpeakingRecord, "at">): void {
    this.records.push({ at: this.at, ...record });
  }
}
