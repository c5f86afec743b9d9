export const de = {
  hands: {
    word: "Hand",
    raise: "Hand heben",
    lower: "Hand senken",
    speaking: "Hand heben: Sie haben das Wort",
    raised: "Hand gehoben, Platz {{place}}",
    live: "{{name}} hebt die Hand.",
  },
  reactions: {
    word: "Zeichen",
    button: "Ein Zeichen geben",
    yes: "Zustimmung",
    applause: "Applaus",
    heart: "Herz",
    laugh: "Lachen",
    surprise: "Staunen",
    party: "Feiern",
    live: "{{name}}: {{reaction}}.",
  },
} as const;
