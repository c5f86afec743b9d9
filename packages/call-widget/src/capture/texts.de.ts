export const de = {
  capture: {
    hints: {
      "muted-speaking": "Sie sprechen, aber Ihr Mikrofon ist aus.",
      hold: "Sie sprechen, aber Ihr Mikrofon ist aus. Halten Sie die Leertaste, solange Sie sprechen.",
      "no-sound":
        "Von Ihrem Mikrofon kommt kein Ton. Prüfen Sie, ob es am Kabel oder am Gerät stumm geschaltet ist, oder wählen Sie ein anderes.",
      unmute: "Mikrofon einschalten",
      dismiss: "Hinweis schließen",
    },
    suppression: "Geräusche unterdrücken",
    suppressionHint:
      "Nimmt Tastatur, Lüfter und Straße aus Ihrer Stimme. Gilt für dieses Mikrofon.",
    suppressionLoading: "Wird geladen …",
    suppressionUnavailable:
      "Das geht in diesem Browser nicht. Ihr Mikrofon arbeitet ohne Unterdrückung weiter.",
    pushToTalk: "Zum Sprechen Leertaste halten",
    pushToTalkHint: "Ihr Mikrofon ist nur an, solange Sie die Leertaste halten.",
  },
} as const;
