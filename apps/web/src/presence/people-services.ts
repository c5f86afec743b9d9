import type { MatrixSession, Observable, People, RoomSummary } from "@plenum/matrix";
import { type AgencySwitches, isSilenced, type Presence, presenceOf } from "@plenum/model";
import type { CallStore } from "../call/call-store.ts";
import type { ApiClient } from "../api/client.ts";
import { ContactsStore } from "../contacts/contacts-store.ts";
import type { Sides } from "../sides/sides.ts";
import { createSides } from "../sides/sides-of-session.ts";
import { announceCalls } from "./announce-calls.ts";
import { watchIdle } from "./idle.ts";

/** Everything about people that is loaded after the start. */
export interface PeopleServices {
  readonly people: People;
  readonly contacts: ContactsStore;
  /** Who is still in the former system while the agency moves. */
  readonly sides: Sides;
  /** How a person is to be shown; undefined as long as nothing is known, or where it is not shown. */
  presenceOf(userId: string): Observable<Presence | undefined>;
  /** How oneself is seen. */
  readonly own: Observable<Presence | undefined>;
  /** Whether this person does not want to be disturbed at the moment. */
  isSilenced(): boolean;
  dispose(): void;
}

/** The longest that a browser's timer can wait, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

export async function createPeopleServices({
  session,
  api,
  call,
  agency,
}: {
  readonly session: MatrixSession;
  readonly api: ApiClient;
  readonly call: CallStore;
  readonly agency: AgencySwitches;
}): Promise<PeopleServices> {
  const people = await session.people();
  const contacts = new ContactsStore(session.accountData);
  const sides = createSides({
    api,
    serverName: session.serverName,
    onArrived: (userId) => people.refresh(userId),
  });
  const callers = callersOf(session.rooms);
  const mine = new OwnFacts();
  const endings = agency.presence
    ? [
        watchIdle(document, (idle) => {
          people.setIdle(idle);
          mine.set({ idle });
        }),
        announceCalls(call, {
          setInCall: (inCall) => {
            people.setInCall(inCall);
            mine.set({ inCall });
          },
        }),
      ]
    : [];
  const own = following({
    sources: [people.ownStatus, mine],
    now: () => people.now(),
    get: () =>
      presenceOf(
        {
          liveness: { state: mine.get().idle ? "unavailable" : "online" },
          status: people.ownStatus.get(),
          inCall: mine.get().inCall,
        },
        people.now(),
        agency,
      ),
  });
  return {
    people,
    contacts,
    sides,
    own,
    presenceOf: (userId) => {
      const facts = people.of(userId);
      return following({
        sources: [facts],
        now: () => people.now(),
        get: () => {
          const { liveness, profile } = facts.get();
          return presenceOf(
            {
              ...(liveness ? { liveness } : {}),
              status: profile?.status ?? {},
              inCall: callers().has(userId),
            },
            people.now(),
            agency,
          );
        },
      });
    },
    isSilenced: () => agency.presence && isSilenced(people.ownStatus.get(), people.now()),
    dispose() {
      for (const end of endings) end();
      contacts.dispose();
      sides.dispose();
    },
  };
}

/** Who is in a call in any room of this account; computed once for each change of the rooms. */
function callersOf(rooms: Observable<ReadonlyMap<string, RoomSummary>>): () => ReadonlySet<string> {
  let from: ReadonlyMap<string, RoomSummary> | undefined;
  let callers: ReadonlySet<string> = new Set();
  return () => {
    const now = rooms.get();
    if (now !== from) {
      from = now;
      callers = new Set([...now.values()].flatMap((room) => room.callMembers));
    }
    return callers;
  };
}

/** What this device knows of its own person. */
class OwnFacts implements Observable<{ readonly idle: boolean; readonly inCall: boolean }> {
  readonly #listeners = new Set<() => void>();
  #facts = { idle: false, inCall: false };

  get() {
    return this.#facts;
  }

  set(change: Partial<{ idle: boolean; inCall: boolean }>): void {
    this.#facts = { ...this.#facts, ...change };
    for (const listener of Array.from(this.#listeners)) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}

/** A presence that is worked out anew when a source changes, and when it runs out. */
function following({
  sources,
  now,
  get: compute,
}: {
  readonly sources: readonly Observable<unknown>[];
  readonly now: () => number;
  readonly get: () => Presence | undefined;
}): Observable<Presence | undefined> {
  let last: Presence | undefined;
  const get = (): Presence | undefined => {
    const presence = compute();
    // The same reference as long as it says the same.
    if (JSON.stringify(presence) !== JSON.stringify(last)) last = presence;
    return last;
  };
  return {
    get,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const waitForEnd = (): void => {
        clearTimeout(timer);
        const until = get()?.until;
        if (until === undefined) return;
        timer = setTimeout(changed, Math.min(LONGEST_WAIT, Math.max(0, until - now()) + 50));
      };
      const changed = (): void => {
        waitForEnd();
        listener();
      };
      const endings = sources.map((source) => source.subscribe(changed));
      waitForEnd();
      return () => {
        clearTimeout(timer);
        for (const end of endings) end();
      };
    },
  };
}
