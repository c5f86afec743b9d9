export const de = { privateChat: { write: "Unter vier Augen schreiben" } } as const;
