import type { OthersPictures, PictureActions } from "../../contract/index.ts";
import { CallPictures } from "../call-pictures.ts";
import type { Engine } from "../feature.ts";

/** Lines of others' cameras at most, by what somebody wants to have of them. */
const LARGEST = { full: 720, small: 180, none: 0 } as const satisfies Record<
  OthersPictures,
  number
>;

/** Puts pictures where they are to be seen, and asks the bridge for no more than is seen. */
export const pictures = {
  attach(engine: Engine) {
    const shown = new CallPictures(
      () => engine.session(),
      engine.local,
      () => LARGEST[engine.wishes.bandwidth.others],
    );
    const stop = engine.onEvent((event) => {
      if (event.kind === "session" && event.event.kind === "entered") shown.askNow();
      else if (event.kind === "media-changed") shown.refresh();
    });
    const actions: PictureActions = {
      attachVideo: (participantId, what, element, place) =>
        shown.attach(participantId, what, element, place),
    };
    return {
      actions,
      dispose() {
        stop();
        shown.stop();
      },
    };
  },
};
