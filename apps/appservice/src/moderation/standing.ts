import {
  CONFERENCE_ACTS,
  conferenceContentSchema,
  floorContentSchema,
  isGuestUserId,
  mayAct,
  obstacleTo,
  powerLevelOf,
  readRoomRights,
  roleOf,
  type Actor,
  type ConferenceAct,
  type ConferenceRole,
  type RoomRights,
} from "@plenum/model";
import type { RoomFacts } from "../calls/apply/wish-of-room.ts";
import { ApiProblem, refusal } from "../http/api-problem.ts";

/** A room before whoever wants to moderate it. All of it is what the room says; the caller says nothing. */
export class ModeratedRoom {
  readonly rights: RoomRights;
  readonly actor: Actor;
  readonly isConference: boolean;

  /** @throws ApiProblem `not-a-member` */
  constructor(
    readonly facts: RoomFacts,
    readonly caller: string,
    private readonly serverName: string,
    botUserId: string,
  ) {
    if (!facts.members.includes(caller)) throw new ApiProblem("not-a-member");
    this.rights = readRoomRights(facts.powerLevels);
    this.actor = { power: this.powerOf(caller), isGuest: isGuestUserId(caller, serverName) };
    this.isConference =
      facts.members.includes(botUserId) &&
      conferenceContentSchema.safeParse(facts.conference).success;
  }

  powerOf(userId: string): number {
    return powerLevelOf(userId, this.facts.create, this.facts.powerLevels);
  }

  roleOf(userId: string): ConferenceRole {
    return roleOf(this.powerOf(userId), isGuestUserId(userId, this.serverName));
  }

  /** People that are left alone where all but presenters are muted. */
  presents(userId: string): boolean {
    const floor = floorContentSchema.safeParse(this.facts.floor);
    return (
      ["moderator", "presenter"].includes(this.roleOf(userId)) ||
      (floor.success && floor.data.holders.includes(userId))
    );
  }

  acts(): ConferenceAct[] {
    return CONFERENCE_ACTS.filter((act) => mayAct(act, this.actor, this.rights));
  }

  /**
   * @param towards power of the person that it is done to
   * @throws ApiProblem `forbidden`, with what stands in the way
   */
  ensure(act: string, towards?: number): void {
    const obstacle = obstacleTo(act, this.actor, this.rights, towards);
    if (obstacle !== undefined) throw refusal(obstacle);
  }

  /** @throws ApiProblem `not-a-conference` in rooms that the appservice is not in */
  ensureConference(): void {
    if (!this.isConference) throw new ApiProblem("not-a-conference");
  }
}
