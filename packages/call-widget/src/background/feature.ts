import type { Engine } from "../call/feature.ts";
import type { BackgroundActions, BackgroundChoice, BackgroundSlice } from "../contract/index.ts";

/** Blurs what is behind somebody, or puts a picture there, before their picture goes out. */
export const background = {
  attach(engine: Engine) {
    const { local, wishes } = engine;
    const { camera } = local;
    let refused = false;

    const state = (): BackgroundSlice["state"] => {
      if (camera.backdrop === undefined || !camera.paints) return "off";
      const stage = camera.report?.stage ?? "loading";
      return stage === "masking" ? "on" : stage;
    };
    const build = (): BackgroundSlice => {
      const { maskCost = 0, frameCost = 0 } = camera.report ?? {};
      return {
        choice: wishes.background,
        state: state(),
        hasPicture: wishes.hasBackgroundPicture,
        refused,
        maskCost: Math.round(maskCost),
        frameCost: Math.round(frameCost),
      };
    };
    let slice = build();
    const changed = (): void => {
      const next = build();
      if (same(slice, next)) return;
      slice = next;
      engine.update();
    };
    camera.choose(wishes.background);
    camera.onChange = changed;
    const stop = engine.onEvent(changed);

    const choose = (choice: BackgroundChoice): void => {
      refused = false;
      wishes.setBackground(choice);
      camera.choose(choice);
      changed();
      // Painted or not is decided when a camera is opened.
      void local.follow();
    };
    const actions: BackgroundActions = {
      setBackground: choose,
      async setBackgroundPicture(file) {
        try {
          const { keepPicture } = await import("./picture-store.ts");
          await keepPicture(file);
        } catch {
          refused = true;
          changed();
          return;
        }
        wishes.setHasBackgroundPicture(true);
        choose("picture");
      },
      async removeBackgroundPicture() {
        wishes.setHasBackgroundPicture(false);
        if (wishes.background === "picture") choose("strong");
        changed();
        const { forgetPicture } = await import("./picture-store.ts");
        await forgetPicture();
      },
      async retryBackground() {
        await local.changeDevice("camera");
      },
    };
    return {
      slice: () => slice,
      actions,
      dispose() {
        stop();
        camera.onChange = () => undefined;
      },
    };
  },
};

function same(one: BackgroundSlice, other: BackgroundSlice): boolean {
  return (
    one.choice === other.choice &&
    one.state === other.state &&
    one.hasPicture === other.hasPicture &&
    one.refused === other.refused &&
    one.maskCost === other.maskCost &&
    one.frameCost === other.frameCost
  );
}
