import type { SoundActions, SoundSlice } from "../../contract/index.ts";
import { RemoteAudio } from "../../media/remote-audio.ts";
import { personKey } from "../../layout/arrange.ts";
import type { Engine } from "../feature.ts";

/** The sound of everybody else, from the chosen speaker. */
export const sound = {
  attach(engine: Engine) {
    const audio = new RemoteAudio(() => engine.addProblem("media-blocked"));
    const { speaker } = engine.chosen.get();
    if (speaker !== undefined) void audio.setSpeaker(speaker);
    let slice: SoundSlice = { volumes: {} };
    let whole = 1;
    const play = (): void => {
      const session = engine.session();
      if (!session) return;
      const keys = new Map(session.participants().map((one) => [one.id, personKey(one)]));
      const sources = session.sources().filter(({ kind }) => kind === "audio");
      audio.play(sources.map(({ track }) => track));
      for (const { participantId, track } of sources) {
        const own = slice.volumes[keys.get(participantId) ?? participantId] ?? 1;
        audio.setVolume(track, own * whole);
      }
    };
    const stop = engine.onEvent((event) => {
      if (event.kind === "media-changed") play();
      else if (event.kind === "session-closed") audio.stop();
      else if (event.kind === "ducked") {
        whole = event.volume;
        play();
      } else if (event.kind === "speaker-chosen") void audio.setSpeaker(event.deviceId);
    });
    const actions: SoundActions = {
      async unblock() {
        if (await audio.resume()) engine.dismiss("media-blocked");
      },
      setVolume(person, volume) {
        const inRange = Math.min(2, Math.max(0, volume));
        slice = { volumes: { ...slice.volumes, [person]: inRange } };
        play();
        engine.update();
      },
    };
    return {
      slice: (): SoundSlice => slice,
      actions,
      dispose() {
        stop();
        audio.stop();
      },
    };
  },
};
