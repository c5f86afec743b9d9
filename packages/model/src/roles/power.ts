import { z } from "zod";

/** Room versions since which a room's creators stand above every power level (MSC4289). */
const CREATORS_ABOVE_ALL = 12;

/**
 * A power level as rooms carry it: an integer, or, up to room version 9, a text of one.
 * Anything else counts as absent.
 */
const levelSchema = z
  .union([z.number(), z.string().regex(/^-?[0-9]{1,15}$/)])
  .transform(Number)
  .optional()
  .catch(undefined);

const powerLevelsSchema = z.looseObject({
  users: z.record(z.string(), levelSchema).default({}).catch({}),
  users_default: levelSchema,
});

const createContentSchema = z.looseObject({
  room_version: z.string().default("1").catch("1"),
  additional_creators: z.array(z.string()).default([]).catch([]),
});

/**
 * What a room says about a person's power.
 * @param userId full Matrix id
 * @param create sender and content of the room's `m.room.create`
 * @param powerLevels content of `m.room.power_levels`, undefined where the room has none
 * @returns the power level; `Infinity` for a creator of a room of version 12 or later
 * @see https://spec.matrix.org/v1.16/client-server-api/#mroompower_levels
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4289
 */
export function powerLevelOf(
  userId: string,
  create: { readonly sender: string; readonly content: unknown },
  powerLevels: unknown,
): number {
  const content = createContentSchema.safeParse(create.content);
  const version = content.success ? Number(content.data.room_version) : 1;
  const isCreator =
    create.sender === userId ||
    (content.success && content.data.additional_creators.includes(userId));
  if (version >= CREATORS_ABOVE_ALL && isCreator) return Number.POSITIVE_INFINITY;
  if (powerLevels === undefined) return create.sender === userId ? 100 : 0;
  const levels = powerLevelsSchema.safeParse(powerLevels);
  if (!levels.success) return 0;
  const own = Object.hasOwn(levels.data.users, userId) ? levels.data.users[userId] : undefined;
  return own ?? levels.data.users_default ?? 0;
}
