import type { AgencySwitches } from "@plenum/model";
import type { MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ApiClient } from "../api/client.ts";
import type { CallStore } from "../call/call-store.ts";
import type { PeopleServices } from "./people-services.ts";

/** People beyond the rooms. Empty until the list of chats is there: nothing of it belongs to the start. */
export interface PeopleStore extends StoreApi<{ services?: PeopleServices }> {
  dispose(): void;
}

/** Loads presence and contacts as soon as the chats can be worked with; not for guests. */
export function createPeopleStore(deps: {
  readonly session: MatrixSession;
  readonly api: ApiClient;
  readonly call: CallStore;
  readonly agency: AgencySwitches;
}): PeopleStore {
  const { session } = deps;
  const store = createStore<{ services?: PeopleServices }>(() => ({}));
  let disposed = false;

  const load = async (): Promise<void> => {
    const { createPeopleServices } = await import("./people-services.ts");
    const services = await createPeopleServices(deps);
    if (disposed) services.dispose();
    else store.setState({ services });
  };
  const begin = (): void => {
    if (!session.roomsReady.get() || session.guestOf !== undefined) return;
    unsubscribe();
    // Without it the chats go on; the next reload tries again.
    load().catch(() => undefined);
  };
  const unsubscribe = session.roomsReady.subscribe(begin);
  begin();

  return {
    ...store,
    dispose() {
      disposed = true;
      unsubscribe();
      store.getState().services?.dispose();
    },
  };
}
