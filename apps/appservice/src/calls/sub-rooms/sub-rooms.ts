import {
  conferenceRoomName,
  isGuestUserId,
  placeOfConferenceName,
  subRoomName,
  type ControlConferences,
  type InstallationConfig,
  type JoinResponse,
  type SubRoom,
} from "@plenum/model";
import type { GuestEntryStore } from "../../guests/entry-store.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import type { Logger } from "../../logging/logger.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import { callServiceOf } from "../call-service.ts";
import { ConferenceServerUnreachable, type ConferenceControl } from "../conference-control.ts";
import { conferenceClaims, signConferenceToken } from "../conference-token.ts";
import { nameInCall } from "../names.ts";
import { iceServersOf } from "../turn.ts";
import {
  inviteProblem,
  isOver,
  isPresent,
  strangersAside,
  wishOfSubRoom,
  type PersonAside,
} from "./rules.ts";
import type { StoredSubRoom, SubRoomChanges, SubRoomStore } from "./store.ts";

interface SubRoomDependencies {
  readonly config: InstallationConfig;
  readonly rooms: Pick<RoomReader, "standing" | "members" | "profileName" | "memberName">;
  readonly entries: Pick<GuestEntryStore, "nameOfGuestInside">;
  readonly control: Pick<ConferenceControl, "conferences" | "remove" | "close" | "wish">;
  readonly store: SubRoomStore;
  readonly log: Logger;
}

/** Seconds after which asking again makes sense, for who has asked too often. */
const RETRY_AFTER = 60;

type Names = ReadonlyMap<string, string>;

/** Small conferences beside the call of a room, for some of the people in it. */
export class SubRooms {
  /** By conference and person: who was missing from the call when it was looked at last. */
  private missed: ReadonlySet<string> = new Set();

  constructor(private readonly deps: SubRoomDependencies) {}

  /** Opens a sub-room and asks people to come; whoever was in another one leaves it. */
  async open(roomId: string, caller: string, invited: readonly string[]): Promise<SubRoom> {
    const people = [...new Set(invited)];
    const inCall = await this.inCall(roomId, caller);
    const room = await this.deps.store.alone(roomId, async (changes) => {
      await this.invitable(changes, undefined, caller, people, inCall);
      await this.leaveOthers(changes, caller);
      const id = await changes.open(caller);
      for (const userId of people) await changes.put(id, userId, "invited", caller);
      return found(await changes.ofRoom(), id);
    });
    await this.putWish(room);
    return shown(room, caller, inCall);
  }

  /** Asks more people to a sub-room that the caller is in. */
  async invite(
    roomId: string,
    id: string,
    caller: string,
    invited: readonly string[],
  ): Promise<SubRoom> {
    const people = [...new Set(invited)];
    const inCall = await this.inCall(roomId, caller);
    const room = await this.deps.store.alone(roomId, async (changes) => {
      const before = found(await changes.ofRoom(), id);
      if (standingIn(before, caller) !== "in") throw new ApiProblem("forbidden");
      await this.invitable(changes, before, caller, people, inCall);
      for (const userId of people) await changes.put(id, userId, "invited", caller);
      return found(await changes.ofRoom(), id);
    });
    await this.putWish(room);
    return shown(room, caller, inCall);
  }

  /** Sub-rooms that somebody is in or asked to come to. */
  async of(roomId: string, caller: string): Promise<readonly SubRoom[]> {
    const inCall = await this.inCall(roomId, caller);
    const rooms = await this.deps.store.ofRoom(roomId);
    return rooms
      .filter((room) => ["in", "invited"].includes(standingIn(room, caller) ?? ""))
      .map((room) => shown(room, caller, inCall));
  }

  /** A way into a sub-room for somebody who was asked to come or is in it. */
  async join(roomId: string, id: string, caller: string, deviceId: string): Promise<JoinResponse> {
    const { config, store } = this.deps;
    await this.inCall(roomId, caller);
    const guest = isGuestUserId(caller, config.serverName);
    const displayName = await nameInCall(this.deps, roomId, caller, guest);
    if (displayName === undefined) throw new ApiProblem("not-a-member");
    const room = await store.alone(roomId, async (changes) => {
      const before = found(await changes.ofRoom(), id);
      const one = before.people.find(({ userId }) => userId === caller);
      if (one === undefined || !isPresent(one)) throw new ApiProblem("forbidden");
      await this.leaveOthers(changes, caller, id);
      await changes.put(id, caller, "in", one.invitedBy);
      return found(await changes.ofRoom(), id);
    });
    // Before the token, so that there is no moment without it.
    await this.putWish(room);
    const now = new Date();
    const conferenceName = subRoomName(roomId, id);
    const role = guest ? "guest" : "participant";
    const participant = { userId: caller, deviceId, displayName, role, guest } as const;
    const claims = conferenceClaims(config, roomId, participant, now, conferenceName);
    return {
      service: callServiceOf(config),
      conferenceName,
      token: await signConferenceToken(config, claims),
      expiresAt: new Date(claims.exp * 1000).toISOString(),
      iceServers: iceServersOf(config.conference.turn, now),
      user: { id: caller, displayName, role },
    };
  }

  /** Declines an invitation, or leaves; tokens for the sub-room are void from then on. */
  async leave(roomId: string, id: string, userId: string): Promise<void> {
    await this.deps.store.alone(roomId, (changes) => this.leaveOne(changes, id, userId));
  }

  /** Somebody is not in the room any more, and in no sub-room of it either. */
  async leftRoom(roomId: string, userId: string): Promise<void> {
    await this.deps.store.alone(roomId, async (changes) => {
      for (const { id } of await changes.ofRoom()) await this.leaveOne(changes, id, userId);
    });
  }

  /**
   * Puts out of sub-rooms whoever is not in the room or the call any more, or was never asked to
   * come, and closes those that are over. Somebody whose line to the call is down just now has until
   * the next round to come back.
   * @param running everything that runs at the conference server
   */
  async reconcile(running: ControlConferences["conferences"]): Promise<void> {
    const { store, rooms, control, log } = this.deps;
    const people = new Map(
      running.map(({ name, participants }) => [name, participants.map(({ userId }) => userId)]),
    );
    const before = this.missed;
    const missed = new Set<string>();
    const known = new Set<string>();
    for (const room of await store.all()) {
      const name = subRoomName(room.roomId, room.id);
      known.add(name);
      const inCall = new Set(people.get(conferenceRoomName(room.roomId)));
      const away = room.people.filter((one) => isPresent(one) && !inCall.has(one.userId));
      for (const { userId } of away) missed.add(`${name} ${userId}`);
      const missing = new Set(
        away.map(({ userId }) => userId).filter((userId) => before.has(`${name} ${userId}`)),
      );
      const there = people.get(name) ?? [];
      const members = new Set(await rooms.members(room.roomId));
      const strangers = strangersAside(there, { people: room.people, members, missing });
      for (const userId of strangers) {
        await control.remove(name, userId);
        log.info("removed somebody from a sub-room");
      }
      const over = isOver(room.people);
      const gone = room.people.filter(
        (one) => isPresent(one) && (over || missing.has(one.userId) || !members.has(one.userId)),
      );
      for (const { userId } of gone) await this.leave(room.roomId, room.id, userId);
      if (there.length > 0) await control.wish(name, this.wishOf(room));
    }
    this.missed = missed;
    for (const { name, participants } of running) {
      const lost = placeOfConferenceName(name)?.subRoom !== undefined && !known.has(name);
      if (lost && participants.length > 0) await control.close(name);
    }
  }

  /**
   * Names of those who are in the call of a room and in the room.
   * @throws ApiProblem where the caller is not one of them
   */
  private async inCall(roomId: string, caller: string): Promise<Names> {
    const { rooms, control } = this.deps;
    const [standing, members, running] = await Promise.all([
      rooms.standing(roomId, caller),
      rooms.members(roomId),
      control.conferences().catch(unavailable),
    ]);
    if (standing === "gone" || members === undefined) throw new ApiProblem("room-gone");
    if (standing === "not-joined") throw new ApiProblem("not-a-member");
    // A listener is heard by nobody, aside neither.
    if (standing.powerLevel < 0) throw new ApiProblem("forbidden");
    const call = running.conferences.find(({ name }) => name === conferenceRoomName(roomId));
    const joined = new Set(members);
    const names = new Map(
      (call?.participants ?? [])
        .filter(({ userId }) => joined.has(userId))
        .map(({ userId, displayName }) => [userId, displayName]),
    );
    if (!names.has(caller)) throw new ApiProblem("forbidden");
    return names;
  }

  private async invitable(
    changes: SubRoomChanges,
    room: StoredSubRoom | undefined,
    caller: string,
    people: readonly string[],
    names: Names,
  ): Promise<void> {
    // One after the other: they share the connection of the transaction.
    const all = await changes.ofRoom();
    const sent = await changes.invitationsOf(caller);
    const refused = await changes.refusals(caller, people);
    const inCall = new Set(names.keys());
    const problem = inviteProblem(caller, people, { room, all, inCall, sent, refused });
    if (problem === "too-often") {
      throw new ApiProblem("too-many-attempts", { retryAfter: RETRY_AFTER });
    }
    if (problem !== undefined) throw new ApiProblem("conflict", { detail: problem });
  }

  /** @param but a sub-room to stay in; invitations to others stay open */
  private async leaveOthers(changes: SubRoomChanges, userId: string, but?: string): Promise<void> {
    for (const room of await changes.ofRoom()) {
      if (room.id === but || standingIn(room, userId) !== "in") continue;
      await this.leaveOne(changes, room.id, userId);
    }
  }

  private async leaveOne(changes: SubRoomChanges, id: string, userId: string): Promise<void> {
    const room = (await changes.ofRoom()).find((one) => one.id === id);
    const one = room?.people.find((person) => person.userId === userId);
    if (room === undefined || one === undefined || !isPresent(one)) return;
    const state: PersonAside["state"] = one.state === "invited" ? "declined" : "left";
    await changes.put(id, userId, state, one.invitedBy);
    const people = room.people.map((other) => (other === one ? { ...one, state } : other));
    const over = isOver(people);
    if (over) await changes.close(id);
    const name = subRoomName(room.roomId, id);
    try {
      if (one.state === "in") await this.deps.control.remove(name, userId);
      if (over) await this.deps.control.close(name);
    } catch (error) {
      this.deps.log.warn({ err: error }, "a sub-room is not as it should be yet");
    }
  }

  private wishOf(room: StoredSubRoom) {
    const { serverName } = this.deps.config;
    return wishOfSubRoom(room.people, (userId) => isGuestUserId(userId, serverName));
  }

  private async putWish(room: StoredSubRoom): Promise<void> {
    const name = subRoomName(room.roomId, room.id);
    await this.deps.control.wish(name, this.wishOf(room)).catch(unavailable);
  }
}

function unavailable(error: unknown): never {
  if (error instanceof ConferenceServerUnreachable) {
    throw new ApiProblem("conference-server-unavailable");
  }
  throw error;
}

function found(rooms: readonly StoredSubRoom[], id: string): StoredSubRoom {
  const room = rooms.find((one) => one.id === id);
  if (room === undefined) throw new ApiProblem("not-found");
  return room;
}

function standingIn(room: StoredSubRoom, userId: string) {
  return room.people.find((one) => one.userId === userId)?.state;
}

function shown(room: StoredSubRoom, caller: string, names: Names): SubRoom {
  const own = room.people.find(({ userId }) => userId === caller);
  return {
    id: room.id,
    invitedBy: own?.invitedBy ?? caller,
    own: own?.state === "in" ? "in" : "invited",
    people: room.people.flatMap(({ userId, state }) => {
      const displayName = names.get(userId);
      return state === "left" || displayName === undefined ? [] : [{ userId, displayName, state }];
    }),
  };
}
