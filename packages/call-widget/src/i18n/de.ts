export const de = {
  call: "Besprechung",
  preview: {
    title: "Bevor Sie beitreten",
    cameraOff: "Ihre Kamera ist aus",
    cameraStarting: "Ihre Kamera wird geöffnet",
    hears: "Das Mikrofon hört Sie.",
    silent: "Sprechen Sie: Der Balken schlägt aus, wenn das Mikrofon Sie hört.",
    muted: "Ihr Mikrofon ist aus. Die anderen hören Sie nicht.",
    microphoneOn: "Mikrofon an",
    microphoneOff: "Mikrofon aus",
    cameraOn: "Kamera an",
    cameraIsOff: "Kamera aus",
    join: "Beitreten",
    joining: "Sie treten bei",
    retry: "Erneut versuchen",
  },
  devices: {
    title: "Geräte",
    microphone: "Mikrofon",
    camera: "Kamera",
    speaker: "Lautsprecher",
    automatic: "Vom Browser gewählt",
    none: "Keines gefunden",
    unnamed: "{{kind}} {{number}}",
    close: "Geräte schließen",
  },
  controls: {
    label: "Steuerung der Besprechung",
    microphone: "Mikrofon",
    microphoneOff: "Mikrofon ausschalten",
    microphoneOn: "Mikrofon einschalten",
    camera: "Kamera",
    cameraOff: "Kamera ausschalten",
    cameraOn: "Kamera einschalten",
    screen: "Bildschirm teilen",
    screenStop: "Teilen beenden",
    devices: "Geräte",
    leave: "Verlassen",
    leaveLong: "Besprechung verlassen",
    expand: "Besprechung groß zeigen",
    move: "Bild verschieben",
    moveHint: "Mit der Maus ziehen, oder mit den Pfeiltasten verschieben",
  },
  tiles: {
    label: "Teilnehmende",
    you: "Sie",
    guest: "Gast",
    moderator: "Moderation",
    muted: "Mikrofon aus",
    speaking: "spricht",
    unnamed: "Ohne Namen",
    picture: "Bild von {{name}}",
    screen: "Bildschirm von {{name}}",
    shares: "{{name}} teilt den Bildschirm",
    youShare: "Sie teilen Ihren Bildschirm",
    alone: "Noch ist niemand sonst da.",
    previous: "Vorige Seite",
    next: "Nächste Seite",
    page: "Seite {{page}} von {{pages}}",
  },
  reconnecting: "Die Verbindung ist unterbrochen und wird wiederhergestellt …",
  live: {
    joined: "{{name}} ist dazugekommen.",
    left: "{{name}} ist gegangen.",
    restored: "Die Verbindung steht wieder.",
  },
  sound: {
    blocked: "Der Browser spielt den Ton erst nach einem Klick.",
    start: "Ton einschalten",
  },
  close: "Schließen",
  dismiss: "Hinweis schließen",
  problems: {
    "camera-refused":
      "Der Browser darf Ihre Kamera nicht benutzen. Erlauben Sie sie über das Symbol links in der Adresszeile und schalten Sie die Kamera dann ein. Teilnehmen können Sie auch ohne.",
    "camera-missing":
      "Es ist keine Kamera angeschlossen. Teilnehmen können Sie auch ohne; schließen Sie eine an und schalten Sie sie dann ein.",
    "camera-busy":
      "Die Kamera lässt sich nicht öffnen. Meist benutzt sie gerade ein anderes Programm: Schließen Sie es und schalten Sie die Kamera wieder ein.",
    "microphone-refused":
      "Der Browser darf Ihr Mikrofon nicht benutzen. Erlauben Sie es über das Symbol links in der Adresszeile und schalten Sie das Mikrofon dann ein. Zuhören können Sie auch ohne.",
    "microphone-missing":
      "Es ist kein Mikrofon angeschlossen. Zuhören können Sie auch ohne; schließen Sie eines an und schalten Sie es dann ein.",
    "microphone-busy":
      "Das Mikrofon lässt sich nicht öffnen. Meist benutzt es gerade ein anderes Programm: Schließen Sie es und schalten Sie das Mikrofon wieder ein.",
    "screen-refused": "Der Bildschirm wird nicht geteilt: Es wurde keiner freigegeben.",
    "insecure-origin":
      "Kamera und Mikrofon gibt es nur über eine gesicherte Verbindung (https). Zusehen und zuhören können Sie. Bitte wenden Sie sich an Ihre Administration.",
    "library-unavailable":
      "Der Videodienst ließ sich nicht laden. Ihr Chat läuft weiter. Versuchen Sie es erneut; hilft das nicht, wenden Sie sich an Ihre Administration.",
    "server-unreachable":
      "Der Videodienst antwortet nicht. Ihr Chat läuft weiter. Versuchen Sie es in einem Augenblick erneut.",
    "token-refused":
      "Sie haben zu dieser Besprechung keinen Zutritt. Bitten Sie jemanden aus dem Raum, Sie einzuladen.",
    "room-gone": "Diese Besprechung gibt es nicht mehr.",
    "media-blocked": "Der Browser spielt den Ton erst nach einem Klick.",
  },
  ended: {
    "hung-up": "Sie haben die Besprechung verlassen.",
    removed: "Sie wurden aus der Besprechung entfernt.",
    "token-refused":
      "Sie haben zu dieser Besprechung keinen Zutritt mehr. Bitten Sie jemanden aus dem Raum, Sie wieder einzuladen.",
    "connection-lost":
      "Die Verbindung zur Besprechung ist abgerissen und kam nicht wieder. Prüfen Sie Ihr Netz und treten Sie erneut bei.",
    "room-gone": "Die Besprechung wurde beendet.",
    "joined-elsewhere":
      "Sie nehmen jetzt in einem anderen Fenster teil. Hier ist die Besprechung zu Ende.",
    again: "Erneut beitreten",
    here: "Hier weitermachen",
  },
} as const;
