export const de = {
  bandwidth: {
    others: {
      label: "Bilder der anderen",
      hint: "Für langsame oder teure Leitungen. Ton und geteilte Bildschirme kommen immer.",
      full: "So gut, wie die Leitung es erlaubt",
      small: "Klein",
      none: "Keine, nur Ton",
    },
    own: {
      label: "Eigenes Bild senden",
      full: "Groß, wo es groß gezeigt wird",
      medium: "Mittelgroß",
      small: "Klein",
    },
    noPictures: "Bild nicht angefordert",
  },
} as const;
