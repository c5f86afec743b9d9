import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  shortcuts: {
    title: "Keyboard shortcuts",
    microphone: "Switch the microphone on or off",
    camera: "Switch the camera on or off",
    screen: "Share the screen or stop sharing",
    hand: "Raise or lower your hand",
    view: "Switch between tiles and speaker view",
    people: "List of participants",
    speaking: "Speaking list",
    rtt: "Show or close real-time text",
    statistics: "Connection figures",
    help: "This list",
    hint: "They work whenever you are not typing in a field.",
  },
};
