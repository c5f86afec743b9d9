import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  statistics: {
    title: "Connection",
    measuring: "Measuring the connection …",
    good: "Connection good",
    fair: "Connection fair",
    poor: "Connection poor",
    own: "Your connection",
    roundTrip: "Round trip",
    sending: "You send",
    receiving: "You receive",
    lossUp: "Lost while sending",
    lossDown: "Lost while receiving",
    way: "Path",
    direct: "Direct over {{protocol}}",
    relayed: "Relayed over {{protocol}}",
    video: "Picture",
    screen: "Screen",
    audio: "Sound",
    ms: "{{ms}} ms",
    rate: "{{rate}} kbit/s",
    percent: "{{percent}}%",
    frames: "{{frames}} fps",
    lost: "{{share}} lost",
  },
};
