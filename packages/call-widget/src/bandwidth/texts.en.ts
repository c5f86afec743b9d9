export const en = {
  bandwidth: {
    others: {
      label: "Pictures of the others",
      hint: "For slow or expensive lines. Sound and shared screens always come.",
      full: "As good as the line allows",
      small: "Small",
      none: "None, sound only",
    },
    own: {
      label: "Send your own picture",
      full: "Large where it is shown large",
      medium: "Medium",
      small: "Small",
    },
    noPictures: "Picture not asked for",
  },
} as const;
