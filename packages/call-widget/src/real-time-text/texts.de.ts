export const de = {
  rtt: {
    title: "Echtzeittext",
    hint: "Alle sehen jeden Buchstaben, während Sie schreiben. Mit der Eingabetaste wird die Zeile fertig und steht danach auch im Chat.",
    hintUnkept:
      "Alle sehen jeden Buchstaben, während Sie schreiben. Mit der Eingabetaste wird die Zeile fertig.",
    lines: "Mitgeschriebene Zeilen",
    own: "Ihr Text, Buchstabe für Buchstabe zu sehen",
    placeholder: "Schreiben – alle lesen sofort mit",
    finish: "Zeile fertig",
    close: "Echtzeittext schließen",
    you: "Sie",
    writes: "schreibt",
    caption: "Untertitel",
    captions: "Meine Stimme mitschreiben",
    captionsFailed:
      "Die Spracherkennung Ihrer Behörde antwortet nicht. Es wird nichts mitgeschrieben.",
    offer: "{{name}} schreibt Echtzeittext.",
    read: "Mitlesen",
    lost: "„{{text}}“ haben alle gelesen, im Chat steht es aber nicht.",
  },
} as const;
