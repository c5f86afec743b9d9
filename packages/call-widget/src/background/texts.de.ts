export const de = {
  background: {
    label: "Hintergrund",
    none: "Wie er ist",
    light: "Leicht unscharf",
    strong: "Stark unscharf",
    picture: "Eigenes Bild",
    hint: "Wird auf diesem Gerät berechnet; nichts davon verlässt es.",
    loading: "Wird geladen. Bis dahin ist Ihr ganzes Bild unscharf.",
    pictureHint:
      "Das Bild bleibt auf diesem Gerät. Solange es keines gibt, ist Ihr Hintergrund stark unscharf.",
    choose: "Bild wählen …",
    other: "Anderes Bild wählen …",
    remove: "Bild entfernen",
    refused: "Diese Datei ist kein Bild, das sich hier verwenden lässt. Wählen Sie eine andere.",
    slow: "Dieses Gerät ist zu langsam für einen anderen Hintergrund. Ihr ganzes Bild ist unscharf.",
    failed:
      "Ihr Hintergrund lässt sich gerade nicht ändern. Ihr ganzes Bild ist unscharf oder leer.",
    retry: "Noch einmal versuchen",
    show: "Hintergrund zeigen",
  },
} as const;
