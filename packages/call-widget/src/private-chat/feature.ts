import type { Engine } from "../call/feature.ts";
import type { PrivateChatActions, PrivateChatSlice } from "../contract/index.ts";

/** Writing to one person of the call alone, where the client around it can. */
export const privateChat = {
  attach(engine: Engine) {
    const write = engine.host.writePrivately?.bind(engine.host);
    const slice: PrivateChatSlice = { available: write !== undefined };
    const actions: PrivateChatActions = { writePrivately: (userId) => write?.(userId) };
    return { slice: (): PrivateChatSlice => slice, actions, dispose: () => undefined };
  },
};
