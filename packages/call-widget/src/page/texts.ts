/** Texts that only the page of its own needs. */
export const PAGE_NAMESPACE = "call-page";

export const pageTexts = {
  de: {
    connecting: "Die Besprechung wird vorbereitet …",
    unlinked: {
      title: "Hier fehlt der Raum",
      text: "Diese Seite zeigt die Besprechung eines Raums. Öffnen Sie den Raum und starten Sie die Besprechung von dort.",
    },
    unanswered: {
      title: "Ihr Chatprogramm antwortet nicht",
      text: "Die Besprechung konnte sich nicht mit dem Raum verbinden. Schließen Sie sie und öffnen Sie sie aus dem Raum noch einmal.",
    },
  },
  en: {
    connecting: "The meeting is being prepared …",
    unlinked: {
      title: "The room is missing here",
      text: "This page shows the meeting of a room. Open the room and start the meeting from there.",
    },
    unanswered: {
      title: "Your chat program does not answer",
      text: "The meeting could not connect to the room. Close it and open it from the room again.",
    },
  },
} as const;
