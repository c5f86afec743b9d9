import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
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
    "encryption-browser":
      "This call is encrypted from device to device, and this browser cannot do that. Use a current browser. Your chat goes on.",
    "encryption-device":
      "This call is encrypted from device to device, and this device is not confirmed yet. Confirm it in the settings under Devices, from another device or with your recovery key, and join then.",
    "encryption-missing":
      "The encryption of this call could not be loaded. Nothing was sent. Check your connection and join once more.",
    "encryption-guest":
      "This call is encrypted from device to device. Guests cannot take part in it, since nobody has confirmed their device. Ask a moderator to switch the encryption of calls in this room off.",
    "media-blocked": "The browser plays sound only after a click.",
  },
};
