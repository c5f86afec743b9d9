import {
  CONFERENCE_EVENT,
  conferenceContentSchema,
  createConferenceRequestSchema,
  parseUserId,
  type InstallationConfig,
} from "@plenum/model";
import { nextOccurrence } from "@plenum/model/calendar";
import { z } from "zod";
import type { Provisioner } from "../conferences/provisioner.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import type { Logger } from "../logging/logger.ts";
import { pauseAfterFailure, RETRY_RULES } from "../maintenance/retry.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { seriesOf, type StoredMeeting } from "./meeting-row.ts";
import type { MeetingStore } from "./meeting-store.ts";
import type { MeetingPeopleStore, StoredPerson } from "./people-store.ts";
import type { MeetingGuestLinks } from "./guest-links.ts";
import { announcement, type Announced } from "./announcement.ts";
import type { RoomChoices } from "./room-choices.ts";
import type { MeetingRoomEnd } from "./room-end.ts";

const joinRulesSchema = z.looseObject({ join_rule: z.string() });

/** Seconds between looks at a room that is being made. */
const LOOK_AGAIN = 2;

/**
 * Brings rooms to where their meetings are: makes the room, writes when it takes place into it, invites,
 * announces, makes and ends guest links. Works from what the database says, however often it is called;
 * whoever is killed in the middle leaves the rest to the next one.
 */
export class MeetingSettler {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly store: MeetingStore;
      readonly people: MeetingPeopleStore;
      readonly conferences: ProvisioningStore;
      readonly provisioner: Pick<Provisioner, "request" | "retry">;
      readonly gateway: MatrixGateway;
      readonly rooms: RoomReader;
      readonly links: MeetingGuestLinks;
      readonly roomEnd: MeetingRoomEnd;
      readonly choices: RoomChoices;
      readonly log: Logger;
    },
  ) {}

  /**
   * Looks after all meetings that are due.
   * @returns whether anything was done
   */
  async run(): Promise<boolean> {
    const { store, log } = this.deps;
    let worked = false;
    for (;;) {
      const meeting = await store.claimDue();
      if (meeting === undefined) return worked;
      try {
        await this.settle(meeting);
        worked = true;
      } catch (error) {
        const pause = pauseAfterFailure(RETRY_RULES.meeting, meeting.attempts);
        log.warn(
          { err: error, meeting: meeting.id, pause },
          "meeting's room not brought up to date",
        );
        await store.postpone(meeting, pause ?? RETRY_RULES.meeting.longest);
      }
    }
  }

  private async settle(meeting: StoredMeeting): Promise<void> {
    const { store } = this.deps;
    const roomId = meeting.roomId ?? (await this.roomOf(meeting));
    if (roomId === undefined) {
      if (meeting.cancelled) await store.settled(meeting, undefined);
      else await store.postpone(meeting, LOOK_AGAIN);
      return;
    }
    const next = nextOccurrence(seriesOf(meeting), new Date().toISOString());
    const over = meeting.cancelled || next === undefined;
    if (!(await this.deps.roomEnd.bringUpToDate(meeting, roomId))) {
      if (over || !meeting.ownRoom) await store.settled(meeting, undefined);
      else await store.forgetRoom(meeting.id);
      return;
    }
    const people = await this.deps.people.ofMeeting(meeting.id);
    if (!meeting.cancelled) await this.invite(meeting, roomId, people);
    await this.putOut(meeting, roomId);
    await this.writeState(meeting, roomId);
    await this.linkAll(meeting, roomId, people);
    if (meeting.settledVersion < meeting.version) await this.announce(meeting, roomId);
    await store.settled(meeting, over ? undefined : new Date(next.endsAt));
  }

  /** The room, once it is there; asks for it where nobody has. */
  private async roomOf(meeting: StoredMeeting): Promise<string | undefined> {
    const { store, conferences, provisioner, people, roomEnd, choices, log } = this.deps;
    if (meeting.provisioningId !== undefined) {
      const wish = await conferences.find(meeting.provisioningId);
      const ready = wish?.state === "ready" ? wish.roomId : undefined;
      if (ready !== undefined && !(await roomEnd.isGone(ready))) {
        await store.setRoom(meeting.id, ready);
        return ready;
      }
      if (wish?.state === "failed" && !meeting.cancelled) {
        // The wish is taken up again as it is, later and later: it makes no second row, and no second room.
        await provisioner.retry(wish.id);
        throw new Error("The room of a meeting could not be made");
      }
      if (ready === undefined && wish !== undefined) return undefined;
      log.warn({ meeting: meeting.id }, "a meeting has no room any more; another one is asked for");
    }
    if (meeting.cancelled) return undefined;
    const { fields, organiser } = meeting;
    const invited = await people.ofMeeting(meeting.id);
    const again = meeting.provisioningId === undefined ? "" : `:${meeting.provisioningId}`;
    const wish = await provisioner.request(
      organiser,
      createConferenceRequestSchema.parse({
        title: fields.title,
        kind: fields.kind,
        ...(await choices.fitted(fields.kind, fields)),
        invite: invited.flatMap(({ userId }) => (userId === undefined ? [] : [userId])),
        externalKey: `meeting:${meeting.id}${again}`,
      }),
    );
    await store.setProvisioning(meeting.id, wish.id);
    return undefined;
  }

  /** Invites whoever is not in the room yet, and gives people with an account their name. */
  private async invite(
    meeting: StoredMeeting,
    roomId: string,
    people: readonly StoredPerson[],
  ): Promise<void> {
    const { gateway, log } = this.deps;
    for (const person of people) {
      const { userId } = person;
      if (userId === undefined) continue;
      if (person.name === "") await this.learnName(person.id, userId);
      if (meeting.settledVersion === meeting.version) continue;
      const membership = await gateway.membership(roomId, userId);
      // Who has left or was banned is not called back by every change.
      if (membership !== undefined && meeting.settledVersion > 0) continue;
      if (membership === "join" || membership === "invite" || membership === "ban") continue;
      try {
        await gateway.invite(roomId, userId);
      } catch (error) {
        if (isPassing(error)) throw error;
        log.info({ meeting: meeting.id }, "the homeserver would not invite somebody to a meeting");
      }
    }
  }

  private async learnName(personId: string, userId: string): Promise<void> {
    const { config, rooms, people } = this.deps;
    if (parseUserId(userId).server !== config.serverName) return;
    const name = (await rooms.accountOf(userId))?.name;
    if (name !== undefined && name !== "") await people.setName(personId, name);
  }

  /** Whoever was taken off a meeting leaves the room that was made for it, and loses the guest link. */
  private async putOut(meeting: StoredMeeting, roomId: string): Promise<void> {
    const { gateway, people, links } = this.deps;
    await links.endRemoved(meeting);
    if (!meeting.ownRoom || meeting.settledVersion === meeting.version) return;
    for (const userId of await people.removedAccounts(meeting.id)) {
      const membership = await gateway.membership(roomId, userId);
      if (membership !== "join" && membership !== "invite") continue;
      try {
        await gateway.kick(roomId, userId);
      } catch (error) {
        // A moderator cannot be put out by an invitation that is withdrawn.
        if (isPassing(error)) throw error;
      }
    }
  }

  /** Title, times and lobby in the room's own state; whatever else stands there stays. */
  private async writeState(meeting: StoredMeeting, roomId: string): Promise<void> {
    const { gateway } = this.deps;
    const present = conferenceContentSchema.safeParse(
      await gateway.stateContent(roomId, CONFERENCE_EVENT, ""),
    );
    if (!present.success) return;
    const { fields } = meeting;
    const next = nextOccurrence(seriesOf(meeting), new Date().toISOString());
    const { starts_at: _starts, ends_at: _ends, ...rest } = present.data;
    // What moderators set in the room meanwhile stays until the meeting itself is changed.
    const says = meeting.ownRoom && meeting.settledVersion < meeting.version;
    if (says && fields.lobby) await this.letKnock(roomId);
    const content = {
      ...rest,
      ...(says ? { title: fields.title, kind: fields.kind, lobby: fields.lobby } : {}),
      ...(next === undefined || meeting.cancelled
        ? {}
        : { starts_at: next.startsAt, ends_at: next.endsAt }),
    };
    if (JSON.stringify(sorted(content)) !== JSON.stringify(sorted(present.data))) {
      await gateway.sendState(roomId, CONFERENCE_EVENT, "", content);
    }
    if (says && present.data.title !== fields.title) {
      await gateway.sendState(roomId, "m.room.name", "", { name: fields.title });
    }
  }

  /** Whoever waits in a lobby knocks, which only a room can answer that lets people. */
  private async letKnock(roomId: string): Promise<void> {
    const { gateway } = this.deps;
    const rules = joinRulesSchema.safeParse(
      await gateway.stateContent(roomId, "m.room.join_rules", ""),
    );
    if (!rules.success || rules.data.join_rule !== "invite") return;
    await gateway.sendState(roomId, "m.room.join_rules", "", { join_rule: "knock" });
  }

  /** One guest link for each person without an account, as long as the meeting. */
  private async linkAll(
    meeting: StoredMeeting,
    roomId: string,
    people: readonly StoredPerson[],
  ): Promise<void> {
    // Without mail nobody would ever be told the address.
    if (this.deps.config.mail === undefined) return;
    for (const person of people) {
      if (person.mail !== undefined) await this.deps.links.ensure(meeting, roomId, person);
    }
  }

  private async announce(meeting: StoredMeeting, roomId: string): Promise<void> {
    const { config, gateway, conferences } = this.deps;
    const what: Announced = meeting.cancelled
      ? "cancelled"
      : meeting.settledVersion === 0
        ? "new"
        : "changed";
    const content = announcement(meeting, what, config.agency.defaultLanguage);
    if ((await conferences.conference(roomId)) === undefined) return;
    const transaction = `meeting-${meeting.id}-${meeting.version}`;
    await gateway.sendEvent(roomId, "m.room.message", content, transaction);
  }
}

function sorted(content: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Trouble that passes: no answer, too much to do, an error of the homeserver's own. */
function isPassing(error: unknown): boolean {
  if (error instanceof HomeserverError) return error.status === 429 || error.status >= 500;
  return true;
}
