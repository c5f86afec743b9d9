import type { Call } from "@plenum/call-widget";
import type { MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ApiClient } from "../api/client.ts";
import { createCallHost } from "./call-host.ts";

/** The one call of this client. */
export interface CurrentCall {
  readonly roomId: string;
  readonly call: Call;
  /** Whether the chat stands beside the call in the call's own room. */
  readonly chatShown: boolean;
}

export interface CallStore extends StoreApi<{ current?: CurrentCall }> {
  /** Opens the preview of a room's call; a call elsewhere is left first. */
  open(roomId: string): Promise<void>;
  showChat(shown: boolean): void;
  /** Leaves the call, if one runs, and takes it off the screen. */
  close(): Promise<void>;
  dispose(): void;
}

/** The call lives here, not in a view: it goes on while other rooms are read. */
export function createCallStore(deps: {
  session: MatrixSession;
  api: Pick<ApiClient, "joinConference">;
}): CallStore {
  const store = createStore<{ current?: CurrentCall }>(() => ({}));
  let disposed = false;

  const close = async (): Promise<void> => {
    const { current } = store.getState();
    if (!current) return;
    store.setState({}, true);
    const { kind } = current.call.get().phase;
    if (kind !== "ended" && kind !== "preview") await current.call.leave().catch(() => undefined);
    current.call.dispose();
  };

  return {
    ...store,
    async open(roomId) {
      if (store.getState().current?.roomId === roomId) return;
      await close();
      const { createCall } = await import("@plenum/call-widget");
      if (disposed || store.getState().current) return;
      const call = createCall(createCallHost({ ...deps, roomId }), { storage: localStorage });
      store.setState({ current: { roomId, call, chatShown: true } });
    },
    showChat(chatShown) {
      const { current } = store.getState();
      if (current) store.setState({ current: { ...current, chatShown } });
    },
    close,
    dispose() {
      disposed = true;
      void close();
    },
  };
}
