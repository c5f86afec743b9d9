import {
  HAND_EVENT,
  handContentSchema,
  isGuestUserId,
  MODERATOR_POWER,
  powerForMessage,
  powerLevelOf,
  readRoomRights,
  roleMay,
  roleOf,
  SPEAKING_COMMAND_EVENT,
  speakingCommandSchema,
  speechKindOf,
  userIdSchema,
  type ConferenceRole,
  type SpeakingDeed,
} from "@plenum/model";
import { z } from "zod";
import type { RoomFacts } from "../calls/apply/wish-of-room.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import type { PhoneInCall } from "./phones.ts";

/** What is asked for in the timeline of a room. */
export const SPEAKING_EVENT_TYPES: readonly string[] = [
  HAND_EVENT,
  SPEAKING_COMMAND_EVENT,
  "m.room.redaction",
];

/** What of a room decides whether a hand or a command counts. */
export interface CommandFacts extends Pick<RoomFacts, "create" | "powerLevels" | "members"> {
  readonly botUserId: string;
  readonly serverName: string;
  /** Telephones in the room's call; they are no members. */
  readonly phones: ReadonlyMap<string, Pick<PhoneInCall, "name">>;
}

const NOTHING: SpeakingDeed = { type: "void" };
const onBehalfSchema = z.looseObject({ by: userIdSchema });
const redactsSchema = z.looseObject({ redacts: z.string() });

/**
 * What an event of a room means for its speaking list.
 * @param facts undefined where the room cannot be read: then commands do not count, and hands as the homeserver let them through
 */
export function readSpeakingEvent(
  event: MatrixEvent,
  facts: CommandFacts | undefined,
): SpeakingDeed {
  const { sender } = event;
  if (sender === undefined) return NOTHING;
  if (event.type === HAND_EVENT) return handOf(event, sender, facts);
  if (event.type === SPEAKING_COMMAND_EVENT && facts !== undefined) {
    return commandOf(event, sender, facts);
  }
  if (event.type === "m.room.redaction") {
    // Since room version 11 in the content, before beside it.
    const found =
      redactsSchema.safeParse(event.content).data ?? redactsSchema.safeParse(event).data;
    return found === undefined ? NOTHING : { type: "hand-taken", hand: found.redacts, by: sender };
  }
  return NOTHING;
}

function handOf(event: MatrixEvent, sender: string, facts: CommandFacts | undefined): SpeakingDeed {
  // The homeserver keeps people from writing the state of others; a bad one may not.
  if (event.state_key !== sender || !userIdSchema.safeParse(sender).success) return NOTHING;
  const content = handContentSchema.safeParse(event.content);
  const kind = content.success ? speechKindOf(content.data.kind) : undefined;
  // A room may ask for less than the table does.
  if (kind !== undefined && facts !== undefined && !roleMay("raise-hand", roleIn(facts, sender))) {
    return NOTHING;
  }
  return { type: "hand", person: sender, kind };
}

/** Whether somebody may stand in the list: is in the room, and more than a listener there. */
export function mayStand(
  facts: Pick<CommandFacts, "create" | "powerLevels" | "members" | "serverName">,
  userId: string,
): boolean {
  return facts.members.includes(userId) && roleMay("raise-hand", roleIn(facts, userId));
}

function commandOf(event: MatrixEvent, sender: string, facts: CommandFacts): SpeakingDeed {
  const command = speakingCommandSchema.safeParse(event.content);
  const by = authorOf(event, sender, facts);
  if (!command.success || by === undefined) return NOTHING;
  const person = "person" in command.data ? command.data.person : undefined;
  const phone = person === undefined ? undefined : facts.phones.get(person);
  const { act } = command.data;
  if ((act === "give" || act === "add") && phone === undefined) {
    const { person: one } = command.data;
    // Whoever is neither in the room nor in its call cannot be heard in it, nor whoever only listens.
    const heard = facts.members.includes(one) && roleMay("speak", roleIn(facts, one));
    if (!heard) return NOTHING;
  }
  const name = phone === undefined ? {} : { name: phone.name };
  return { type: "command", by, command: command.data, ...name };
}

function roleIn(
  facts: Pick<CommandFacts, "create" | "powerLevels" | "serverName">,
  userId: string,
): ConferenceRole {
  const power = powerLevelOf(userId, facts.create, facts.powerLevels);
  return roleOf(power, isGuestUserId(userId, facts.serverName));
}

/** @returns undefined for whoever may not lead; the bot writes for those who asked it to by the API */
function authorOf(event: MatrixEvent, sender: string, facts: CommandFacts): string | undefined {
  if (sender === facts.botUserId) {
    const behalf = onBehalfSchema.safeParse(event.content);
    return behalf.success ? behalf.data.by : sender;
  }
  // Where the room asks for a moderator's power the homeserver has seen to it, at the time: who led
  // then may not lead any more when this is read after an outage.
  const asked = powerForMessage(readRoomRights(facts.powerLevels), SPEAKING_COMMAND_EVENT);
  if (asked >= MODERATOR_POWER) return sender;
  return roleMay("give-floor", roleIn(facts, sender)) ? sender : undefined;
}
