import { isDeepStrictEqual } from "node:util";
import type { MatrixGateway } from "../matrix/gateway.ts";

export type Content = Readonly<Record<string, unknown>>;

/** What a change of a room's state came to. */
export interface Changed {
  readonly eventId: string;
  readonly content: Content;
  /** Content that it took the place of. */
  readonly before: Content;
}

/** Names who wants what the bot does; believed of the bot alone. */
export const ACTOR_FIELD = "chat.plenum.actor";

const MOST_ATTEMPTS = 8;

/**
 * Changes state that others change as well. Matrix has no "only if it is still so": after writing, the event
 * says which one it has replaced. Where that is not the one that was read, somebody was faster, and the
 * change is made anew on top of theirs, so that both are kept.
 */
export class RoomChanges {
  constructor(
    private readonly gateway: Pick<MatrixGateway, "stateEvent" | "sendState" | "eventOf">,
  ) {}

  /**
   * @param change what the content is to be; giving the same back changes nothing. Called again where
   *   somebody was faster.
   * @param actor for whom the bot does it
   * @returns undefined where nothing had to be changed
   * @throws HomeserverError and HomeserverUnreachable
   */
  async change(
    roomId: string,
    type: string,
    actor: string,
    change: (content: Content) => Content,
  ): Promise<Changed | undefined> {
    const present = await this.gateway.stateEvent(roomId, type, "");
    let { eventId: base, content: before } = present ?? { eventId: undefined, content: {} };
    let written: Content | undefined;
    let last: Changed | undefined;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const wanted = change(before);
      const same = isDeepStrictEqual(without(wanted), without(before));
      if (same && written === undefined) return undefined;
      const content = { ...wanted, [ACTOR_FIELD]: actor };
      if (written !== undefined && isDeepStrictEqual(content, written)) return last;
      const eventId = await this.gateway.sendState(roomId, type, "", content);
      last = { eventId, content, before };
      const replaced = (await this.gateway.eventOf(roomId, eventId))?.replaces;
      if (replaced === undefined || replaced === base) return last;
      const theirs = await this.gateway.eventOf(roomId, replaced);
      if (theirs === undefined) return last;
      written = content;
      base = eventId;
      before = theirs.content;
    }
    return last;
  }
}

function without(content: Content): Content {
  const { [ACTOR_FIELD]: _actor, ...rest } = content;
  return rest;
}
