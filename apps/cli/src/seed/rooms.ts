import { type DepartmentKey, PEOPLE, headOf, peopleOf } from "./people.ts";

/** Working days before today (at least 1), time of day, sender, text. */
export type DemoMessage = readonly [
  daysAgo: number,
  time: `${number}:${number}`,
  sender: string,
  text: string,
];

export interface DemoRoom {
  /** Part of the alias; stable, so that a second attempt finds the room of the first. */
  readonly key: string;
  /** Absent for a direct message. */
  readonly name?: string;
  readonly topic?: string;
  readonly creator: string;
  readonly members: readonly string[];
  readonly space?: DepartmentKey;
  /** Encryption is switched on after the history was written. */
  readonly encrypted: boolean;
  readonly messages: readonly DemoMessage[];
}

const everyone = PEOPLE.map((person) => person.localpart);

export const ROOMS: readonly DemoRoom[] = [
  {
    key: "aushang",
    name: "Aushang",
    topic: "Mitteilungen für das ganze Haus",
    creator: "karin.hoffmann",
    members: everyone,
    encrypted: false,
    messages: [
      [
        6,
        "08:30",
        "karin.hoffmann",
        "Guten Morgen zusammen! Ab heute läuft unser Austausch hier. Die alten Verteiler bleiben noch bis Monatsende lesbar.",
      ],
      [
        6,
        "08:41",
        "miriam.yilmaz",
        "Fragen zur Anmeldung bitte an den Raum „IT-Hilfe“, dann haben alle etwas von der Antwort.",
      ],
      [
        4,
        "11:05",
        "sabine.koch",
        "Die Betriebsversammlung ist am Donnerstag um 10 Uhr im großen Saal. Wer nicht im Haus ist, kommt über die Besprechung „Jour fixe Digitalisierung“ dazu.",
      ],
      [
        3,
        "15:20",
        "heike.neumann",
        "Der Aufzug im Nordflügel steht bis Freitag. Besuch bitte am Haupteingang abholen.",
      ],
      [
        2,
        "09:02",
        "julia.becker",
        "Unser neuer Internetauftritt ist seit heute Nacht online. Rückmeldungen sammelt Nina.",
      ],
      [
        1,
        "08:15",
        "karin.hoffmann",
        "Danke an alle, die gestern beim Umzug der Poststelle geholfen haben!",
      ],
    ],
  },
  {
    key: "leitungsrunde",
    name: "Leitungsrunde",
    topic: "Abstimmung der Abteilungen, montags 9 Uhr",
    creator: "karin.hoffmann",
    members: [
      "karin.hoffmann",
      "anna.schmidt",
      "friedrich.lang",
      "ute.brandt",
      "sabine.koch",
      "miriam.yilmaz",
      "heike.neumann",
      "julia.becker",
    ],
    space: "leitung",
    encrypted: true,
    messages: [
      [
        5,
        "09:10",
        "karin.hoffmann",
        "Für Montag bitte je Abteilung drei Punkte bis Freitagmittag.",
      ],
      [
        5,
        "09:26",
        "heike.neumann",
        "Bauaufsicht: Rückstand bei den Vorbescheiden, Vertretung für Gerd, neue Formulare.",
      ],
      [
        5,
        "10:02",
        "sabine.koch",
        "Personal: Stellenplan, Dienstvereinbarung mobiles Arbeiten, Onboarding.",
      ],
      [
        4,
        "13:44",
        "friedrich.lang",
        "Ich habe den Entwurf des Haushalts in die Ablage gelegt. Seite 14 ist noch offen.",
      ],
      [
        4,
        "13:58",
        "anna.schmidt",
        "Seite 14 klären Jonas und ich heute Nachmittag, es geht um die Lizenzen.",
      ],
      [
        2,
        "16:30",
        "miriam.yilmaz",
        "IT: Ablösung der alten Telefonanlage, Zeitplan hängt am Vergabevermerk.",
      ],
      [1, "17:05", "karin.hoffmann", "Danke. Die Tagesordnung steht, bitte nur noch Ergänzungen."],
    ],
  },
  {
    key: "vorzimmer",
    name: "Vorzimmer",
    topic: "Termine und Vertretungen der Leitung",
    creator: "karin.hoffmann",
    members: peopleOf("leitung"),
    space: "leitung",
    encrypted: true,
    messages: [
      [3, "08:05", "ute.brandt", "Der Termin beim Ministerium ist auf 14 Uhr verschoben."],
      [3, "08:09", "anna.schmidt", "Danke, ich sage dem Fahrdienst Bescheid."],
      [1, "12:31", "friedrich.lang", "Bin ab 13 Uhr nicht am Platz, Vertretung macht Anna."],
    ],
  },
  {
    key: "personal-allgemein",
    name: "Personal allgemein",
    creator: headOf("personal"),
    members: peopleOf("personal"),
    space: "personal",
    encrypted: true,
    messages: [
      [
        5,
        "10:15",
        "sabine.koch",
        "Die Ausschreibung für die Stelle im IT-Betrieb geht morgen raus.",
      ],
      [5, "10:22", "elif.kaya", "Ich habe den Text noch einmal in einfacher Sprache gegengelesen."],
      [
        4,
        "14:00",
        "thomas.wagner",
        "Wer hat die Liste der Resturlaube? Ich brauche sie für die Planung.",
      ],
      [4, "14:12", "petra.vogel", "Liegt in der Ablage unter Planung, Stand von gestern."],
      [
        2,
        "09:48",
        "michael.braun",
        "Das Bewerbungsgespräch um 11 Uhr findet per Video statt, Link steht im Kalender.",
      ],
      [
        1,
        "15:37",
        "sabine.koch",
        "Gute Runde heute. Zwei Zusagen, eine Absage. Elif schreibt die Briefe.",
      ],
    ],
  },
  {
    key: "onboarding",
    name: "Neue Kolleginnen und Kollegen",
    topic: "Erster Tag, Ausstattung, Ansprechpersonen",
    creator: headOf("personal"),
    members: [...peopleOf("personal"), "miriam.yilmaz", "lena.fischer"],
    space: "personal",
    encrypted: true,
    messages: [
      [
        6,
        "11:40",
        "elif.kaya",
        "Am 1. fangen zwei Neue in der Bauaufsicht an. Ausweise sind bestellt.",
      ],
      [6, "13:15", "lena.fischer", "Notebooks stehen bereit, Zugänge lege ich am Vortag an."],
      [2, "10:30", "petra.vogel", "Die Checkliste für den ersten Tag ist jetzt auf einer Seite."],
    ],
  },
  {
    key: "it-hilfe",
    name: "IT-Hilfe",
    topic: "Fragen rund um Arbeitsplatz, Anmeldung und Programme",
    creator: headOf("it-betrieb"),
    members: everyone,
    space: "it-betrieb",
    encrypted: false,
    messages: [
      [
        5,
        "08:50",
        "paul.richter",
        "Mein Headset wird in der Besprechung nicht erkannt. Hat jemand einen Tipp?",
      ],
      [
        5,
        "08:57",
        "jonas.weber",
        "Vor dem Beitreten unten bei „Mikrofon“ das richtige Gerät wählen. Beim nächsten Mal merkt er es sich.",
      ],
      [5, "09:03", "paul.richter", "Das war es, danke!"],
      [3, "13:20", "nina.hartmann", "Wie komme ich vom Handy an die Räume?"],
      [
        3,
        "13:26",
        "lena.fischer",
        "Dieselbe Adresse im Browser öffnen und anmelden. Eine App ist nicht nötig.",
      ],
      [
        2,
        "07:45",
        "stefan.krueger",
        "Wartung heute von 18 bis 19 Uhr, der Dateiserver ist dann kurz nicht erreichbar.",
      ],
      [2, "19:12", "stefan.krueger", "Wartung beendet, alles läuft wieder."],
      [1, "10:08", "gerd.zimmermann", "Der Drucker im 3. OG zieht kein Papier ein."],
      [
        1,
        "10:15",
        "david.nguyen",
        "Ist gemeldet, der Techniker kommt um 14 Uhr. Bis dahin bitte den im 2. OG nehmen.",
      ],
    ],
  },
  {
    key: "it-betrieb-intern",
    name: "IT-Betrieb intern",
    creator: headOf("it-betrieb"),
    members: peopleOf("it-betrieb"),
    space: "it-betrieb",
    encrypted: true,
    messages: [
      [4, "09:00", "miriam.yilmaz", "Stand Umstellung: 18 von 25 Arbeitsplätzen fertig."],
      [
        4,
        "09:07",
        "oleksandr.bondar",
        "Die restlichen sieben schaffe ich bis Mittwoch, wenn die Netzteile kommen.",
      ],
      [
        3,
        "16:45",
        "david.nguyen",
        "Die Sicherung von heute Nacht ist geprüft, Rücksicherung einer Testdatei hat geklappt.",
      ],
      [
        2,
        "11:30",
        "jonas.weber",
        "Das Zertifikat für den Webserver läuft in drei Wochen ab. Ich erneuere es am Freitag.",
      ],
      [2, "11:34", "miriam.yilmaz", "Danke, bitte Stefan als Vertretung eintragen."],
      [
        1,
        "14:20",
        "lena.fischer",
        "Die Umfrage zur Videokonferenz: 21 von 25 zufrieden, Wunsch ist ein lauterer Klingelton.",
      ],
    ],
  },
  {
    key: "bauaufsicht-team",
    name: "Bauaufsicht Team",
    creator: headOf("bauaufsicht"),
    members: peopleOf("bauaufsicht"),
    space: "bauaufsicht",
    encrypted: true,
    messages: [
      [5, "07:55", "heike.neumann", "Ortstermin Lindenstraße 12 ist auf 10:30 Uhr gelegt."],
      [5, "08:10", "tobias.schaefer", "Ich fahre hin, Magdalena kommt mit."],
      [4, "12:05", "magdalena.nowak", "Protokoll und Fotos vom Ortstermin sind in der Akte."],
      [
        3,
        "09:40",
        "fatima.haddad",
        "Der Antragsteller hat die Statik nachgereicht. Prüfung bis Ende der Woche.",
      ],
      [
        1,
        "11:11",
        "heike.neumann",
        "Gerd ist ab Montag zwei Wochen weg, Paul übernimmt seine Vorgänge.",
      ],
    ],
  },
  {
    key: "digitaler-bauantrag",
    name: "Digitaler Bauantrag",
    topic: "Projekt mit dem IT-Betrieb: vom Papier zum Portal",
    creator: headOf("bauaufsicht"),
    members: [
      "heike.neumann",
      "fatima.haddad",
      "paul.richter",
      "jonas.weber",
      "miriam.yilmaz",
      "anna.schmidt",
    ],
    space: "bauaufsicht",
    encrypted: true,
    messages: [
      [
        6,
        "14:00",
        "heike.neumann",
        "Ziel bis zum Quartalsende: Vorbescheide komplett ohne Papier.",
      ],
      [
        6,
        "14:09",
        "jonas.weber",
        "Die Schnittstelle zum Portal steht im Testsystem. Es fehlen noch die Formulare 4 und 7.",
      ],
      [5, "15:32", "fatima.haddad", "Formular 4 habe ich angepasst, bitte einmal gegenlesen."],
      [
        3,
        "10:20",
        "anna.schmidt",
        "Die Leitung möchte am Montag einen kurzen Zwischenstand, fünf Minuten reichen.",
      ],
      [
        3,
        "10:26",
        "heike.neumann",
        "Übernehme ich. Jonas, kommst du für die technischen Fragen dazu?",
      ],
      [3, "10:29", "jonas.weber", "Gern, ich wähle mich per Video ein."],
      [1, "16:02", "paul.richter", "Erster echter Antrag ist durch: 11 Minuten statt zwei Tage."],
    ],
  },
  {
    key: "presse-redaktion",
    name: "Redaktion",
    topic: "Themenplan, Freigaben, Bilder",
    creator: headOf("presse"),
    members: peopleOf("presse"),
    space: "presse",
    encrypted: true,
    messages: [
      [
        4,
        "08:45",
        "julia.becker",
        "Themen der Woche: neuer Internetauftritt, Tag der offenen Tür, Ausbildung.",
      ],
      [
        4,
        "09:12",
        "marco.rossi",
        "Fotos vom Tag der offenen Tür sind sortiert, 34 sind frei verwendbar.",
      ],
      [
        3,
        "17:20",
        "nina.hartmann",
        "Der Text zur Barrierefreiheit ist fertig. Benedikt liest Korrektur.",
      ],
      [2, "08:30", "benedikt.wolf", "Korrektur gelesen, zwei Kleinigkeiten sind geändert."],
      [1, "13:50", "julia.becker", "Freigabe ist da. Veröffentlichung morgen um 9 Uhr."],
    ],
  },
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

/** The conference room, made through the appservice like any other. */
export const CONFERENCE = {
  title: "Jour fixe Digitalisierung",
  externalKey: "demo-jour-fixe",
  moderator: "miriam.yilmaz",
  invited: ["anna.schmidt", "jonas.weber", "heike.neumann", "lena.fischer", "karin.hoffmann"],
};
