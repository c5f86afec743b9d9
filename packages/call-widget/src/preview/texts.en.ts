import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  preview: {
    title: "Before you join",
    cameraOff: "Your camera is off",
    cameraStarting: "Your camera is being opened",
    hears: "The microphone hears you.",
    silent: "Say something: the bar moves when the microphone hears you.",
    muted: "Your microphone is off. The others don’t hear you.",
    microphoneOn: "Microphone on",
    microphoneOff: "Microphone off",
    cameraOn: "Camera on",
    cameraIsOff: "Camera off",
    join: "Join",
    joining: "Joining",
    retry: "Try again",
  },
  devices: {
    title: "Devices",
    microphone: "Microphone",
    camera: "Camera",
    speaker: "Speaker",
    automatic: "Chosen by the browser",
    none: "None found",
    unnamed: "{{kind}} {{number}}",
    close: "Close devices",
    more: "Sound and connection",
  },
  speaker: {
    play: "Test speaker",
    playing: "A sound is played",
    question: "Did you hear the sound?",
    yes: "Yes",
    no: "No",
    heard: "Your speaker works.",
    unheard:
      "Check the volume of the computer and on the device, or choose another speaker above and test again.",
    failed: "This speaker cannot be used. Choose another one above.",
  },
};
