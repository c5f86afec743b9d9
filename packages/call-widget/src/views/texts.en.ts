import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  call: "Meeting",
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
