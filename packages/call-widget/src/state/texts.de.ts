export const de = {
  problems: {
    "camera-refused":
      "Der Browser darf Ihre Kamera nicht benutzen. Erlauben Sie sie über das Symbol links in der Adresszeile und schalten Sie die Kamera dann ein. Teilnehmen können Sie auch ohne.",
    "camera-missing":
      "Es ist keine Kamera angeschlossen. Teilnehmen können Sie auch ohne; schließen Sie eine an und schalten Sie sie dann ein.",
    "camera-busy":
      "Die Kamera lässt sich nicht öffnen. Meist benutzt sie gerade ein anderes Programm: Schließen Sie es und schalten Sie die Kamera wieder ein.",
    "microphone-refused":
      "Der Browser darf Ihr Mikrofon nicht benutzen. Erlauben Sie es über das Symbol links in der Adresszeile und schalten Sie das Mikrofon dann ein. Zuhören können Sie auch ohne.",
    "microphone-missing":
      "Es ist kein Mikrofon angeschlossen. Zuhören können Sie auch ohne; schließen Sie eines an und schalten Sie es dann ein.",
    "microphone-busy":
      "Das Mikrofon lässt sich nicht öffnen. Meist benutzt es gerade ein anderes Programm: Schließen Sie es und schalten Sie das Mikrofon wieder ein.",
    "screen-refused": "Der Bildschirm wird nicht geteilt: Es wurde keiner freigegeben.",
    "insecure-origin":
      "Kamera und Mikrofon gibt es nur über eine gesicherte Verbindung (https). Zusehen und zuhören können Sie. Bitte wenden Sie sich an Ihre Administration.",
    "library-unavailable":
      "Der Videodienst ließ sich nicht laden. Ihr Chat läuft weiter. Versuchen Sie es erneut; hilft das nicht, wenden Sie sich an Ihre Administration.",
    "server-unreachable":
      "Der Videodienst antwortet nicht. Ihr Chat läuft weiter. Versuchen Sie es in einem Augenblick erneut.",
    "token-refused":
      "Sie haben zu dieser Besprechung keinen Zutritt. Bitten Sie jemanden aus dem Raum, Sie einzuladen.",
    "room-gone": "Diese Besprechung gibt es nicht mehr.",
    "encryption-browser":
      "Diese Besprechung wird von Gerät zu Gerät verschlüsselt, und dieser Browser kann das nicht. Nehmen Sie einen aktuellen Browser. Ihr Chat läuft weiter.",
    "encryption-device":
      "Diese Besprechung wird von Gerät zu Gerät verschlüsselt, und dieses Gerät ist noch nicht bestätigt. Bestätigen Sie es in den Einstellungen unter Geräte, von einem anderen Gerät aus oder mit Ihrem Wiederherstellungsschlüssel, und treten Sie dann bei.",
    "encryption-missing":
      "Die Verschlüsselung dieser Besprechung konnte nicht geladen werden. Gesendet wurde nichts. Prüfen Sie Ihre Verbindung und treten Sie noch einmal bei.",
    "encryption-guest":
      "Diese Besprechung wird von Gerät zu Gerät verschlüsselt. Gäste können daran nicht teilnehmen, weil niemand ihr Gerät bestätigt hat. Bitten Sie die Moderation, die Verschlüsselung der Besprechungen in diesem Raum auszuschalten.",
    "media-blocked": "Der Browser spielt den Ton erst nach einem Klick.",
  },
} as const;
