import type { de } from "./de.ts";

type Texts<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Texts<T[Key]> };

export const en: Texts<typeof de> = {
  call: "Meeting",
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
  },
  controls: {
    label: "Meeting controls",
    microphone: "Microphone",
    microphoneOff: "Switch microphone off",
    microphoneOn: "Switch microphone on",
    camera: "Camera",
    cameraOff: "Switch camera off",
    cameraOn: "Switch camera on",
    screen: "Share screen",
    screenStop: "Stop sharing",
    devices: "Devices",
    leave: "Leave",
    leaveLong: "Leave the meeting",
    expand: "Show the meeting large",
    move: "Move the picture",
    moveHint: "Drag with the mouse, or move with the arrow keys",
  },
  tiles: {
    label: "Participants",
    you: "You",
    guest: "Guest",
    moderator: "Moderator",
    muted: "Microphone off",
    speaking: "speaking",
    unnamed: "No name",
    picture: "Picture of {{name}}",
    screen: "Screen of {{name}}",
    shares: "{{name}} shares the screen",
    youShare: "You share your screen",
    alone: "Nobody else is here yet.",
    previous: "Previous page",
    next: "Next page",
    page: "Page {{page}} of {{pages}}",
  },
  reconnecting: "The connection was interrupted and is being restored …",
  live: {
    joined: "{{name}} joined.",
    left: "{{name}} left.",
    restored: "The connection is back.",
  },
  sound: {
    blocked: "The browser plays sound only after a click.",
    start: "Switch sound on",
  },
  close: "Close",
  dismiss: "Dismiss",
  problems: {
    "camera-refused":
      "The browser may not use your camera. Allow it with the symbol on the left of the address bar, then switch the camera on. You can take part without it.",
    "camera-missing":
      "No camera is connected. You can take part without one; connect one and switch it on then.",
    "camera-busy":
      "The camera can’t be opened. Usually another program is using it: close that and switch the camera on again.",
    "microphone-refused":
      "The browser may not use your microphone. Allow it with the symbol on the left of the address bar, then switch the microphone on. You can listen without it.",
    "microphone-missing":
      "No microphone is connected. You can listen without one; connect one and switch it on then.",
    "microphone-busy":
      "The microphone can’t be opened. Usually another program is using it: close that and switch the microphone on again.",
    "screen-refused": "The screen is not shared: none was released for it.",
    "insecure-origin":
      "Camera and microphone need a secure connection (https). You can watch and listen. Please contact your administrators.",
    "library-unavailable":
      "The video service could not be loaded. Your chat goes on. Try again; if that does not help, contact your administrators.",
    "server-unreachable":
      "The video service does not answer. Your chat goes on. Try again in a moment.",
    "token-refused": "You have no access to this meeting. Ask somebody in the room to invite you.",
    "room-gone": "This meeting no longer exists.",
    "media-blocked": "The browser plays sound only after a click.",
  },
  ended: {
    "hung-up": "You left the meeting.",
    removed: "You were removed from the meeting.",
    "token-refused":
      "You no longer have access to this meeting. Ask somebody in the room to invite you again.",
    "connection-lost":
      "The connection to the meeting broke and did not come back. Check your network and join again.",
    "room-gone": "The meeting was ended.",
    "joined-elsewhere": "You are taking part in another window now. The meeting is over here.",
    again: "Join again",
    here: "Continue here",
  },
};
