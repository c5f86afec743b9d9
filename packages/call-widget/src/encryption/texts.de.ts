export const de = {
  encryption: {
    title: "Verschlüsselung der Besprechung",
    wanted: "Ton und Bild werden von Gerät zu Gerät verschlüsselt.",
    state: {
      confirmed: "Verschlüsselt, alle bestätigt",
      signed: "Verschlüsselt",
      partly: "Verschlüsselt, aber nicht mit allen",
      off: "Nicht von Gerät zu Gerät verschlüsselt",
      out: "Sie sind von der Verschlüsselung ausgeschlossen",
    },
    text: {
      confirmed:
        "Ton und Bild sind von Gerät zu Gerät verschlüsselt; der Server kann sie nicht sehen und hören. Die Schlüssel aller Personen haben Sie verglichen.",
      signed:
        "Ton und Bild sind von Gerät zu Gerät verschlüsselt; der Server kann sie nicht sehen und hören. Dass niemand einen Schlüssel untergeschoben hat, ist erst sicher, wenn Sie sich gegenseitig bestätigt haben.",
      partly:
        "Ton und Bild sind von Gerät zu Gerät verschlüsselt. Mit manchen Geräten in dieser Besprechung geht das nicht.",
      off: "Ton und Bild sind auf dem Weg zum Server verschlüsselt, nicht von Gerät zu Gerät. Die Moderation kann das in den Einstellungen des Raums unter Schutz einschalten.",
      out: "Die anderen haben Ton und Bild von Gerät zu Gerät verschlüsselt, dieses Gerät nicht: Sie sehen und hören einander nicht. Verlassen Sie die Besprechung und treten Sie ihr in Plenum auf einem bestätigten Gerät erneut bei.",
    },
    without:
      "Sie und diese Personen sehen und hören einander nicht, weil deren Gerät nicht mit verschlüsselt: {{names}}",
    unconfirmed: "Noch nicht gegenseitig bestätigt: {{names}}",
    excludes:
      "Nicht dabei sein können Gäste, Telefon, Aufzeichnung und andere Programme als Plenum. Text in Echtzeit ist ebenso verschlüsselt. Wer teilnimmt, wann gesprochen oder geschrieben wird und gehobene Hände bleiben für den Server sichtbar.",
  },
} as const;
