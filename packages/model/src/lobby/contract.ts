import { z } from "zod";
import { userIdSchema } from "../ids/matrix-id.ts";
import { MAX_LOBBY_MESSAGE, MAX_LOBBY_SENTENCE } from "./events.ts";

const timeSchema = z.iso.datetime({ offset: true });

/** Somebody who waits, as moderators see it. */
export const lobbyPersonSchema = z.object({
  /** Opaque; names the person in `admit` and `refuse`. */
  id: z.uuid(),
  userId: userIdSchema,
  displayName: z.string(),
  reason: z.string(),
  kind: z.enum(["colleague", "external", "guest"]),
  /** Name of the other server, or what the guest link is called. */
  organisation: z.string(),
  since: timeSchema,
});
export type LobbyPerson = z.infer<typeof lobbyPersonSchema>;

/** `GET /api/v1/conferences/{roomId}/lobby`: the settings and who waits, the longest first. */
export const lobbySchema = z.object({
  on: z.boolean(),
  message: z.string(),
  colleagues: z.boolean(),
  returning: z.boolean(),
  waiting: z.array(lobbyPersonSchema),
});
export type Lobby = z.infer<typeof lobbySchema>;

/** `PUT /api/v1/conferences/{roomId}/lobby`: what is left out stays. */
export const changeLobbyRequestSchema = z.object({
  on: z.boolean().optional(),
  message: z.string().max(MAX_LOBBY_MESSAGE).optional(),
  colleagues: z.boolean().optional(),
  returning: z.boolean().optional(),
});
export type ChangeLobbyRequest = z.infer<typeof changeLobbyRequestSchema>;

const peopleSchema = z.union([z.literal("all"), z.array(z.uuid()).min(1).max(500)]);
export const admitRequestSchema = z.object({ people: peopleSchema });
export const refuseRequestSchema = z.object({
  people: peopleSchema,
  sentence: z.string().max(MAX_LOBBY_SENTENCE).default(""),
});

/** What became of one person; of two who decide at once, both are told the one outcome. */
export const lobbyOutcomeSchema = z.object({
  id: z.uuid(),
  displayName: z.string(),
  outcome: z.enum(["admitted", "refused", "left"]),
  /** Who decided; absent where the person left by itself. */
  by: z.string().optional(),
  /** False where somebody else was faster. */
  yours: z.boolean(),
});
export type LobbyOutcome = z.infer<typeof lobbyOutcomeSchema>;
export const lobbyOutcomesSchema = z.object({ outcomes: z.array(lobbyOutcomeSchema) });

/**
 * What somebody who waits may know: how it stands, what the moderators say, when it begins. Nothing
 * else of the room.
 */
export const ownWaitSchema = z.object({
  state: z.enum(["waiting", "admitted", "refused", "left"]),
  since: timeSchema,
  message: z.string(),
  beginsAt: timeSchema.optional(),
  /** With `refused`; empty where nothing was said. */
  sentence: z.string().optional(),
  /** With `refused`: from when on one may knock again; absent for never. */
  againAt: timeSchema.optional(),
  /** Of a guest who was admitted: shown at the door, it lets him pass when he comes back. */
  pass: z.string().optional(),
  /** Give it back with the next question, which is answered when something is different. */
  seen: z.string().max(100),
});
export type OwnWait = z.infer<typeof ownWaitSchema>;
