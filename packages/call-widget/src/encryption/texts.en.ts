export const en = {
  encryption: {
    title: "Encryption of the call",
    wanted: "Sound and pictures are encrypted from device to device.",
    state: {
      confirmed: "Encrypted, everybody confirmed",
      signed: "Encrypted",
      partly: "Encrypted, but not with everybody",
      off: "Not encrypted from device to device",
      out: "You are shut out of the encryption",
    },
    text: {
      confirmed:
        "Sound and pictures are encrypted from device to device; the server can neither see nor hear them. You have compared the keys of everybody here.",
      signed:
        "Sound and pictures are encrypted from device to device; the server can neither see nor hear them. That nobody has slipped in a key is certain only when you have confirmed each other.",
      partly:
        "Sound and pictures are encrypted from device to device. With some devices in this call that does not work.",
      off: "Sound and pictures are encrypted on their way to the server, not from device to device. Moderators can switch that on in the settings of the room, under Protection.",
      out: "The others have encrypted sound and pictures from device to device, and this device has not: you do not see and hear each other. Leave the call and join it again in Plenum, on a confirmed device.",
    },
    without:
      "You and these people do not see and hear each other, since their device does not take part in the encryption: {{names}}",
    unconfirmed: "Not confirmed with each other yet: {{names}}",
    excludes:
      "Guests, telephones, recordings and programs other than Plenum cannot take part. Real-time text is encrypted in the same way. Who is there, when somebody speaks or writes, and raised hands remain visible to the server.",
  },
} as const;
