import type { IndexedMessage } from "../../packages/matrix/src/search/message.ts";

const BEGINNINGS = [
  "Nachtrags",
  "Personal",
  "Bau",
  "Umwelt",
  "Verkehrs",
  "Schul",
  "Finanz",
  "Rechts",
  "Landes",
  "Kreis",
  "Gemeinde",
  "Jugend",
  "Sozial",
  "Kultur",
  "Wasser",
  "Straßen",
  "Vergabe",
  "Datenschutz",
  "Katastrophen",
  "Melde",
];
const ENDINGS = [
  "haushalt",
  "vertretung",
  "aufsicht",
  "planung",
  "verordnung",
  "ausschuss",
  "bericht",
  "verfahren",
  "antrag",
  "prüfung",
  "förderung",
  "statistik",
  "gebühren",
  "beschluss",
  "behörde",
  "konzept",
  "sitzung",
  "ordnung",
  "maßnahme",
  "änderung",
];
const VERBS = [
  "prüft",
  "liegt vor",
  "fehlt noch",
  "wurde beschlossen",
  "geht heute raus",
  "ist abgestimmt",
  "kommt morgen",
  "muss überarbeitet werden",
  "bitte mitzeichnen",
  "ist zurückgestellt",
];
const NAMES = [
  "Müller",
  "Schäfer",
  "Özdemir",
  "Krüger",
  "Groß",
  "Hoffmann",
  "Weiß",
  "Lange",
  "Böhm",
  "Nowak",
];
const SMALL = [
  "der",
  "die",
  "das",
  "und",
  "mit",
  "für",
  "von",
  "noch",
  "auch",
  "bitte",
  "danke",
  "heute",
  "morgen",
  "dann",
  "wir",
  "Sie",
  "ich",
];

/** Random numbers that are the same every time (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** What people in an office write to each other: 5 to 30 words, file numbers, files, links. */
export function officeMessages(count: number): readonly IndexedMessage[] {
  const random = randomFrom(4);
  const one = (words: readonly string[]): string => words[random(words.length)] ?? "";
  const word = (): string => (random(3) === 0 ? `${one(BEGINNINGS)}${one(ENDINGS)}` : one(SMALL));
  const now = Date.UTC(2026, 10, 1);
  return Array.from({ length: count }, (_, at) => {
    const words = Array.from({ length: 5 + random(25) }, word).join(" ");
    const extra =
      random(10) === 0
        ? ` IV-${random(9)}.${random(9)}-${1000 + random(9000)}/${20 + random(7)}`
        : random(20) === 0
          ? ` https://intranet.amt.example/akte/${random(100_000)}`
          : "";
    const isFile = random(15) === 0;
    return {
      eventId: `$${String(at).padStart(8, "0")}AbCdEfGhIjKlMnOpQrStUvWxYz0123456789`.slice(0, 44),
      roomId: `!raum${random(200)}:amt.example`,
      sender: `@person${random(300)}:amt.example`,
      timestamp: now - (count - at) * 60_000,
      kind: isFile ? "file" : "text",
      text: isFile
        ? `${one(BEGINNINGS)}${one(ENDINGS)}_Entwurf_v${random(9)}.pdf`
        : `${one(NAMES)}: ${words} ${one(VERBS)}${extra}.`,
    };
  });
}

/** What people type: beginnings, middles, several words, numbers, misspelt ones, common ones. */
export const QUERIES: readonly string[] = [
  "haushalt",
  "Nachtragsh",
  "mueller",
  "personalvertretung prüft",
  "verordnung ausschuss",
  "IV-3.2",
  "die",
  "d",
  "bitte mitzeichnen",
  "Straßenplanung",
  "strassenpl",
  "Datenschutzkonzpt",
  "gebuehren 2026",
  '"liegt vor"',
  "entwurf v3 pdf",
  "özdemir bericht",
  "nichtvorhanden",
  "umwelt statistik krüger",
  "intranet akte",
  "👍",
];
