import type { SameTexts } from "../i18n/same-texts.ts";
import type { de } from "./texts.de.ts";

export const en: SameTexts<typeof de> = {
  floor: {
    lecture: "Lecture",
    listeners_one: "{{count}} person listens",
    listeners_other: "{{count}} people listen",
    listening: "You listen and watch. The others do not see you.",
    ask: "Ask a question",
    unask: "Withdraw the question",
    askWord: "Question",
    asked: "Your question is announced. A moderator will give you the floor.",
    questions_one: "Show {{count}} question",
    questions_other: "Show {{count}} questions",
    empty: "Nobody is on the stage yet.",
    lead: "Lead the meeting",
    leadLecture: "Lead the meeting: lecture",
    leadLocked: "Lead the meeting: restricted",
    lectureHint:
      "Only presenters, moderators and whoever has the floor are seen and heard. Everybody else listens and announces questions with the hand.",
    allow: {
      audio: "Everybody may speak",
      video: "Everybody may show their camera",
      desktop: "Everybody may share their screen",
    },
    allowHint: "Moderators and presenters always may. Whoever has the floor may speak.",
    noConference:
      "Lectures, locks and the floor exist in conference rooms only. Make one with “New conference”.",
    give: "Give the floor",
    putOnList: "Put onto the speaking list",
    take: "Take the floor back",
    has: "Has the floor",
    presenter: "Presenter",
    promote: "Make a moderator …",
    promoteTitle: "Make {{name}} a moderator?",
    promoteText:
      "{{name}} may then do everything in the room and in the meeting that you may. You cannot take that back yourself.",
    promoteNow: "Make a moderator",
    cancel: "Cancel",
    blocked: {
      audio: "Microphone closed: the moderators do not let you speak at the moment",
      video: "Camera closed: the moderators do not let you show a camera at the moment",
      desktop: "Sharing closed: the moderators do not let you share a screen at the moment",
    },
    notice: {
      "may-speak": "You may speak now. Your microphone stays off until you switch it on.",
      "may-not-speak": "Your microphone is closed. Raise your hand if you want to say something.",
      "camera-closed": "Cameras are closed. Yours was switched off.",
      "screen-closed": "Sharing is closed. Your screen is not shared any more.",
    },
    unmute: "Switch microphone on",
    problem: {
      forbidden: "You may not change that in this room. Nothing was changed.",
      "not-a-conference":
        "Nobody can be given the floor in this room: it is no conference room. Nothing was changed.",
      full: "No more people can have the floor at once. Take it from somebody first.",
      unreachable: "The server cannot be reached right now. Nothing was changed; try once more.",
      "not-applied":
        "It is changed in the room, but not in the running meeting yet. That follows by itself.",
      failed: "That did not work. Try once more.",
    },
  },
};
