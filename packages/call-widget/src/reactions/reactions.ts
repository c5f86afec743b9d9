import { z } from "zod";
import type { Engine } from "../call/feature.ts";
import type { Reaction, ReactionActions, ReactionsSlice } from "../contract/index.ts";
import { Pace } from "./pace.ts";

/** What is drawn for each; whatever else somebody sends is not shown. */
export const SIGNS: Readonly<Record<Reaction, string>> = {
  yes: "👍",
  applause: "👏",
  heart: "❤️",
  laugh: "😂",
  surprise: "😮",
  party: "🎉",
};
export const REACTIONS = Object.keys(SIGNS) as readonly Reaction[];

const TYPE = "chat.plenum.reaction";
const messageSchema = z.object({
  type: z.literal(TYPE),
  reaction: z.enum(["yes", "applause", "heart", "laugh", "surprise", "party"]),
});
/** Milliseconds for which a sign is seen. */
const SHOWN_FOR = 4_000;
/** In a large circle the newest are enough. */
const MOST = 24;
const PER_SECOND = 5;

/** Signs that float by: sent over the bridge, kept nowhere. */
export const reactions = {
  attach(engine: Engine) {
    let slice: ReactionsSlice = { shown: [] };
    let count = 0;
    const paces = new Map<string, Pace>();
    const timers = new Set<number>();

    const show = (from: string, reaction: Reaction): boolean => {
      const pace = paces.get(from) ?? new Pace(PER_SECOND);
      paces.set(from, pace);
      if (!pace.take(Date.now())) return false;
      count += 1;
      const one = { number: count, from, reaction };
      slice = { shown: [...slice.shown, one].slice(-MOST) };
      engine.update();
      const timer = window.setTimeout(() => {
        timers.delete(timer);
        slice = { shown: slice.shown.filter((shown) => shown !== one) };
        engine.update();
      }, SHOWN_FOR);
      timers.add(timer);
      return true;
    };

    const stop = engine.onEvent((event) => {
      if (event.kind === "session-closed") paces.clear();
      if (event.kind !== "session" || event.event.kind !== "message") return;
      const message = messageSchema.safeParse(event.event.content);
      if (message.success) show(event.event.from, message.data.reaction);
    });
    const actions: ReactionActions = {
      react(reaction) {
        const session = engine.session();
        const id = session?.ownId();
        if (!session || id === undefined || !show(id, reaction)) return;
        session.broadcast({ type: TYPE, reaction });
      },
    };
    return {
      slice: (): ReactionsSlice => slice,
      actions,
      dispose() {
        stop();
        for (const timer of timers) window.clearTimeout(timer);
      },
    };
  },
};
