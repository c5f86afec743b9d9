import {
  isGuestUserId,
  MODERATOR_POWER,
  parseUserId,
  type InstallationConfig,
  type Invitee,
} from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { StoredMeeting } from "./meeting-row.ts";
import type { StoredPerson } from "./people-store.ts";

/** Who may see and change meetings. */
export class MeetingAccess {
  constructor(
    private readonly config: InstallationConfig,
    private readonly rooms: RoomReader,
  ) {}

  /** @throws ApiProblem `forbidden` for guests and people of other servers */
  ensureColleague(userId: string): void {
    const { serverName } = this.config;
    const own = parseUserId(userId).server === serverName;
    if (!own || isGuestUserId(userId, serverName)) throw new ApiProblem("forbidden");
  }

  /** @throws ApiProblem `invalid-request` for guests and for people of servers that are not trusted */
  ensureInvitable(people: readonly Invitee[]): void {
    const { serverName, appservice } = this.config;
    const servers = new Set([serverName, ...Object.keys(appservice.trustedHomeservers)]);
    for (const person of people) {
      if (!("userId" in person)) continue;
      const known = servers.has(parseUserId(person.userId).server);
      if (!known || isGuestUserId(person.userId, serverName)) {
        throw new ApiProblem("invalid-request", { detail: "people: somebody cannot be invited" });
      }
    }
  }

  /** Whether somebody organises a meeting, is invited to it, or moderates its room. */
  async maySee(
    meeting: StoredMeeting,
    people: readonly StoredPerson[],
    userId: string,
  ): Promise<boolean> {
    if (meeting.organiser === userId) return true;
    if (people.some((person) => person.userId === userId)) return true;
    return this.moderates(meeting.roomId, userId);
  }

  /** The organiser, and whoever moderates the room. */
  async mayChange(meeting: StoredMeeting, userId: string): Promise<boolean> {
    return meeting.organiser === userId || this.moderates(meeting.roomId, userId);
  }

  /** Whether somebody moderates a room; nobody does where there is none. */
  async moderates(roomId: string | undefined, userId: string): Promise<boolean> {
    if (roomId === undefined) return false;
    const standing = await this.rooms.standing(roomId, userId);
    return typeof standing === "object" && standing.powerLevel >= MODERATOR_POWER;
  }
}
