import { parseUserId, type InstallationConfig, type Invitee } from "@plenum/model";
import type { MyMovedMeeting } from "@plenum/model/migration";
import type { Pool } from "pg";
import { inTransaction } from "../../database/database.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import type { MeetingAccess } from "../../meetings/access.ts";
import type { AdoptedMeeting, MeetingAdoption } from "../../meetings/adopt.ts";
import { shownMoved, stateOf } from "./shown.ts";
import type { MovedMeetingStore } from "./store.ts";
import type { StoredWish } from "./wish.ts";

/** Organisers look at what becomes of their meetings, and only what they approve is sent. */
export class MeetingApproval {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly store: MovedMeetingStore;
      readonly adoption: MeetingAdoption;
      readonly access: MeetingAccess;
      readonly rooms: Pick<RoomReader, "accountOf">;
    },
  ) {}

  /** @throws ApiProblem `forbidden` for guests and people of other servers */
  async list(userId: string): Promise<MyMovedMeeting[]> {
    this.deps.access.ensureColleague(userId);
    return this.shown(userId);
  }

  /**
   * Makes meetings of them and tells everybody who is invited; what was approved before stays as it is.
   * @throws ApiProblem `not-found` where one is not the caller's own, `conflict` where one cannot be moved:
   *   in both cases nothing was done
   */
  async approve(userId: string, keys: readonly string[]): Promise<MyMovedMeeting[]> {
    const { pool, store, adoption, access } = this.deps;
    access.ensureColleague(userId);
    const wanted = [...new Set(keys)];
    const rows = await store.ofOrganiser(userId, wanted);
    if (rows.length < wanted.length) throw new ApiProblem("not-found");
    const now = new Date().toISOString();
    const states = rows.map((row) => stateOf(row, now));
    if (states.some((state) => state === "impossible" || state === "over")) {
      throw new ApiProblem("conflict", { detail: "One of these meetings cannot be moved." });
    }
    for (const { key, approvedAt, wish } of rows) {
      if (approvedAt !== undefined || wish === undefined) continue;
      // Asks the homeserver, so not while rows are locked.
      const people = await this.peopleOf(userId, wish);
      await inTransaction(pool, async (client) => {
        const row = await store.lock(userId, key, client);
        if (row?.wish === undefined || row.approvedAt !== undefined) return;
        const meeting = await adoption.adopt(userId, adopted(key, wish, people), client);
        await store.approved(key, meeting.id, client);
      });
    }
    adoption.done();
    return this.shown(userId, wanted);
  }

  private async shown(userId: string, keys?: readonly string[]): Promise<MyMovedMeeting[]> {
    const now = new Date().toISOString();
    const rows = await this.deps.store.ofOrganiser(userId, keys);
    return rows.map((row) => shownMoved(this.deps.config, row, now));
  }

  /** Whoever has an account here is invited by it, everybody else by mail; the organiser is there anyway. */
  private async peopleOf(organiser: string, wish: StoredWish): Promise<readonly Guest[]> {
    const planned = new Map(Object.entries(wish.accounts));
    const known = await this.deps.store.accountsAt(wish.people.map(({ address }) => address));
    const people = new Map<string, Guest>();
    for (const { address, name, optional, answer } of wish.people) {
      const candidate = planned.get(address) ?? known.get(address);
      const userId =
        candidate !== undefined && (await this.isThere(candidate)) ? candidate : undefined;
      if (userId === organiser) continue;
      const invitee: Invitee =
        userId === undefined ? { mail: address, name, optional } : { userId, optional };
      const before = people.get(userId ?? address);
      if (before === undefined) people.set(userId ?? address, { invitee, answer, address });
    }
    return [...people.values()];
  }

  /** Accounts of later waves are not there yet: until then mail reaches their owners. */
  private async isThere(userId: string): Promise<boolean> {
    const { config, rooms } = this.deps;
    const { server } = parseUserId(userId);
    if (server !== config.serverName) {
      return Object.hasOwn(config.appservice.trustedHomeservers, server);
    }
    return (await rooms.accountOf(userId)) !== undefined;
  }
}

interface Guest {
  readonly invitee: Invitee;
  readonly answer: StoredWish["people"][number]["answer"];
  readonly address: string;
}

function adopted(key: string, wish: StoredWish, people: readonly Guest[]): AdoptedMeeting {
  const { title, description, places, start, minutes, timeZone, recurrence, reminder } = wish;
  return {
    externalKey: `migration:${key}`.slice(0, 400),
    fields: {
      title,
      description,
      places,
      start,
      minutes,
      timeZone,
      reminder,
      ...(recurrence === undefined ? {} : { recurrence }),
    },
    exceptions: wish.exceptions,
    people,
    imported: {
      uid: wish.uid,
      sequence: wish.sequence,
      ...(wish.organizer === undefined ? {} : { organiser: wish.organizer }),
      addresses: Object.fromEntries(
        people.flatMap(({ invitee, address }) =>
          "userId" in invitee ? [[invitee.userId, address]] : [],
        ),
      ),
    },
  };
}
