import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  people: {
    word: "People",
    title: "Participants",
    button: "Participants ({{count}})",
    list: "List of participants",
    search: "Search for a name",
    nobody: "Nobody has that name.",
    you: "{{name}} (you)",
    moderator: "Moderator",
    guest: "Guest",
    microphoneOn: "Microphone on",
    microphoneOff: "Microphone off",
    cameraOn: "Camera on",
    cameraOff: "Camera off",
    shares: "Shares the screen",
    speaks: "Speaks",
    hand: "Hand raised, place {{place}}",
    more: "More about {{name}}",
    volume: "Volume of {{name}}",
    volumeWord: "Volume",
    percent: "{{percent}}%",
    mute: "Switch microphone off",
    lowerHand: "Lower hand",
    remove: "Remove …",
    removeTitle: "Remove {{name}}?",
    removeText: "{{name}} leaves this meeting, and with access to the room may join again.",
    removeNow: "Remove",
    cancel: "Cancel",
    mutedBy: "{{name}} switched your microphone off.",
  },
  panel: {
    close: "Close",
    more: "More",
  },
};
