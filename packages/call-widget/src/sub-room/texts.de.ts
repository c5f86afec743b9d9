export const de = {
  whisper: {
    word: "Flüstern",
    to: "Flüstern mit {{name}}",
    add: "{{name}} zum Flüstern holen",
    several: "Mit mehreren flüstern …",
    severalAdd: "Weitere zum Flüstern holen …",
    pick: "Mit wem möchten Sie flüstern?",
    pickHint:
      "Bis zu {{count}} Personen. Alle hören einander, die übrige Besprechung hört sie nicht.",
    start: "Flüstern",
    cancel: "Abbrechen",
    aside: "Spricht beiseite",
    asked: "{{name}} möchte mit Ihnen flüstern.",
    askedWith: "{{name}} möchte mit Ihnen und {{others}} flüstern.",
    accept: "Annehmen",
    decline: "Ablehnen",
    region: "Flüstern",
    opening: "Das Flüstern wird verbunden. In der Besprechung ist Ihr Mikrofon aus.",
    waiting: "Sie warten auf {{names}}. In der Besprechung ist Ihr Mikrofon aus.",
    alone: "Gerade hört Sie hier niemand. In der Besprechung ist Ihr Mikrofon aus.",
    with: "Sie flüstern mit {{names}}. Die anderen hören Sie nicht.",
    muted: "Sie hören {{names}} beiseite. Ihr Mikrofon ist aus.",
    toAll: "Sie hören {{names}} beiseite. Ihr Mikrofon gehört der Besprechung: Alle hören Sie.",
    toAllAlone: "Ihr Mikrofon gehört der Besprechung: Alle hören Sie.",
    mending:
      "Das Flüstern wird neu verbunden. In der Besprechung bleibt Ihr Mikrofon aus, bis Sie es einschalten.",
    coming: "Noch nicht da: {{names}}.",
    declined: "Abgelehnt: {{names}}.",
    microphone: "Mein Mikrofon",
    microphoneAside: "Flüstern",
    microphonePlenum: "Besprechung",
    microphoneOn: "Mikrofon beim Flüstern einschalten",
    microphoneOff: "Mikrofon beim Flüstern ausschalten",
    volume: "Lautstärke der Besprechung",
    percent: "{{percent}} %",
    end: "Flüstern beenden",
    problem: {
      encrypted:
        "Flüstern geht hier erst, wenn diese Besprechung auch bei Ihnen von Gerät zu Gerät verschlüsselt ist. Verlassen Sie sie und treten Sie neu bei.",
      "not-now":
        "Flüstern geht gerade nicht: Jemand ist nicht in der Besprechung, spricht schon beiseite oder hat abgelehnt, oder es wären zu viele. Ihr Mikrofon ist aus.",
      "too-often":
        "Sie haben in kurzer Zeit oft zum Flüstern gebeten. Warten Sie etwas. Ihr Mikrofon ist aus.",
      "not-possible": "Flüstern ist hier nicht möglich. Ihr Mikrofon ist aus.",
      unreachable:
        "Flüstern ist gerade nicht erreichbar. Ihr Mikrofon ist aus. Versuchen Sie es gleich noch einmal.",
      over: "Das Flüstern ist zu Ende. Ihr Mikrofon ist aus.",
      "nobody-came": "Zum Flüstern ist niemand gekommen. Ihr Mikrofon ist aus.",
      broken:
        "Die Verbindung zum Flüstern ist abgerissen. Ihr Mikrofon ist aus, auch in der Besprechung.",
      "no-microphone": "Es gibt kein Mikrofon zum Flüstern. Sie hören mit und werden nicht gehört.",
      stuck:
        "Ihr Mikrofon ließ sich in der Besprechung nicht ausschalten. Deshalb wird nichts davon übertragen.",
    },
  },
} as const;
