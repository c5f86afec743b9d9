import { z } from "zod";

/**
 * Control interface of a conference server (embedded, or a Prosody module of ours), for the
 * appservice alone: HTTP on the server's own port, `Authorization: Bearer <controlSecret>`.
 *
 *   GET    /control/v1/conferences                              → controlConferencesSchema
 *   DELETE /control/v1/conferences/{name}                       → 204, everybody is removed
 *   DELETE /control/v1/conferences/{name}/participants/{userId} → 204, all devices of that person
 */
export const controlParticipantSchema = z.object({
  endpointId: z.string(),
  userId: z.string(),
  displayName: z.string(),
  moderator: z.boolean(),
});
export const controlConferencesSchema = z.object({
  conferences: z.array(
    z.object({ name: z.string(), participants: z.array(controlParticipantSchema) }),
  ),
});
export type ControlConferences = z.infer<typeof controlConferencesSchema>;
