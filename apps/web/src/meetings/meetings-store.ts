import { createStore, type StoreApi } from "zustand/vanilla";

/** Tells every view of the calendar that something in it was changed here. */
export interface MeetingsStore extends StoreApi<{ readonly changes: number }> {
  /** Whatever shows meetings asks the server anew. */
  changed(): void;
}

export function createMeetingsStore(): MeetingsStore {
  const store = createStore(() => ({ changes: 0 }));
  return { ...store, changed: () => store.setState(({ changes }) => ({ changes: changes + 1 })) };
}
