import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  whisper: {
    word: "Whisper",
    to: "Whisper to {{name}}",
    add: "Bring {{name}} to the whisper",
    several: "Whisper to several …",
    severalAdd: "Bring more people in …",
    pick: "Whom do you want to whisper to?",
    pickHint:
      "Up to {{count}} people. All of them hear each other, the rest of the meeting does not.",
    start: "Whisper",
    cancel: "Cancel",
    aside: "Talks aside",
    asked: "{{name}} wants to whisper with you.",
    askedWith: "{{name}} wants to whisper with you and {{others}}.",
    accept: "Accept",
    decline: "Decline",
    region: "Whisper",
    opening: "The whisper is being connected. Your microphone is off in the meeting.",
    waiting: "You are waiting for {{names}}. Your microphone is off in the meeting.",
    alone: "Nobody hears you here just now. Your microphone is off in the meeting.",
    with: "You are whispering with {{names}}. The others do not hear you.",
    muted: "You hear {{names}} aside. Your microphone is off.",
    toAll: "You hear {{names}} aside. Your microphone is live in the meeting: everybody hears you.",
    toAllAlone: "Your microphone is live in the meeting: everybody hears you.",
    mending:
      "The whisper is being reconnected. Your microphone stays off in the meeting until you switch it on.",
    coming: "Not there yet: {{names}}.",
    declined: "Declined: {{names}}.",
    microphone: "My microphone",
    microphoneAside: "Whisper",
    microphonePlenum: "Meeting",
    microphoneOn: "Switch the microphone on for the whisper",
    microphoneOff: "Switch the microphone off for the whisper",
    volume: "Volume of the meeting",
    percent: "{{percent}}%",
    end: "End the whisper",
    problem: {
      encrypted:
        "There is no whispering here before this meeting is encrypted from device to device for you, too. Leave it and join again.",
      "not-now":
        "There can be no whisper just now: somebody is not in the meeting, talks aside already or has declined, or there would be too many. Your microphone is off.",
      "too-often":
        "You have asked people to whisper often within a short time. Wait a little. Your microphone is off.",
      "not-possible": "Whispering is not possible here. Your microphone is off.",
      unreachable: "Whispering cannot be reached just now. Your microphone is off. Try again soon.",
      over: "The whisper is over. Your microphone is off.",
      "nobody-came": "Nobody came to whisper. Your microphone is off.",
      broken: "The whisper was cut off. Your microphone is off, in the meeting as well.",
      "no-microphone":
        "There is no microphone for the whisper. You hear the others and are not heard.",
      stuck:
        "Your microphone could not be switched off in the meeting. So nothing of it is transmitted.",
    },
  },
};
