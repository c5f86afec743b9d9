export const de = {
  floor: {
    lecture: "Vortrag",
    listeners_one: "{{count}} Person hört zu",
    listeners_other: "{{count}} Personen hören zu",
    listening: "Sie hören und sehen zu. Von den anderen werden Sie nicht gesehen.",
    ask: "Frage stellen",
    unask: "Frage zurückziehen",
    askWord: "Frage",
    asked: "Ihre Frage ist gemeldet. Die Moderation gibt Ihnen das Wort.",
    questions_one: "{{count}} Frage zeigen",
    questions_other: "{{count}} Fragen zeigen",
    empty: "Noch ist niemand auf der Bühne.",
    lead: "Besprechung leiten",
    leadLecture: "Besprechung leiten: Vortrag",
    leadLocked: "Besprechung leiten: eingeschränkt",
    lectureHint:
      "Nur Vortragende, die Moderation und wer das Wort hat, sind zu sehen und zu hören. Alle anderen hören zu und melden Fragen mit der Hand.",
    allow: {
      audio: "Alle dürfen sprechen",
      video: "Alle dürfen ihre Kamera zeigen",
      desktop: "Alle dürfen ihren Bildschirm teilen",
    },
    allowHint:
      "Gilt nicht für die Moderation und für Vortragende. Wer das Wort hat, darf sprechen.",
    noConference:
      "Vortrag, Sperren und das Wort gibt es nur in Konferenzräumen. Einen solchen legen Sie über „Neue Konferenz“ an.",
    give: "Wort geben",
    take: "Wort nehmen",
    has: "Hat das Wort",
    presenter: "Vortragend",
    promote: "Zur Moderation machen …",
    promoteTitle: "{{name}} zur Moderation machen?",
    promoteText:
      "{{name}} darf dann im Raum und in der Besprechung alles, was Sie dürfen. Das können Sie selbst nicht zurücknehmen.",
    promoteNow: "Zur Moderation machen",
    cancel: "Abbrechen",
    raise: "Hand heben",
    blocked: {
      audio: "Mikrofon gesperrt: Die Moderation lässt Sie gerade nicht sprechen",
      video: "Kamera gesperrt: Die Moderation lässt Sie gerade keine Kamera zeigen",
      desktop: "Teilen gesperrt: Die Moderation lässt Sie gerade keinen Bildschirm teilen",
    },
    notice: {
      "may-speak": "Sie dürfen jetzt sprechen. Ihr Mikrofon bleibt aus, bis Sie es einschalten.",
      "may-not-speak":
        "Ihr Mikrofon ist gesperrt. Heben Sie die Hand, wenn Sie etwas sagen möchten.",
      "camera-closed": "Die Kameras sind gesperrt. Ihre wurde ausgeschaltet.",
      "screen-closed": "Das Teilen ist gesperrt. Ihr Bildschirm wird nicht mehr geteilt.",
    },
    unmute: "Mikrofon einschalten",
    problem: {
      forbidden: "Sie dürfen das in diesem Raum nicht ändern. Nichts wurde geändert.",
      "not-a-conference":
        "In diesem Raum kann niemand das Wort bekommen: Er ist kein Konferenzraum. Nichts wurde geändert.",
      full: "Mehr Personen können das Wort nicht gleichzeitig haben. Nehmen Sie es zuerst jemandem.",
      unreachable:
        "Der Server ist gerade nicht zu erreichen. Nichts wurde geändert; versuchen Sie es noch einmal.",
      "not-applied":
        "Im Raum ist es geändert, in der laufenden Besprechung noch nicht. Das wird von selbst nachgeholt.",
      failed: "Das hat nicht geklappt. Versuchen Sie es noch einmal.",
    },
  },
} as const;
