import type { Engine } from "../call/feature.ts";
import { OneTimer } from "../call/one-timer.ts";
import type {
  FloorActions,
  FloorChange,
  FloorNotice,
  FloorProblem,
  FloorSlice,
  LockKind,
} from "../contract/index.ts";
import type { Source } from "../state/problems.ts";
import { ALL_RIGHTS, holds, noticeOf, rightsFrom, type Rights } from "./rules.ts";

/**
 * Milliseconds without news after which rights count as said. A server closes a kind for all before
 * it names those who may nevertheless: nobody's microphone has to go off in between.
 */
const SETTLES = 150;

const SOURCES: Readonly<Record<LockKind, Source>> = {
  audio: "microphone",
  video: "camera",
  desktop: "screen",
};
const KINDS = Object.keys(SOURCES) as readonly LockKind[];
const OPEN = { audio: false, video: false, desktop: false };

/** Lecture, locks and the floor: what one may send, and what moderators change of it for others. */
export const floor = {
  attach(engine: Engine) {
    const { host, local } = engine;
    const settling = new OneTimer();
    const said = new Map<LockKind, boolean>();
    let rights: Rights = ALL_RIGHTS;
    let listeners: number | undefined;
    let pending: FloorChange | undefined;
    let problem: FloorProblem | undefined;
    let notice: FloorNotice | undefined;

    const build = (): FloorSlice => {
      const room = host.floor?.state.get();
      const lecture = room?.lecture ?? listeners !== undefined;
      const locks = { ...OPEN, ...room?.locks };
      return {
        lecture: pending?.kind === "lecture" ? pending.on : lecture,
        ...(listeners === undefined ? {} : { listeners }),
        rights,
        locks: pending?.kind === "lock" ? { ...locks, [pending.media]: pending.locked } : locks,
        holders: room?.holders ?? [],
        list: room?.list,
        presenters: room?.presenters ?? [],
        ...(room ? { control: { ...room.may, isConference: room.isConference } } : {}),
        busy: pending !== undefined,
        ...(problem === undefined ? {} : { problem }),
        ...(notice === undefined ? {} : { notice }),
      };
    };
    let slice = build();
    const changed = (): void => {
      slice = build();
      engine.update();
    };

    const settle = (): void => {
      const before = rights;
      const on = {
        audio: local.isOn("microphone"),
        video: local.isOn("camera"),
        desktop: local.isOn("screen"),
      };
      rights = rightsFrom(said);
      const { lecture } = slice;
      const news = noticeOf(before, rights, { lecture, on });
      notice = news ?? (holds(notice, rights, lecture) ? notice : undefined);
      for (const kind of KINDS) local.bar(SOURCES[kind], !rights[kind]);
      changed();
    };

    const undo = [
      engine.onEvent((event) => {
        if (event.kind === "media-changed") {
          // Who has switched the microphone on has read that it may be.
          if (notice === "may-speak" && local.isOn("microphone")) {
            notice = undefined;
            changed();
          }
          return;
        }
        if (event.kind === "session-closed") {
          // The next session says everything anew; until then what was said last is shown.
          said.clear();
          settling.stop();
          return;
        }
        if (event.kind !== "session") return;
        if (event.event.kind === "entered") settling.start(SETTLES, settle);
        if (event.event.kind === "right") {
          said.set(event.event.media, event.event.allowed);
          settling.start(SETTLES, settle);
        }
        if (event.event.kind === "listeners" && event.event.count !== listeners) {
          listeners = event.event.count;
          changed();
        }
      }),
      ...(host.floor ? [host.floor.state.subscribe(changed)] : []),
    ];

    const actions: FloorActions = {
      async changeFloor(change) {
        if (!host.floor || pending !== undefined) return;
        pending = change;
        problem = undefined;
        changed();
        const failed = await host.floor.change(change);
        pending = undefined;
        problem = failed;
        changed();
      },
      dismissFloor() {
        notice = undefined;
        problem = undefined;
        changed();
      },
    };
    return {
      slice: (): FloorSlice => slice,
      actions,
      dispose() {
        settling.stop();
        for (const step of undo) step();
      },
    };
  },
};
