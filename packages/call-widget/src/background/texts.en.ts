import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  background: {
    label: "Background",
    none: "Unchanged",
    light: "Slightly blurred",
    strong: "Strongly blurred",
    picture: "Your own picture",
    hint: "This is done on your device; what is behind you never leaves it.",
    loading: "Loading. Until then your whole picture is blurred.",
    pictureHint:
      "The picture stays on this device. As long as there is none, your background is strongly blurred.",
    choose: "Choose a picture …",
    other: "Choose another picture …",
    remove: "Remove picture",
    refused: "This file is not a picture that can be used here. Choose another one.",
    slow: "This device is too slow for another background. Your whole picture is blurred.",
    failed:
      "Your background cannot be changed at the moment. Your whole picture is blurred or empty.",
    retry: "Try again",
    show: "Show background",
  },
};
