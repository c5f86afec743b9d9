import type { Engine } from "../call/feature.ts";
import type { LockKind, ModerationActions, ModerationSlice } from "../contract/index.ts";
import type { Source } from "../state/problems.ts";

const SOURCES: Readonly<Record<LockKind, Source>> = {
  audio: "microphone",
  video: "camera",
  desktop: "screen",
};

/** What moderators may do to others, and what one sees of it when it is done to oneself. */
export const moderation = {
  attach(engine: Engine) {
    const { host } = engine;
    const hosted = host.moderation !== undefined;
    let slice: ModerationSlice = {
      hosted,
      busy: false,
      reports: host.report !== undefined,
      showsBanned: host.showBanned !== undefined,
    };
    const show = (change: Partial<Record<keyof ModerationSlice, unknown>>): void => {
      const next = Object.fromEntries(
        Object.entries({ ...slice, ...change }).filter(([, value]) => value !== undefined),
      ) as unknown as ModerationSlice;
      if (Object.keys(change).every((key) => Reflect.get(next, key) === Reflect.get(slice, key))) {
        return;
      }
      slice = next;
      engine.update();
    };
    const switchOff = (kinds: readonly LockKind[], mutedBy: string | undefined): void => {
      const on = kinds.filter((kind) => engine.local.isOn(SOURCES[kind]));
      const heard = on.includes("audio");
      const off = Promise.all(on.map((kind) => engine.local.set(SOURCES[kind], false)));
      void off.then(() => (heard && mutedBy !== undefined ? show({ mutedBy }) : undefined));
    };
    const endpointOf = (userId: string | undefined): string | undefined =>
      engine
        .session()
        ?.participants()
        .find((one) => one.userId === userId)?.id;
    const stop = engine.onEvent((event) => {
      if (event.kind === "media-changed") {
        if (engine.local.isOn("microphone")) show({ mutedBy: undefined });
        const { asked } = slice;
        if (asked?.kinds.every((kind) => engine.local.isOn(SOURCES[kind])) === true) {
          show({ asked: undefined });
        }
      }
      if (event.kind === "session-closed") show({ mutedBy: undefined, asked: undefined });
      if (event.kind !== "session") return;
      if (event.event.kind === "muted") {
        const { by } = event.event;
        // The library has muted the track; the button has to say so, too.
        void engine.local.set("microphone", false).then(() => show({ mutedBy: by }));
      }
      if (event.event.kind !== "wanted") return;
      const { what, kinds, by } = event.event;
      if (what === "mute") switchOff(kinds, endpointOf(by));
      else if (kinds.some((kind) => !engine.local.isOn(SOURCES[kind]))) {
        show({ asked: { kinds, by } });
      }
    });
    const actions: ModerationActions = {
      muteOther: (id) => engine.session()?.mute(id),
      removeOther: (id) => engine.session()?.remove(id),
      report: (userId) => host.report?.(userId),
      showBanned: () => host.showBanned?.(),
      async moderate(act) {
        if (host.moderation === undefined || slice.busy) return;
        show({ busy: true, problem: undefined });
        const problem = await host.moderation.act(act);
        show({ busy: false, problem });
      },
      dismissMuted: () => show({ mutedBy: undefined }),
      dismissAsked: () => show({ asked: undefined, problem: undefined }),
    };
    return { slice: (): ModerationSlice => slice, actions, dispose: stop };
  },
};
