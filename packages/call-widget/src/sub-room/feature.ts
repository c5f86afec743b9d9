import { SUB_ROOM_MESSAGE } from "@plenum/model";
import type { Engine } from "../call/feature.ts";
import type { SubRoomActions, SubRoomProblem, SubRoomSlice } from "../contract/index.ts";
import { personKey } from "../layout/arrange.ts";
import { Pace } from "../reactions/pace.ts";
import { OneTimer } from "../call/one-timer.ts";
import type { SubRoomRun, SubRoomView } from "./run.ts";

/** How loud the call is while one talks aside, unless one wants it otherwise. */
const DUCKED = 0.3;
/** Name under which a device says in its presence that somebody talks aside: to all, and no more. */
const PROPERTY = "plenumAside";
/** Looks at the server a second that others may cause. */
const PER_SECOND = 2;
/** Milliseconds after joining in which a sub-room from before a reload is looked for. */
const LEFT_OVER = 1_500;

/**
 * Talking aside with a few while the call goes on: a second small conference for sound. What there is
 * to it comes when somebody begins (`run.ts`); here stands who is told, and when it must not be.
 */
export const subRoom = {
  attach(engine: Engine) {
    const { subRooms: host, keys } = engine.host;
    const pace = new Pace(PER_SECOND);
    const leftOver = new OneTimer();
    let run: SubRoomRun | undefined;
    let loading: Promise<SubRoomRun | undefined> | undefined;
    let disposed = false;
    let sealed = false;
    let isAside = false;
    let slice: SubRoomSlice = {
      available: host !== undefined,
      microphone: "plenum",
      plenumVolume: DUCKED,
      aside: [],
    };

    const change = (next: Partial<SubRoomSlice>): void => {
      slice = { ...slice, ...next };
      engine.update();
    };
    const show = (view: SubRoomView): void => {
      const { available, plenumVolume, aside } = slice;
      slice = { available, plenumVolume, aside, ...view };
      engine.update();
    };
    const say = (problem: SubRoomProblem): void => change({ problem });
    const duck = (): void =>
      engine.emit({ kind: "ducked", volume: isAside ? slice.plenumVolume : 1 });
    const tellAside = (): void => engine.session()?.say(PROPERTY, isAside ? "1" : "0");

    const load = async (): Promise<SubRoomRun | undefined> => {
      if (run || !host) return run;
      const { SubRoomRun: Run } = await import("./run.ts");
      if (disposed) return undefined;
      run ??= new Run({
        engine,
        host,
        keys: () => (sealed ? keys : undefined),
        onChange: show,
        onAside(aside) {
          isAside = aside;
          duck();
          tellAside();
        },
      });
      return run;
    };
    const started = (): Promise<SubRoomRun | undefined> => {
      loading ??= load().catch(() => {
        loading = undefined;
        say("unreachable");
        return undefined;
      });
      return loading;
    };

    /** The call is to be encrypted and is not, here: then what is said aside would not be either. */
    const exposed = (): boolean =>
      !sealed &&
      (keys?.wanted.get() === true ||
        [...(engine.session()?.said("plenumEncrypted").values() ?? [])].includes("1"));

    const look = (): void => {
      if (!host || exposed()) return;
      if (pace.take(Date.now())) void started().then((one) => one?.look());
    };

    /** What a window that was loaded anew has left behind at the server. */
    const clear = async (): Promise<void> => {
      if (!host || run || exposed()) return;
      const { participants } = engine.core();
      const self = participants.find(({ isLocal }) => isLocal)?.userId;
      // Another device of this person may be aside.
      if (participants.some(({ isLocal, userId }) => !isLocal && userId === self)) return;
      const rooms = await host.list();
      if (run) return;
      for (const { id, own } of rooms) if (own === "in") await host.leave(id);
      if (rooms.some(({ own }) => own === "invited")) look();
    };

    const whoIsAside = (): void => {
      const session = engine.session();
      if (!session || session.ownId() === undefined) return;
      const said = session.said(PROPERTY);
      const aside = session
        .participants()
        .filter(({ id }) => said.get(id) === "1")
        .map(personKey)
        .toSorted();
      if (aside.join() !== slice.aside.join()) change({ aside });
    };

    const undo = [
      engine.onEvent((event) => {
        if (event.kind === "session-opening" && sealed !== (event.seal !== undefined)) {
          sealed = !sealed;
          // What was begun the other way does not go on.
          run?.stop("encrypted");
        }
        if (event.kind === "speaker-chosen") run?.setSpeaker(event.deviceId);
        if (event.kind === "media-changed") {
          run?.check();
          whoIsAside();
          if (run && exposed()) run.stop("encrypted");
        }
        if (event.kind !== "session") return;
        if (event.event.kind === "entered") {
          if (isAside) tellAside();
          leftOver.start(LEFT_OVER, () => void clear().catch(() => undefined));
        }
        if (event.event.kind === "message" && isHint(event.event.content)) look();
      }),
      engine.onChange(() => {
        const { kind } = engine.phase;
        if (kind === "ended" || kind === "failed") run?.stop();
      }),
      ...(keys
        ? [
            keys.wanted.subscribe(() => {
              if (exposed()) run?.stop("encrypted");
            }),
          ]
        : []),
    ];

    const actions: SubRoomActions = {
      whisperTo(people) {
        if (!host || people.length === 0) return;
        if (exposed()) say("encrypted");
        else void started().then((one) => one?.ask(people));
      },
      answerWhisper: (accept) => void run?.answer(accept),
      endWhisper: () => run?.leave(),
      turnMicrophone: (to) => run?.turnTo(to),
      setPlenumVolume(volume) {
        change({ plenumVolume: Math.min(1, Math.max(0, volume)) });
        duck();
      },
      dismissWhisper() {
        const { problem: _said, ...rest } = slice;
        slice = rest;
        if (run) run.dismiss();
        else engine.update();
      },
    };
    return {
      slice: (): SubRoomSlice => slice,
      actions,
      dispose() {
        disposed = true;
        leftOver.stop();
        run?.dispose();
        for (const step of undo) step();
      },
    };
  },
};

function isHint(content: unknown): boolean {
  return Reflect.get(Object(content) as object, "type") === SUB_ROOM_MESSAGE;
}
