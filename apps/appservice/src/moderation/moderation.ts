import type { PoolClient } from "pg";
import {
  CONFERENCE_EVENT,
  conferenceContentSchema,
  conferenceLocksSchema,
  conferenceRoomName,
  isChatLocked,
  isPhoneUserId,
  POWER_OF_ROLE,
  withChatLocked,
  withPower,
  type ControlMediaKind,
  type ModerationAct,
  type ModerationState,
} from "@plenum/model";
import type { AuditedEvents } from "../audit/audited-events.ts";
import type { AuditLog, AuditNote } from "../audit/audit-log.ts";
import { notesOf } from "../audit/room-events.ts";
import type { CallApplier } from "../calls/apply/applier.ts";
import {
  ConferenceServerUnreachable,
  type ConferenceControl,
} from "../calls/conference-control.ts";
import { transactionOn } from "../database/database.ts";
import { ApiProblem, refusal } from "../http/api-problem.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { LOCKED_RULE, remembering, reopened, withLecture, withLock } from "./changes.ts";
import { ACTOR_FIELD, type Changed, type Content, type RoomChanges } from "./room-changes.ts";
import type { RoomLock } from "./room-lock.ts";
import { ModeratedRoom } from "./standing.ts";
import type { TemporaryRoles } from "./temporary-roles.ts";

/** Requests to the conference server at once where many people are met. */
const AT_ONCE = 16;
const POWER_LEVELS = "m.room.power_levels";
const JOIN_RULES = "m.room.join_rules";

/** Acts on what is sent in a call: they need no room of the appservice. */
type MediaAct = Extract<
  ModerationAct,
  { act: "mute" | "mute-all" | "ask-to-unmute" | "stop-share" | "remove-from-call" }
>;
type RoomAct = Exclude<ModerationAct, MediaAct>;
const LOCKED_KIND = {
  "lock-microphones": "audio",
  "lock-cameras": "video",
  "lock-screens": "desktop",
} as const;

interface Parts {
  readonly serverName: string;
  readonly rooms: Pick<RoomReader, "callFacts" | "stateContent">;
  readonly control: Pick<ConferenceControl, "conferences" | "mute" | "ask" | "remove">;
  readonly gateway: Pick<MatrixGateway, "botUserId" | "sendState" | "membership" | "eventOf">;
  readonly changes: RoomChanges;
  readonly lock: RoomLock;
  readonly applier: Pick<CallApplier, "apply">;
  readonly audit: Pick<AuditLog, "record">;
  readonly audited: Pick<AuditedEvents, "once">;
  readonly temporary: TemporaryRoles;
}

/**
 * Everything that moderators do to a conference. Who may is decided by the room and the one table; changes of
 * the room go through the bot, one after the other, so that two moderators do not overwrite each other.
 */
export class Moderation {
  constructor(private readonly parts: Parts) {}

  /** How a room is moderated. @throws ApiProblem */
  async state(roomId: string, caller: string, affected?: number): Promise<ModerationState> {
    const [room, joinRules, temporary] = await Promise.all([
      this.room(roomId, caller),
      this.parts.rooms.stateContent(roomId, JOIN_RULES),
      this.parts.temporary.ofRoom(roomId),
    ]);
    const conference = conferenceContentSchema.safeParse(room.facts.conference).data;
    const { audio, video, desktop } = conferenceLocksSchema.parse(conference?.locks ?? {});
    return {
      roomId,
      role: room.roleOf(caller),
      isConference: room.isConference,
      locks: {
        room: ruleOf(joinRules) === LOCKED_RULE,
        chat: isChatLocked(room.facts.powerLevels),
        audio,
        video,
        desktop,
        lecture: conference?.kind === "lecture",
      },
      temporary: [...temporary],
      may: room.acts(),
      ...(affected === undefined ? {} : { affected }),
    };
  }

  /** Does one act; when it answers, the call is as the room says. @throws ApiProblem */
  async act(roomId: string, caller: string, wanted: ModerationAct): Promise<ModerationState> {
    let affected: number | undefined;
    try {
      if (isMediaAct(wanted)) affected = await this.inCall(roomId, caller, wanted);
      else {
        await this.parts.lock.hold(roomId, (client) => this.inRoom(client, roomId, caller, wanted));
        await this.parts.applier.apply(roomId);
      }
    } catch (error) {
      if (error instanceof ConferenceServerUnreachable) {
        throw new ApiProblem("conference-server-unavailable", { cause: error });
      }
      // The bot is not in the room, or has no say in it.
      if (error instanceof HomeserverError && error.status === 403) {
        throw new ApiProblem("not-a-conference", { cause: error });
      }
      throw error;
    }
    return this.state(roomId, caller, affected);
  }

  private async room(roomId: string, caller: string): Promise<ModeratedRoom> {
    const { rooms, serverName, gateway } = this.parts;
    const facts = await rooms.callFacts(roomId);
    if (facts === undefined) throw new ApiProblem("room-gone");
    return new ModeratedRoom(facts, caller, serverName, gateway.botUserId);
  }

  private async inCall(roomId: string, caller: string, wanted: MediaAct): Promise<number> {
    const { control, audit } = this.parts;
    const room = await this.room(roomId, caller);
    const name = conferenceRoomName(roomId);
    const note = (
      act: string,
      subject?: string,
      details?: AuditNote["details"],
    ): Promise<unknown> =>
      audit.record({ actor: caller, act, roomId, subject, ...(details ? { details } : {}) });
    const towards = "userId" in wanted ? room.powerOf(wanted.userId) : undefined;
    room.ensure(wanted.act, towards);
    switch (wanted.act) {
      case "mute":
        await control.mute(name, wanted.userId, { kinds: wanted.kinds, by: caller });
        await note("person.muted", wanted.userId, { kinds: wanted.kinds.join(" ") });
        return 1;
      case "stop-share":
        await control.mute(name, wanted.userId, { kinds: ["desktop"], by: caller });
        await note("share.stopped", wanted.userId);
        return 1;
      case "ask-to-unmute":
        await control.ask(name, wanted.userId, { kinds: wanted.kinds, by: caller });
        await note("person.asked", wanted.userId, { kinds: wanted.kinds.join(" ") });
        return 1;
      case "remove-from-call":
        await control.remove(name, wanted.userId);
        await note("call.removed", wanted.userId);
        return 1;
      case "mute-all": {
        const affected = await this.muteAll(name, room, wanted.kinds, wanted.exceptPresenters);
        const { exceptPresenters, kinds } = wanted;
        await note("all.muted", undefined, { affected, exceptPresenters, kinds: kinds.join(" ") });
        return affected;
      }
      default:
        return wanted satisfies never;
    }
  }

  private async muteAll(
    name: string,
    room: ModeratedRoom,
    kinds: ControlMediaKind[],
    exceptPresenters: boolean,
  ): Promise<number> {
    const { control } = this.parts;
    const running = (await control.conferences()).conferences.find((one) => one.name === name);
    const people = [...new Set(running?.participants.map(({ userId }) => userId))].filter(
      (userId) => userId !== room.caller && !(exceptPresenters && room.presents(userId)),
    );
    for (let from = 0; from < people.length; from += AT_ONCE) {
      const some = people.slice(from, from + AT_ONCE);
      await Promise.all(
        some.map((userId) => control.mute(name, userId, { kinds, by: room.caller })),
      );
    }
    return people.length;
  }

  private async inRoom(
    client: PoolClient,
    roomId: string,
    caller: string,
    wanted: RoomAct,
  ): Promise<void> {
    const room = await this.room(roomId, caller);
    // A telephone is in the call and not in the room.
    if ("userId" in wanted && isPhoneUserId(wanted.userId)) throw new ApiProblem("not-found");
    if (wanted.act === "change-role") {
      await this.changeRole(client, roomId, room, wanted);
      return;
    }
    if ("userId" in wanted) {
      room.ensure(wanted.act, room.powerOf(wanted.userId));
      room.ensureConference();
      await this.membership(client, roomId, caller, wanted);
      return;
    }
    room.ensure(wanted.act);
    room.ensureConference();
    const { locked } = wanted;
    switch (wanted.act) {
      case "lock-room":
        await this.lockRoom(client, roomId, caller, locked);
        return;
      case "lock-chat":
        await this.change(client, roomId, POWER_LEVELS, caller, (content) =>
          isChatLocked(content) === locked ? content : withChatLocked(content, locked),
        );
        return;
      case "lecture":
        await this.change(client, roomId, CONFERENCE_EVENT, caller, (content) =>
          withLecture(content, locked),
        );
        return;
      case "lock-microphones":
      case "lock-cameras":
      case "lock-screens":
        await this.change(client, roomId, CONFERENCE_EVENT, caller, (content) =>
          withLock(content, LOCKED_KIND[wanted.act], locked),
        );
        return;
      default:
        wanted satisfies never;
    }
  }

  private async changeRole(
    client: PoolClient,
    roomId: string,
    room: ModeratedRoom,
    { userId, role, hours }: Extract<RoomAct, { act: "change-role" }>,
  ): Promise<void> {
    const { temporary } = this.parts;
    const lent = await temporary.before(client, roomId, userId);
    const { usersDefault } = room.rights;
    // A role for one meeting protects nobody from having it ended.
    const towards = lent === undefined ? room.powerOf(userId) : (lent ?? usersDefault);
    room.ensure("change-role", userId === room.caller ? undefined : towards);
    room.ensureConference();
    if (!room.facts.members.includes(userId)) {
      throw new ApiProblem("not-found", { obstacle: "gone" });
    }
    const power = role === "participant" ? Math.max(0, usersDefault) : POWER_OF_ROLE[role];
    const present = room.powerOf(userId);
    if (!Number.isFinite(present)) throw refusal("rank");
    if (hours !== undefined) {
      const before = present === usersDefault ? undefined : present;
      await temporary.note(client, {
        roomId,
        userId,
        power,
        before,
        hours,
        by: room.caller,
      });
    }
    const details = hours === undefined ? {} : { hours };
    const changed = await this.change(
      client,
      roomId,
      POWER_LEVELS,
      room.caller,
      (content) => withPower(content, userId, power),
      details,
    );
    if (hours === undefined) {
      await temporary.forget(client, roomId, userId);
      if (changed === undefined && lent !== undefined) {
        await this.parts.audit.record({
          actor: room.caller,
          act: "role.kept",
          roomId,
          subject: userId,
        });
      }
    }
  }

  private async membership(
    client: PoolClient,
    roomId: string,
    caller: string,
    wanted: Extract<RoomAct, { act: "remove" | "ban" | "unban" }>,
  ): Promise<void> {
    const { gateway, control } = this.parts;
    const { userId, act } = wanted;
    const before = await gateway.membership(roomId, userId);
    if (act === "unban" ? before !== "ban" : before === "ban") return;
    if (act === "remove" && (before === undefined || before === "leave")) return;
    const reason = "reason" in wanted && wanted.reason ? { reason: wanted.reason } : {};
    const membership = act === "ban" ? "ban" : "leave";
    const content = { membership, ...reason, [ACTOR_FIELD]: caller };
    const eventId = await gateway.sendState(roomId, "m.room.member", userId, content);
    await this.writeDown(client, roomId, "m.room.member", userId, {
      eventId,
      content,
      before: { membership: before },
    });
    if (act !== "unban") await control.remove(conferenceRoomName(roomId), userId);
  }

  private async lockRoom(
    client: PoolClient,
    roomId: string,
    caller: string,
    locked: boolean,
  ): Promise<void> {
    const rules = await this.parts.rooms.stateContent(roomId, JOIN_RULES);
    if ((ruleOf(rules) === LOCKED_RULE) === locked) return;
    if (locked) {
      await this.change(client, roomId, CONFERENCE_EVENT, caller, (content) =>
        remembering(content, rules as Content),
      );
      await this.change(client, roomId, JOIN_RULES, caller, () => ({ join_rule: LOCKED_RULE }));
      return;
    }
    const conference = await this.parts.rooms.stateContent(roomId, CONFERENCE_EVENT);
    const open = reopened((conference ?? {}) as Content);
    await this.change(client, roomId, JOIN_RULES, caller, () => open);
    await this.change(client, roomId, CONFERENCE_EVENT, caller, (content) => {
      const { reopens_to: _done, ...rest } = content;
      return rest;
    });
  }

  private async change(
    client: PoolClient,
    roomId: string,
    type: string,
    caller: string,
    change: (content: Content) => Content,
    details: NonNullable<AuditNote["details"]> = {},
  ): Promise<Changed | undefined> {
    const changed = await this.parts.changes.change(roomId, type, caller, change);
    if (changed !== undefined) await this.writeDown(client, roomId, type, "", changed, details);
    return changed;
  }

  /** As the event itself would be taken up, which does not happen again then. */
  private async writeDown(
    client: PoolClient,
    roomId: string,
    type: string,
    stateKey: string,
    { eventId, content, before }: Changed,
    details: NonNullable<AuditNote["details"]> = {},
  ): Promise<void> {
    const { botUserId } = this.parts.gateway;
    const event = { type, room_id: roomId, sender: botUserId, state_key: stateKey, content };
    const notes: AuditNote[] = [];
    for (const note of notesOf({ ...event, unsigned: { prev_content: before } }, botUserId)) {
      notes.push({ ...note, details: { ...note.details, ...details } });
    }
    await transactionOn(client, () => this.parts.audited.once(client, eventId, notes));
  }
}

function isMediaAct(wanted: ModerationAct): wanted is MediaAct {
  const names: readonly string[] = [
    "mute",
    "mute-all",
    "ask-to-unmute",
    "stop-share",
    "remove-from-call",
  ];
  return names.includes(wanted.act);
}

function ruleOf(content: unknown): unknown {
  return typeof content === "object" && content !== null
    ? Reflect.get(content, "join_rule")
    : undefined;
}
