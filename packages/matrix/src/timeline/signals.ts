import type { Lifetime } from "../observable/lifetime.ts";
import type { Engine } from "../session/engine.ts";

/** Milliseconds after which the server forgets that somebody types. */
const TYPING_TIMEOUT = 20_000;
/** Milliseconds for which somebody has to type before others are told. */
const BEGIN = 500;
/** Milliseconds for which somebody has to rest before others are told. */
const REST = 500;

/** Says that one types, or no longer does; nothing where the agency does without. */
export async function sendTyping(engine: Engine, roomId: string, typing: boolean): Promise<void> {
  if (!engine.agency.typing) return;
  await engine.client.sendTyping(roomId, typing, TYPING_TIMEOUT);
}

/**
 * When others are told that one types. Each notice wakes everybody in the room, and what is sent
 * meanwhile waits until the server has answered them all: so it is never told in the moment in which
 * a message goes out, and not at all for a short answer.
 */
export class OwnTyping {
  #told = false;
  #wanted = false;
  #cancel: (() => void) | undefined;

  /** @param tell tells the others */
  constructor(
    private readonly lifetime: Lifetime,
    private readonly tell: (typing: boolean) => void,
  ) {}

  /** @param typing true again and again while it lasts */
  set(typing: boolean): void {
    if (typing && this.#told && this.#wanted) {
      this.tell(true);
      return;
    }
    if (typing === this.#wanted) return;
    this.#wanted = typing;
    this.#cancel?.();
    this.#cancel =
      typing === this.#told
        ? undefined
        : this.lifetime.timeout(typing ? BEGIN : REST, () => {
            this.#told = typing;
            this.tell(typing);
          });
  }
}
