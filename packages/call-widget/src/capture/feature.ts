import type { Engine } from "../call/feature.ts";
import { OneTimer } from "../call/one-timer.ts";
import type { CaptureActions, CaptureSlice } from "../contract/index.ts";
import { anew, type HintState, look, noHints, quieten } from "./hints.ts";
import { TAIL, talk, type TalkEvent, type TalkState } from "./push-to-talk.ts";
import { listenToTalkKey } from "./talk-key.ts";

/** Milliseconds between two looks at the microphone. */
const INTERVAL = 150;

/** Noise suppression, holding a key to talk, and what the microphone has to say for itself. */
export const capture = {
  attach(engine: Engine) {
    const { local, wishes, chosen } = engine;
    const { microphone } = local;
    const tail = new OneTimer();
    let hints: HintState = noHints;
    let talking: TalkState = "idle";
    let stopKeys: (() => void) | undefined;
    let device = chosen.get().microphone;

    const build = (): CaptureSlice => ({
      ...(hints.hint === undefined ? {} : { hint: hints.hint }),
      suppression: microphone.suppression(),
      pushToTalk: wishes.pushToTalk,
      talking: talking !== "idle",
    });
    let slice = build();
    const changed = (): void => {
      const next = build();
      if (same(slice, next)) return;
      slice = next;
      engine.update();
    };

    const running = (): boolean =>
      engine.phase.kind === "joined" || engine.phase.kind === "reconnecting";
    const onTalk = (event: TalkEvent): void => {
      const before = talking;
      talking = talk(before, event);
      if (talking === before) return;
      tail.stop();
      if (talking === "tail") tail.start(TAIL, () => onTalk({ kind: "tail-over" }));
      if (before === "idle") void engine.setMicrophone(true);
      if (talking === "idle") void engine.setMicrophone(false);
      changed();
    };
    const press = (): void => {
      if (running()) onTalk({ kind: "pressed", muted: !engine.microphoneIsOn() });
    };
    const keys = (on: boolean): void => {
      stopKeys?.();
      stopKeys = on
        ? listenToTalkKey({
            press,
            release: () => onTalk({ kind: "released" }),
            lost: () => onTalk({ kind: "lost" }),
          })
        : undefined;
    };
    keys(wishes.pushToTalk);

    const timer = window.setInterval(() => {
      if (!microphone.isOpen) return;
      const muted = !engine.microphoneIsOn();
      hints = look(hints, { at: performance.now(), muted, ...microphone.measure() });
      changed();
    }, INTERVAL);
    microphone.onChange = changed;
    if (wishes.suppresses(device)) void microphone.suppress(true);

    const stop = engine.onEvent(({ kind }) => {
      if (kind === "device-opened") hints = anew(hints);
      if (chosen.get().microphone === device) return;
      device = chosen.get().microphone;
      void microphone.suppress(wishes.suppresses(device));
    });

    const actions: CaptureActions = {
      setSuppression(on) {
        wishes.setSuppression(chosen.get().microphone, on);
        void microphone.suppress(on);
      },
      setPushToTalk(on) {
        wishes.setPushToTalk(on);
        onTalk({ kind: "lost" });
        keys(on);
        // Who wants to hold a key to be heard does not want to be heard now.
        if (on && running()) void local.set("microphone", false);
        changed();
      },
      talk(on) {
        if (on) press();
        else onTalk({ kind: "released" });
      },
      dismissHint() {
        hints = quieten(hints, performance.now());
        changed();
      },
      rememberBegin: (source, on) => wishes.setBegin(source, on),
    };
    return {
      slice: () => slice,
      actions,
      dispose() {
        window.clearInterval(timer);
        tail.stop();
        stopKeys?.();
        stop();
        microphone.onChange = () => undefined;
      },
    };
  },
};

function same(one: CaptureSlice, other: CaptureSlice): boolean {
  return (
    one.hint === other.hint &&
    one.suppression === other.suppression &&
    one.pushToTalk === other.pushToTalk &&
    one.talking === other.talking
  );
}
