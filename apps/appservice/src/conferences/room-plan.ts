import {
  BOT_POWER,
  CALL_MEMBER_EVENT,
  CONFERENCE_EVENT,
  conferenceRoomName,
  FLOOR_EVENT,
  HAND_EVENT,
  LOBBY_WAITING_EVENT,
  MODERATOR_POWER,
  SPEAKING_COMMAND_EVENT,
  type ConferenceContent,
  type RoomPlan,
  type TemplateSettings,
} from "@plenum/model";

/** Key in the content of `m.room.create` that ties a room to the wish it was made for. */
export const PROVISIONING_MARKER = "chat.plenum.provisioning";

/** Since this version the creator stands above all levels, so that nobody can put the bot out. */
const ROOM_VERSION = "12";
const DAY = 24 * 60 * 60_000;
export interface PlannedState {
  readonly type: string;
  readonly stateKey: "";
  readonly content: object;
}

/** Content of `chat.plenum.conference` in a new room. */
export function plannedConference({
  title,
  settings,
  startsAt,
  endsAt,
}: RoomPlan): ConferenceContent {
  return {
    kind: settings.kind,
    title,
    lobby: settings.lobby,
    ...(startsAt === undefined ? {} : { starts_at: startsAt }),
    ...(endsAt === undefined ? {} : { ends_at: endsAt }),
    ...(Object.values(settings.locks).includes(true) ? { locks: settings.locks } : {}),
  };
}

/**
 * The state that makes a room a conference room.
 *
 * With the templates that come with Plenum history is visible from the invitation on: colleagues
 * invited at the beginning see everything even if they come late, a guest sees what is said from
 * the moment he was let in.
 */
export function plannedState(plan: RoomPlan, owner: string): readonly PlannedState[] {
  const { settings } = plan;
  return [
    state("m.room.power_levels", plannedPower(settings, owner)),
    state("m.room.join_rules", { join_rule: settings.lobby ? "knock" : "invite" }),
    state("m.room.guest_access", { guest_access: "forbidden" }),
    state("m.room.history_visibility", { history_visibility: settings.history }),
    ...(settings.encrypted
      ? [state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" })]
      : []),
    ...(settings.retentionDays === undefined
      ? []
      : [state("m.room.retention", { max_lifetime: settings.retentionDays * DAY })]),
    state("m.room.name", { name: plan.title }),
    state(CONFERENCE_EVENT, plannedConference(plan)),
  ];
}

function state(type: string, content: object): PlannedState {
  return { type, stateKey: "", content };
}

function plannedPower({ power }: TemplateSettings, owner: string): object {
  return {
    users: { [owner]: MODERATOR_POWER },
    users_default: 0,
    events_default: power.message,
    state_default: MODERATOR_POWER,
    invite: power.invite,
    kick: MODERATOR_POWER,
    ban: MODERATOR_POWER,
    redact: MODERATOR_POWER,
    events: {
      [CALL_MEMBER_EVENT]: 0,
      [HAND_EVENT]: 0,
      "chat.plenum.presentation": power.present,
      [CONFERENCE_EVENT]: MODERATOR_POWER,
      [FLOOR_EVENT]: BOT_POWER,
      [SPEAKING_COMMAND_EVENT]: MODERATOR_POWER,
      [LOBBY_WAITING_EVENT]: BOT_POWER,
      "m.room.pinned_events": power.pin,
      "m.room.encryption": BOT_POWER,
      "m.room.history_visibility": BOT_POWER,
      "m.room.guest_access": BOT_POWER,
      "m.room.retention": BOT_POWER,
      "m.room.tombstone": BOT_POWER,
    },
    notifications: { room: power.notifyAll },
  };
}

/** State event of Element's widgets. */
export const WIDGET_EVENT = "im.vector.modular.widgets";
/** State key under which the call stands among a room's widgets. */
export const WIDGET_KEY = "plenum_jitsi";

/**
 * The call as a widget for Element, which ignores `url` for this type and takes its own wrapper. It
 * needs the room's id, so it cannot be part of the room's creation.
 * @param domain host of the Jitsi server, as browsers reach it
 */
export function plannedWidget(
  roomId: string,
  plan: RoomPlan,
  botUserId: string,
  domain: string,
): object {
  return {
    id: WIDGET_KEY,
    type: "jitsi",
    name: plan.title,
    creatorUserId: botUserId,
    roomId,
    url: `https://${domain}/`,
    data: {
      domain,
      // Element takes the conference's name from here; ours is that of the room's call.
      conferenceId: conferenceRoomName(roomId),
      title: plan.title,
      isAudioOnly: false,
      auth: "openidtoken-jwt",
    },
  };
}

/**
 * The body of `createRoom` for a conference room. Its owner is invited with it, others afterwards,
 * one by one: an invitation that is refused would undo the whole room.
 * @param owner a colleague with an account here
 */
export function createRoomBody(plan: RoomPlan, owner: string, provisioningId: string): object {
  const planned = plannedState(plan, owner);
  const power = planned.find((event) => event.type === "m.room.power_levels");
  return {
    preset: "private_chat",
    visibility: "private",
    room_version: ROOM_VERSION,
    name: plan.title,
    invite: [owner],
    creation_content: { [PROVISIONING_MARKER]: provisioningId },
    power_level_content_override: power?.content,
    initial_state: planned
      .filter((event) => !["m.room.power_levels", "m.room.name"].includes(event.type))
      .map((event) => ({ type: event.type, state_key: event.stateKey, content: event.content })),
  };
}
