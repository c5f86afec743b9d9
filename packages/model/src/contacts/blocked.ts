import { z } from "zod";

/** Account data with the people whose messages and invitations one does not want to see. */
export const BLOCKED_TYPE = "m.ignored_user_list";

const schema = z.looseObject({ ignored_users: z.looseObject({}) });

/** @see https://spec.matrix.org/v1.16/client-server-api/#ignoring-users */
export function readBlocked(content: unknown): ReadonlySet<string> {
  const parsed = schema.safeParse(content);
  return new Set(parsed.success ? Object.keys(parsed.data.ignored_users) : []);
}

/** The content with one person more or less; whatever else stands there survives. */
export function withBlocked(
  content: unknown,
  userId: string,
  blocked: boolean,
): Record<string, unknown> {
  const before = schema.safeParse(content).data ?? { ignored_users: {} };
  const others = Object.entries(before.ignored_users).filter(([id]) => id !== userId);
  const now: [string, unknown][] = blocked ? [...others, [userId, {}]] : others;
  return { ...before, ignored_users: Object.fromEntries(now) };
}
