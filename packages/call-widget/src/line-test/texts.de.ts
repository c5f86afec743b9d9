export const de = {
  lineTest: {
    open: "Verbindung prüfen",
    title: "Verbindung prüfen",
    intro:
      "Plenum prüft, ob Besprechungen auf diesem Anschluss funktionieren. Das dauert einige Sekunden.",
    running: "Die Prüfung läuft …",
    checks: "Was geprüft wurde",
    good: "In Ordnung",
    bad: "Problem",
    note: "Hinweis",
    again: "Noch einmal prüfen",
    copy: "Bericht kopieren",
    copied: "Der Bericht ist kopiert. Er enthält keine Namen und keine Adresse Ihres Geräts.",
    copyFailed:
      "Der Browser lässt das Kopieren nicht zu. Markieren Sie den Bericht und kopieren Sie ihn.",
    copyText: "Bericht",
    close: "Schließen",
    there: "Hin und zurück: {{time}} ms.",
    service: {
      ok: "Ihr Dienst antwortet und lässt Sie in diese Besprechung.",
      failed: "Ihr Dienst antwortet nicht (HTTPS).",
      refused: "Ihr Dienst antwortet, lässt Sie aber nicht in diese Besprechung.",
    },
    socket: {
      ok: "Die Verbindung zum Videodienst steht (WebSocket). Hin und zurück: {{time}} ms.",
      failed: "Die Verbindung zum Videodienst kommt nicht zustande (WebSocket).",
    },
    media: {
      direct: "Ton und Bild gehen auf direktem Weg (UDP).",
      "direct-tcp": "Ton und Bild gehen auf direktem Weg, aber über TCP. Das kann stocken.",
      relayed: "Ton und Bild gehen über einen Vermittlungsserver (TURN).",
      failed: "Ton und Bild kommen gerade nicht durch.",
      untested:
        "Der direkte Weg für Ton und Bild (UDP) lässt sich erst in der Besprechung prüfen. Öffnen Sie die Prüfung dort unter „Geräte“ noch einmal.",
    },
    relay: {
      ok: "Der Vermittlungsserver {{address}} ist über {{transport}} erreichbar. Hin und zurück: {{time}} ms.",
      failed: "Der Vermittlungsserver {{address}} ist über {{transport}} nicht erreichbar.",
    },
    speed: {
      down: "Empfang: mindestens {{speed}} Mbit/s.",
      up: "Senden: etwa {{speed}} Mbit/s.",
      unknown: "Die Geschwindigkeit ließ sich nicht messen.",
    },
    verdict: {
      good: "Besprechungen funktionieren auf diesem Anschluss.",
      "good-so-far": "Bisher ist alles in Ordnung.",
      slow: "Der Anschluss ist langsam. Schalten Sie die Kamera aus, wenn der Ton stockt.",
      "relay-needed":
        "Besprechungen funktionieren, aber nur auf einem Umweg: Der direkte Weg (UDP) ist gesperrt. Ton und Bild können stocken.",
      "relays-failed":
        "Kein Vermittlungsserver ist erreichbar. Wenn auch der direkte Weg gesperrt ist, hören und sehen Sie nichts. Geben Sie den Bericht Ihrer Administration.",
      "media-failed":
        "Ton und Bild kommen nicht durch. Meist sperrt das Netz den Weg dorthin. Geben Sie den Bericht Ihrer Administration.",
      "socket-failed":
        "Das Netz lässt die Verbindung zum Videodienst nicht zu. Geben Sie den Bericht Ihrer Administration.",
      "service-failed":
        "Ihr Dienst ist nicht zu erreichen. Prüfen Sie, ob Sie mit dem Netz verbunden sind.",
      "service-refused":
        "Sie haben zu dieser Besprechung keinen Zutritt. An der Verbindung liegt es nicht.",
    },
    report: {
      title: "Plenum: Prüfung der Verbindung",
      time: "Zeit",
      browser: "Browser",
      result: "Ergebnis",
    },
  },
} as const;
