import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  shortcuts: {
    title: "Keys in the meeting",
    microphone: "Switch the microphone on or off",
    camera: "Switch the camera on or off",
    screen: "Share the screen or stop sharing",
    hand: "Raise or lower your hand",
    view: "Change between everybody alike and who speaks large",
    people: "List of participants",
    rtt: "Show or close real-time text",
    statistics: "Figures of the connection",
    help: "This list",
    hint: "The keys work as long as you are not writing into a field.",
  },
};
