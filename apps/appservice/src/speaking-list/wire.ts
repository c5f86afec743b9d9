import type { Logger } from "../logging/logger.ts";
import type { Route } from "../http/route.ts";
import { RepeatingTask } from "../maintenance/repeating.ts";
import type { EventListener } from "../matrix/transactions.ts";
import { speakingRoutes } from "./routes.ts";
import { SpeakingLists, type SpeakingListsParts } from "./speaking-lists.ts";
import { SpeakingStore } from "./store.ts";

/** Seconds after which a room counts as left lying. */
const LEFT_LYING = 3;

/** What the service takes of the speaking lists. */
export interface SpeakingFeature {
  readonly lists: SpeakingLists;
  readonly listener: EventListener;
  readonly routes: readonly Route[];
  readonly tasks: readonly RepeatingTask[];
  /** After a start, as soon as the homeserver is there. */
  catchUp(): void;
  forgetOld(): Promise<void>;
}

/** Puts the parts of the speaking lists together. */
export function wireSpeakingLists(
  parts: Omit<SpeakingListsParts, "store"> & Omit<Parameters<typeof speakingRoutes>[0], "store">,
  log: Logger,
): SpeakingFeature {
  const store = new SpeakingStore(parts.pool);
  const lists = new SpeakingLists({ ...parts, store });
  return {
    lists,
    listener: (event) => lists.handle(event),
    routes: speakingRoutes({ ...parts, store }),
    tasks: [new RepeatingTask("speaking lists", 3_000, () => lists.runDue(LEFT_LYING), log)],
    catchUp() {
      lists.catchUp().catch((error: unknown) => {
        log.warn({ err: error }, "speaking lists could not be caught up with yet");
      });
    },
    forgetOld: () => store.forgetOld(),
  };
}
