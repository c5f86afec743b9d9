import { HAND_LIFETIME, MAX_FLOOR } from "../conference/limits.ts";
import { isPhoneUserId } from "../ids/phone-id.ts";
import type { SpeakingCommand, SpeechKind } from "./events.ts";
import {
  EMPTY_LIST,
  type SpeakingEvent,
  type SpeakingList,
  type SpeakingRecord,
  type SpeakingStep,
  type SpeakingTurn,
  type WaitingSpeaker,
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
  step.tidyPhones();
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
        this.meet(event.person, event.name);
        if (event.kind === undefined) this.withdraw(event.person);
        else this.raise(event.person, event.kind, event.id);
        return;
      case "hand-taken":
        this.take(event.hand, event.by);
        return;
      case "command":
        if ("person" in event.command) this.meet(event.command.person, event.name);
        this.command(event.command, event.by);
        return;
      case "gone":
        // So that it does not stand there again when the person is back.
        this.lower(this.list.queue.find(({ person }) => person === event.person)?.hand);
        this.withdraw(event.person);
        this.end(event.person);
        return;
      case "void":
        return;
      default:
        event satisfies never;
    }
  }

  /** Remembers what a telephone is called. */
  private meet(person: string, name: string | undefined): void {
    if (name === undefined || !isPhoneUserId(person)) return;
    this.list = { ...this.list, phones: { ...this.list.phones, [person]: name } };
  }

  /** Forgets telephones that are neither in the list nor in the sums. */
  tidyPhones(): void {
    const { phones, queue, turns, sums } = this.list;
    const named = Object.entries(phones);
    const kept = named.filter(
      ([person]) =>
        Object.hasOwn(sums, person) || [...queue, ...turns].some((one) => one.person === person),
    );
    if (kept.length < named.length) this.list = { ...this.list, phones: Object.fromEntries(kept) };
  }

  private raise(person: string, kind: SpeechKind, event: string): void {
    // What a telephone raises does not stand in the room.
    const hand = isPhoneUserId(person) ? undefined : event;
    const { queue, turns, open, counter } = this.list;
    const own = queue.find((one) => one.person === person);
    // It says that its hand is up and not what for: what the chair has put it there for stays.
    if (own !== undefined && hand === undefined) return;
    if (own !== undefined && sameRank(own.kind, kind)) {
      const changed = { ...own, kind, ...(hand === undefined ? {} : { hand }) };
      this.list = { ...this.list, queue: queue.map((one) => (one === own ? changed : one)) };
      return;
    }
    const speaks = turns.some((turn) => turn.person === person);
    const closed = !open && own === undefined && kind !== "point-of-order";
    const full = own === undefined && queue.length >= MAX_WAITING;
    if (speaks || closed || full) {
      this.lower(hand);
      return;
    }
    const others = queue.filter((one) => one !== own);
    this.enqueue(others, {
      person,
      kind,
      since: this.at,
      ...(hand === undefined ? {} : { hand }),
      number: counter + 1,
    });
  }

  private enqueue(others: readonly WaitingSpeaker[], speaker: WaitingSpeaker): void {
    const queue = inserted(this.list, others, speaker);
    this.list = { ...this.list, counter: speaker.number, queue };
  }

  private add(person: string, kind: SpeechKind, by: string): void {
    const { queue, turns, counter } = this.list;
    if ([...queue, ...turns].some((one) => one.person === person)) return;
    if (queue.length >= MAX_WAITING) return;
    this.enqueue(queue, { person, kind, since: this.at, number: counter + 1, addedBy: by });
    this.note({ act: "added", by, person, kind });
  }

  private lower(hand: string | undefined): void {
    if (hand !== undefined) this.lowered.push(hand);
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
      case "add":
        this.add(command.person, command.kind, by);
        return;
      case "move":
        this.move(command.person, command.before, by);
        return;
      case "remove": {
        const one = this.list.queue.find(({ person }) => person === command.person);
        if (one === undefined) return;
        this.withdraw(one.person);
        this.lower(one.hand);
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
      this.lower(waiting.hand);
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
    for (const { hand } of queue) this.lower(hand);
    this.list = { ...this.list, queue: [], ...(withSums ? { sums: {} } : {}) };
    this.note({ act: "cleared", by });
  }

  private note(record: Omit<SpeakingRecord, "at">): void {
    const { person = "" } = record;
    const name = Object.hasOwn(this.list.phones, person) ? this.list.phones[person] : undefined;
    this.records.push({ at: this.at, ...record, ...(name === undefined ? {} : { name }) });
  }
}
