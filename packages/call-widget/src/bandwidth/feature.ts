import type { Engine } from "../call/feature.ts";
import type { BandwidthActions, BandwidthSlice, OwnPicture } from "../contract/index.ts";

/** Lines of one's own picture at most: those of the simulcast layers. */
const HEIGHTS = { full: 720, medium: 360, small: 180 } as const satisfies Record<
  OwnPicture,
  number
>;

/**
 * How much of the line somebody lets a call have. What is received follows from what the views show
 * (`state/receiver-constraints.ts`); what is sent is a limit of the library's.
 */
export const bandwidth = {
  attach(engine: Engine) {
    const { wishes } = engine;
    let slice: BandwidthSlice = wishes.bandwidth;

    const limit = (): void => engine.session()?.sendAtMost(HEIGHTS[slice.own]);
    const change = (next: BandwidthSlice): void => {
      slice = next;
      wishes.setBandwidth(next);
      engine.update();
    };
    const stop = engine.onEvent((event) => {
      // The library begins without a limit; what was set in an earlier session went with it.
      if (event.kind !== "session" || event.event.kind !== "entered") return;
      if (slice.own !== "full") limit();
    });

    const actions: BandwidthActions = {
      setOthersPictures(others) {
        change({ ...slice, others });
        // Pictures that stay on the screen are asked for in another size.
        engine.emit({ kind: "media-changed" });
      },
      setOwnPicture(own) {
        change({ ...slice, own });
        limit();
      },
    };
    return { slice: () => slice, actions, dispose: stop };
  },
};
