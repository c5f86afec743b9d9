import type { Call } from "@plenum/call-widget";
import type { MatrixSession } from "@plenum/matrix";
import { navigate } from "wouter/use-browser-location";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ApiClient } from "../api/client.ts";
import { roomPath } from "../routes.ts";
import { createCallHost } from "./call-host.ts";
import { createCallKeys, type RoomCallKeys } from "./call-keys.ts";

/** The one call of this client. */
export interface CurrentCall {
  readonly roomId: string;
  readonly call: Call;
  /** Whether the chat stands beside the call in the call's own room. */
  readonly chatShown: boolean;
  /** The person whose private chat stands in the place of the call's own chat. */
  readonly aside?: string;
  /** The person who is being reported. */
  readonly reporting?: string;
  /** The person's other device that is in this call and is to leave it when this one joins. */
  readonly replaces?: string;
  /** What the call is encrypted with. */
  readonly keys: Pick<RoomCallKeys, "close">;
}

/** Milliseconds after which everybody in a conference has shown up for whoever joins it. */
const SHOWS_UP = 2_500;

/** How a call is opened. */
export interface OpenOptions {
  /** Joins at once, as whoever answers a call expects; else the preview is shown. */
  readonly answer?: { readonly camera: boolean };
  readonly replaces?: string;
  /** Joins at once, with microphone and camera as they were chosen last: after having waited for it. */
  readonly straight?: boolean;
}

export interface CallStore extends StoreApi<{ current?: CurrentCall }> {
  /** Opens the preview of a room's call, or answers it; a call elsewhere is left first. */
  open(roomId: string, options?: OpenOptions): Promise<void>;
  /** Changes which other device leaves the call when this one joins. */
  setReplaces(deviceId: string | undefined): void;
  showChat(shown: boolean): void;
  /** Shows the chat with one person beside the call; undefined shows the call's own again. */
  showAside(userId: string | undefined): void;
  /** Asks what somebody has done, to report it; undefined stops asking. */
  setReporting(userId: string | undefined): void;
  /** Leaves the call, if one runs, and takes it off the screen. */
  close(): Promise<void>;
  dispose(): void;
}

/** The call lives here, not in a view: it goes on while other rooms are read. */
export function createCallStore(deps: {
  session: MatrixSession;
  api: Pick<ApiClient, "joinConference" | "applyConference" | "giveFloor" | "authorised">;
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
    current.keys.close();
  };

  const showAside = (userId: string | undefined): void => {
    const { current } = store.getState();
    if (current === undefined) return;
    const { aside: _before, ...rest } = current;
    store.setState({
      current: userId === undefined ? rest : { ...rest, chatShown: true, aside: userId },
    });
  };

  const showChat = (chatShown: boolean): void => {
    const { current } = store.getState();
    if (current) store.setState({ current: { ...current, chatShown } });
  };

  const setReporting = (userId: string | undefined): void => {
    const { current } = store.getState();
    if (current === undefined) return;
    const { reporting: _before, ...rest } = current;
    store.setState({ current: userId === undefined ? rest : { ...rest, reporting: userId } });
  };

  return {
    ...store,
    async open(roomId, { answer, replaces, straight = false } = {}) {
      const { current } = store.getState();
      const phase = current?.roomId === roomId ? current.call.get().phase.kind : undefined;
      if (current !== undefined && phase !== undefined && phase !== "ended") {
        // Whoever stands in the preview and answers does not want to be asked again.
        if (answer !== undefined && phase === "preview") {
          await current.call.setCamera(answer.camera);
          void current.call.join();
        }
        if (straight && phase === "preview") void current.call.join();
        return;
      }
      await close();
      const { createCall } = await import("@plenum/call-widget");
      if (disposed || store.getState().current) return;
      const keys = createCallKeys(deps.session, roomId);
      const host = createCallHost({
        ...deps,
        keys,
        roomId,
        replaces: () => store.getState().current?.replaces,
        report: setReporting,
        asks: answer === undefined && !straight,
        ...(deps.session.guestOf === undefined
          ? {
              writePrivately: showAside,
              showBanned: () => {
                showAside(undefined);
                showChat(true);
                navigate(roomPath(roomId, { panel: { name: "moderation", detail: "banned" } }));
              },
            }
          : {}),
        alone: async () => {
          await new Promise((resolve) => {
            setTimeout(resolve, SHOWS_UP);
          });
          const { current: now } = store.getState();
          return now?.call === call && call.get().participants.length <= 1;
        },
      });
      const call: Call = createCall(host, {
        storage: localStorage,
        roomKind: deps.session.rooms.get().get(roomId)?.isDirect === true ? "direct" : "room",
        ...(answer === undefined ? {} : { camera: answer.camera }),
      });
      store.setState({
        current: {
          roomId,
          call,
          keys,
          chatShown: true,
          ...(replaces === undefined ? {} : { replaces }),
        },
      });
      if (answer !== undefined || straight) void call.join();
    },
    setReplaces(deviceId) {
      const { current } = store.getState();
      if (!current) return;
      const { replaces: _before, ...rest } = current;
      store.setState({
        current: deviceId === undefined ? rest : { ...rest, replaces: deviceId },
      });
    },
    showChat,
    showAside,
    setReporting,
    close,
    dispose() {
      disposed = true;
      void close();
    },
  };
}
