import type { DemoRoom } from "./demo-room.ts";

/** What people of the demo agency write to each other alone. */
export const DIRECT_MESSAGES: readonly DemoRoom[] = [
  {
    key: "dm-anna-jonas",
    creator: "anna.schmidt",
    members: ["anna.schmidt", "jonas.weber"],
    encrypted: true,
    messages: [
      [
        4,
        "14:05",
        "anna.schmidt",
        "Hallo Jonas, hast du kurz Zeit wegen der Lizenzen auf Seite 14?",
      ],
      [4, "14:07", "jonas.weber", "Klar, in zehn Minuten? Dann habe ich die Zahlen vor mir."],
      [4, "14:31", "jonas.weber", "Es sind 25 statt 40, die Differenz war noch vom alten System."],
      [4, "14:33", "anna.schmidt", "Perfekt, dann passt die Summe. Danke dir!"],
      [
        1,
        "09:20",
        "jonas.weber",
        "Für Montag: Ich rufe dich kurz vorher an, damit wir den Ton testen.",
      ],
    ],
  },
  {
    key: "dm-anna-miriam",
    creator: "miriam.yilmaz",
    members: ["miriam.yilmaz", "anna.schmidt"],
    encrypted: true,
    messages: [
      [
        2,
        "16:35",
        "miriam.yilmaz",
        "Kannst du mir den Vergabevermerk noch vor dem Wochenende schicken?",
      ],
      [2, "16:52", "anna.schmidt", "Ist unterwegs, Frau Hoffmann muss nur noch zeichnen."],
    ],
  },
  {
    key: "dm-jonas-miriam",
    creator: "jonas.weber",
    members: ["jonas.weber", "miriam.yilmaz"],
    encrypted: true,
    messages: [
      [3, "11:02", "jonas.weber", "Ich nehme am Freitag frei, Stefan vertritt mich."],
      [3, "11:04", "miriam.yilmaz", "Ist eingetragen, schönes Wochenende!"],
    ],
  },
];
