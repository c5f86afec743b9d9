export const de = {
  shortcuts: {
    title: "Tasten in der Besprechung",
    microphone: "Mikrofon ein- oder ausschalten",
    camera: "Kamera ein- oder ausschalten",
    screen: "Bildschirm teilen oder Teilen beenden",
    hand: "Hand heben oder senken",
    view: "Zwischen allen gleich groß und Sprechenden groß wechseln",
    people: "Liste der Teilnehmenden",
    speaking: "Redeliste",
    rtt: "Echtzeittext zeigen oder schließen",
    statistics: "Angaben zur Verbindung",
    help: "Diese Liste",
    hint: "Die Tasten wirken, solange Sie nicht in ein Feld schreiben.",
  },
} as const;
