export const en = { privateChat: { write: "Write privately" } } as const;
