import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  lineTest: {
    open: "Test connection",
    title: "Test connection",
    intro: "Plenum tests whether meetings work on this line. That takes some seconds.",
    running: "The test is running …",
    checks: "What was tested",
    good: "Fine",
    bad: "Problem",
    note: "Note",
    again: "Test again",
    copy: "Copy report",
    copied: "The report is copied. It holds no names and no address of your device.",
    copyFailed: "The browser does not allow copying. Select the report and copy it.",
    copyText: "Report",
    close: "Close",
    there: "There and back: {{time}} ms.",
    service: {
      ok: "Your service answers and lets you into this meeting.",
      failed: "Your service does not answer (HTTPS).",
      refused: "Your service answers, but does not let you into this meeting.",
    },
    socket: {
      ok: "The connection to the video service stands (WebSocket). There and back: {{time}} ms.",
      failed: "The connection to the video service cannot be made (WebSocket).",
    },
    media: {
      direct: "Sound and picture take the direct way (UDP).",
      "direct-tcp": "Sound and picture take the direct way, but over TCP. They may falter.",
      relayed: "Sound and picture go through a relay server (TURN).",
      failed: "Sound and picture do not come through at the moment.",
      untested:
        "The direct way of sound and picture (UDP) can be tested only in the meeting. Open the test there again, under “Devices”.",
    },
    relay: {
      ok: "The relay server {{address}} can be reached over {{transport}}. There and back: {{time}} ms.",
      failed: "The relay server {{address}} cannot be reached over {{transport}}.",
    },
    speed: {
      down: "Receiving: at least {{speed}} Mbit/s.",
      up: "Sending: about {{speed}} Mbit/s.",
      unknown: "The speed could not be measured.",
    },
    verdict: {
      good: "Meetings work on this line.",
      "good-so-far": "Everything is fine so far.",
      slow: "The line is slow. Switch the camera off when the sound falters.",
      "relay-needed":
        "Meetings work, but only by a detour: the direct way (UDP) is blocked. Sound and picture may falter.",
      "relays-failed":
        "No relay server can be reached. If the direct way is blocked too, you hear and see nothing. Give the report to your administration.",
      "media-failed":
        "Sound and picture do not come through. Mostly the network blocks their way. Give the report to your administration.",
      "socket-failed":
        "The network does not allow the connection to the video service. Give the report to your administration.",
      "service-failed":
        "Your service cannot be reached. Check whether you are connected to the network.",
      "service-refused": "You have no access to this meeting. The connection is not the reason.",
    },
    report: {
      title: "Plenum: test of the connection",
      time: "Time",
      browser: "Browser",
      result: "Result",
    },
  },
};
