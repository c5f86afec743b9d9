import type { SoundActions } from "../../contract/index.ts";
import { RemoteAudio } from "../../media/remote-audio.ts";
import type { Engine } from "../feature.ts";

/** The sound of everybody else, from the chosen speaker. */
export const sound = {
  attach(engine: Engine) {
    const audio = new RemoteAudio(() => engine.addProblem("media-blocked"));
    const { speaker } = engine.chosen.get();
    if (speaker !== undefined) void audio.setSpeaker(speaker);
    const play = (): void => {
      const sources = engine.session()?.sources();
      if (!sources) return;
      audio.play(sources.filter(({ kind }) => kind === "audio").map(({ track }) => track));
    };
    const stop = engine.onEvent((event) => {
      if (event.kind === "media-changed") play();
      else if (event.kind === "session-closed") audio.stop();
      else if (event.kind === "speaker-chosen") void audio.setSpeaker(event.deviceId);
    });
    const actions: SoundActions = {
      async unblock() {
        if (await audio.resume()) engine.dismiss("media-blocked");
      },
    };
    return {
      actions,
      dispose() {
        stop();
        audio.stop();
      },
    };
  },
};
