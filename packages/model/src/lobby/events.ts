import { z } from "zod";

/**
 * State event with what the moderators say to those who wait, and who passes by itself. State key "".
 * Whether there is a lobby at all says `lobby` of the conference event.
 */
export const LOBBY_EVENT = "chat.plenum.lobby";
/** State event of the bot: how many wait. State key "". Names and reasons are told by the API alone. */
export const LOBBY_WAITING_EVENT = "chat.plenum.lobby.waiting";

/** Characters of the message to those who wait. */
export const MAX_LOBBY_MESSAGE = 1000;
/** Characters of a reason to be let in, and of the sentence with which somebody is refused. */
export const MAX_LOBBY_SENTENCE = 300;

/** Content of `chat.plenum.lobby`. What is not understood counts as not said. */
export const lobbyContentSchema = z
  .looseObject({
    message: z.string().default("").catch(""),
    /** People of the agency that has the room are let in as they knock. */
    colleagues: z.boolean().default(false).catch(false),
    /** So is whoever was admitted to this meeting before and was not removed from it. */
    returning: z.boolean().default(true).catch(true),
  })
  .catch({ message: "", colleagues: false, returning: true });
export type LobbyContent = z.infer<typeof lobbyContentSchema>;

/** Content of `chat.plenum.lobby.waiting`. */
export const lobbyWaitingSchema = z.looseObject({
  count: z.number().int().min(0).max(100_000).catch(0),
});
