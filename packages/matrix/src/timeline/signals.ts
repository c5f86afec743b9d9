import type { Engine } from "../session/engine.ts";

/** Milliseconds after which the server forgets that somebody types. */
const TYPING_TIMEOUT = 20_000;

/** Says that one types, or no longer does; nothing where the agency does without. */
export async function sendTyping(engine: Engine, roomId: string, typing: boolean): Promise<void> {
  if (!engine.agency.typing) return;
  await engine.client.sendTyping(roomId, typing, TYPING_TIMEOUT);
}
