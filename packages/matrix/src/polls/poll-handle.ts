import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import type { MessageAddress, Poll, PollResult, ThreadPlace } from "../contract.ts";
import { memberOf, powerSourceOf } from "../members/from-sdk.ts";
import { powerOf } from "../members/power.ts";
import { fetchEvent, fetchRelations } from "../messages/fetch.ts";
import { Batch } from "../observable/batch.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { share } from "../observable/share.ts";
import type { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";
import {
  isPollEnd,
  isPollResponse,
  POLL_END,
  POLL_RESPONSE,
  POLL_START,
  pollEndContent,
  pollResponseContent,
  pollStartContent,
} from "./poll.ts";
import { type PollEvent, pollOf, tally, type Tally } from "./tally.ts";

/** Requests for older votes: 20,000 of them, more than any agency has people. */
const PAGES = 40;
const MOST_NAMES = 20;

/** The failure stays in the timeline, at the poll. */
function send(engine: Engine, roomId: string, type: string, content: object): void {
  engine.client
    .sendEvent(roomId, type as never, content as never)
    .catch(() => engine.bus.touch(roomId, "timeline"));
  engine.bus.touch(roomId, "timeline");
}

/** Asks everybody in a room, or in one of its threads. */
export function startPoll(engine: Engine, roomId: string, poll: Poll, thread?: ThreadPlace): void {
  send(engine, roomId, POLL_START, pollStartContent(poll, thread));
}

/** A poll that somebody looks at: votes of the timeline and older ones, counted as they come. */
export class OpenPoll {
  readonly #lifetime = new Lifetime();
  readonly #batch: Batch<"timeline">;
  readonly #older = new Map<string, PollEvent>();
  readonly #own: string;
  #starter: string | undefined;
  #complete = false;

  constructor(
    private readonly engine: Engine,
    private readonly message: MessageAddress,
    private readonly poll: Poll,
    private readonly result: Value<PollResult | undefined>,
  ) {
    this.#own = engine.tokens.credentials.userId;
    this.#batch = new Batch(this.#lifetime, 0, () => this.#count());
    this.#lifetime.add(
      engine.bus.onRoom(message.roomId, (aspect) => {
        if (aspect === "timeline" || aspect === "state") this.#batch.add("timeline");
      }),
    );
    this.#lifetime.add(engine.lifetime.add(() => this.close()));
    this.#count();
    void this.#fetch();
  }

  close(): void {
    this.#lifetime.end();
  }

  vote(answerIds: readonly string[]): void {
    const { roomId, eventId } = this.message;
    send(this.engine, roomId, POLL_RESPONSE, pollResponseContent(eventId, answerIds));
    this.#count();
  }

  end(): void {
    const room = this.engine.settledRoom(this.message.roomId);
    if (room === undefined) return;
    const { roomId, eventId } = this.message;
    send(this.engine, roomId, POLL_END, pollEndContent(eventId, this.#summary(room)));
    this.#count();
  }

  async #fetch(): Promise<void> {
    try {
      this.#starter = (await fetchEvent(this.engine, this.message)).getSender();
      this.#complete = await fetchRelations(this.engine, this.message, "m.reference", {
        pages: PAGES,
        signal: AbortSignal.any([this.#lifetime.signal, this.engine.lifetime.signal]),
        onPage: (events) => {
          for (const event of events) this.#keep(event);
          this.#batch.add("timeline");
        },
      });
    } catch {
      // What is in the timeline is counted all the same, and said to be incomplete.
    }
    if (!this.#lifetime.ended) this.#batch.add("timeline");
  }

  #keep(event: MatrixEvent): void {
    const read = this.#read(event);
    if (read !== undefined) this.#older.set(read.eventId, read);
  }

  #read(event: MatrixEvent): PollEvent | undefined {
    const type = event.getType();
    const eventId = event.getId();
    if (eventId === undefined || event.isRedacted()) return undefined;
    if (!isPollResponse(type) && !isPollEnd(type)) return undefined;
    const content: unknown = event.getOriginalContent();
    const wire: unknown = event.getWireContent();
    if ((pollOf(wire) ?? pollOf(content)) !== this.message.eventId) return undefined;
    // One's own clock must not decide whether a vote on its way replaces the earlier one.
    const timestamp = event.status === null ? event.getTs() : Infinity;
    return { eventId, type, sender: event.getSender() ?? "", timestamp, content };
  }

  #events(room: Room): Iterable<PollEvent> {
    const events = new Map(this.#older);
    for (const event of room.getLiveTimeline().getEvents()) {
      const id = event.getId() ?? "";
      const read = this.#read(event);
      if (read !== undefined) events.set(id, read);
      else if (event.isRedacted()) events.delete(id);
    }
    for (const event of room.getPendingEvents()) {
      if (event.status === EventStatus.NOT_SENT || event.status === EventStatus.CANCELLED) continue;
      const read = this.#read(event);
      if (read !== undefined) events.set(read.eventId, read);
    }
    return events.values();
  }

  #tally(room: Room): Tally {
    return tally(this.poll, this.#events(room), (userId) => this.#mayEnd(room, userId));
  }

  #mayEnd(room: Room, userId: string): boolean {
    if (userId === this.#starter) return true;
    // Whoever may delete what others wrote.
    const power = powerOf(userId, powerSourceOf(room));
    return room.currentState.hasSufficientPowerLevelFor("redact", power);
  }

  #summary(room: Room): string {
    const { byAnswer } = this.#tally(room);
    const lines = this.poll.answers.map(
      (answer) => `${answer.text}: ${byAnswer.get(answer.id)?.length ?? 0}`,
    );
    return [this.poll.question, ...lines].join("\n");
  }

  #count(): void {
    const room = this.engine.settledRoom(this.message.roomId);
    if (room === undefined || this.#lifetime.ended) return;
    this.#starter ??= room.findEventById(this.message.eventId)?.getSender();
    const { byAnswer, voters, ended } = this.#tally(room);
    const power = powerSourceOf(room);
    const before = this.result.get();
    this.result.set(
      share(before, {
        answers: Array.from(byAnswer, ([id, people]) => ({
          id,
          votes: people.length,
          names: people
            .slice(0, MOST_NAMES)
            .map((userId) => memberOf(room, userId, power).displayName),
        })),
        voters,
        own: Array.from(byAnswer)
          .filter(([, people]) => people.includes(this.#own))
          .map(([id]) => id),
        ended,
        mayEnd: this.#mayEnd(room, this.#own),
        complete: this.#complete,
      }),
    );
  }
}
