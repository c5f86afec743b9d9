import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  capture: {
    hints: {
      "muted-speaking": "You are speaking, but your microphone is off.",
      hold: "You are speaking, but your microphone is off. Hold the space bar while you speak.",
      "no-sound":
        "No sound comes from your microphone. Check whether it is muted at its cable or on the headset, or choose another one.",
      unmute: "Switch microphone on",
      dismiss: "Close hint",
    },
    suppression: "Suppress noise",
    suppressionHint: "Removes the noise of keyboard, fan and street. Applies to this microphone.",
    suppressionLoading: "Loading …",
    suppressionUnavailable: "This browser cannot do that. Your microphone stays on without it.",
    pushToTalk: "Hold the space bar to talk",
    pushToTalkHint: "Your microphone is on only while you hold the space bar.",
  },
};
