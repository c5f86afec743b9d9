import type { Engine } from "../call/feature.ts";
import type { ModerationActions, ModerationSlice } from "../contract/index.ts";

/** What moderators may do to others, and what one sees of it when it is done to oneself. */
export const moderation = {
  attach(engine: Engine) {
    let slice: ModerationSlice = {};
    const show = (next: ModerationSlice): void => {
      if (next.mutedBy === slice.mutedBy) return;
      slice = next;
      engine.update();
    };
    const stop = engine.onEvent((event) => {
      if (event.kind === "media-changed" && engine.local.isOn("microphone")) show({});
      if (event.kind === "session-closed") show({});
      if (event.kind !== "session" || event.event.kind !== "muted") return;
      const { by } = event.event;
      // The library has muted the track; the button has to say so, too.
      void engine.local.set("microphone", false).then(() => show({ mutedBy: by }));
    });
    const actions: ModerationActions = {
      muteOther: (id) => engine.session()?.mute(id),
      removeOther: (id) => engine.session()?.remove(id),
      dismissMuted: () => show({}),
    };
    return { slice: (): ModerationSlice => slice, actions, dispose: stop };
  },
};
