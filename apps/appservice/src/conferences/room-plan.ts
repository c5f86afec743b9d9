import {
  CALL_MEMBER_EVENT,
  CONFERENCE_EVENT,
  FLOOR_EVENT,
  MODERATOR_POWER,
  PRESENTER_POWER,
  SPEAKING_COMMAND_EVENT,
  type ConferenceContent,
  type ConferenceKind,
} from "@plenum/model";

/** Key in the content of `m.room.create` that ties a room to the wish it was made for. */
export const PROVISIONING_MARKER = "chat.plenum.provisioning";

/** Since this version the creator stands above all levels, so that nobody can put the bot out. */
const ROOM_VERSION = "12";
/** Above every moderator: for what the bot alone may change. */
const BOT_POWER = 150;

export interface ConferenceWish {
  readonly title: string;
  readonly kind: ConferenceKind;
  readonly encrypted: boolean;
}

export interface PlannedState {
  readonly type: string;
  readonly stateKey: "";
  readonly content: object;
}

/**
 * The state that makes a room a conference room.
 *
 * History is visible from the invitation on: colleagues invited at the beginning see everything
 * even if they come late, a guest sees what is said from the moment he was let in.
 */
export function plannedState(wish: ConferenceWish, requester: string): readonly PlannedState[] {
  const conference: ConferenceContent = { kind: wish.kind, title: wish.title, lobby: false };
  return [
    { type: "m.room.power_levels", stateKey: "", content: plannedPower(requester) },
    { type: "m.room.join_rules", stateKey: "", content: { join_rule: "invite" } },
    { type: "m.room.guest_access", stateKey: "", content: { guest_access: "forbidden" } },
    { type: "m.room.history_visibility", stateKey: "", content: { history_visibility: "invited" } },
    ...(wish.encrypted
      ? [
          {
            type: "m.room.encryption",
            stateKey: "" as const,
            content: { algorithm: "m.megolm.v1.aes-sha2" },
          },
        ]
      : []),
    { type: "m.room.name", stateKey: "", content: { name: wish.title } },
    { type: CONFERENCE_EVENT, stateKey: "", content: conference },
  ];
}

function plannedPower(requester: string): object {
  return {
    users: { [requester]: MODERATOR_POWER },
    users_default: 0,
    events_default: 0,
    state_default: MODERATOR_POWER,
    invite: PRESENTER_POWER,
    kick: MODERATOR_POWER,
    ban: MODERATOR_POWER,
    redact: MODERATOR_POWER,
    events: {
      [CALL_MEMBER_EVENT]: 0,
      "chat.plenum.hand": 0,
      "chat.plenum.presentation": PRESENTER_POWER,
      [CONFERENCE_EVENT]: MODERATOR_POWER,
      [FLOOR_EVENT]: BOT_POWER,
      [SPEAKING_COMMAND_EVENT]: MODERATOR_POWER,
      "m.room.pinned_events": PRESENTER_POWER,
      "m.room.encryption": BOT_POWER,
      "m.room.history_visibility": BOT_POWER,
      "m.room.guest_access": BOT_POWER,
      "m.room.tombstone": BOT_POWER,
    },
    notifications: { room: PRESENTER_POWER },
  };
}

/** The body of `createRoom` for a conference room; invitations come afterwards, one by one. */
export function createRoomBody(
  wish: ConferenceWish,
  requester: string,
  provisioningId: string,
): object {
  const state = plannedState(wish, requester);
  const power = state.find((event) => event.type === "m.room.power_levels");
  return {
    preset: "private_chat",
    visibility: "private",
    room_version: ROOM_VERSION,
    name: wish.title,
    creation_content: { [PROVISIONING_MARKER]: provisioningId },
    power_level_content_override: power?.content,
    initial_state: state
      .filter((event) => !["m.room.power_levels", "m.room.name"].includes(event.type))
      .map((event) => ({ type: event.type, state_key: event.stateKey, content: event.content })),
  };
}
