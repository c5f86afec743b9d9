import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  hands: {
    word: "Hand",
    raise: "Raise your hand",
    lower: "Lower your hand",
    speaking: "Raise your hand: you have the floor",
    raised: "Hand raised, place {{place}}",
    live: "{{name}} raises a hand.",
  },
  reactions: {
    word: "React",
    button: "Give a sign",
    yes: "Agreement",
    applause: "Applause",
    heart: "Heart",
    laugh: "Laughter",
    surprise: "Surprise",
    party: "Celebration",
    live: "{{name}}: {{reaction}}.",
  },
};
