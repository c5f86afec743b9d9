import type { HostDevice, HostKeys, KeyObstacle, ReceivedMediaKey } from "@plenum/call-widget";
import type { CallKeys, MatrixSession } from "@plenum/matrix";
import { createStore } from "zustand/vanilla";

/** The keys of a call's media, as the call asks for them. */
export interface RoomCallKeys extends HostKeys {
  /** Resolves when it is known whether the call is to be encrypted, and with whom. */
  ready(): Promise<void>;
  close(): void;
}

interface Known {
  readonly wanted: boolean;
  readonly obstacle: KeyObstacle | undefined;
  readonly devices: readonly HostDevice[];
}

/** Ties the encryption of a call to its room: keys go as encrypted messages to its devices. */
export function createCallKeys(session: MatrixSession, roomId: string): RoomCallKeys {
  const store = createStore<Known>(() => ({ wanted: false, obstacle: undefined, devices: [] }));
  const listeners = new Set<(key: ReceivedMediaKey) => void>();
  const undo: (() => void)[] = [];
  let closed = false;

  const open = async (): Promise<CallKeys> => {
    const keys = (await session.calls()).keys(roomId);
    if (closed) {
      keys.close();
      return keys;
    }
    const read = (): void => {
      const signed = keys.ownSigned.get() !== false;
      store.setState({
        wanted: keys.wanted.get(),
        obstacle: signed ? undefined : session.guestOf === undefined ? "device" : "guest",
        devices: keys.devices.get(),
      });
    };
    undo.push(
      keys.wanted.subscribe(read),
      keys.ownSigned.subscribe(read),
      keys.devices.subscribe(read),
      keys.onKey((key) => {
        for (const listener of Array.from(listeners)) listener(key);
      }),
      () => keys.close(),
    );
    read();
    return keys;
  };
  const opened = open();
  opened.catch(() => undefined);

  /** Of one value alone: the others change more often. */
  const value = <Name extends keyof Known>(name: Name) => ({
    get: () => store.getState()[name],
    subscribe: (listener: () => void) =>
      store.subscribe((now, before) => {
        if (now[name] !== before[name]) listener();
      }),
  });

  return {
    own: { userId: session.userId, deviceId: session.deviceId },
    wanted: value("wanted"),
    obstacle: value("obstacle"),
    devices: value("devices"),
    send: async (key, to) => (await opened).send(key, to),
    onKey(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ready: async () => (await opened).ready(),
    close() {
      closed = true;
      for (const step of undo.splice(0)) step();
      listeners.clear();
    },
  };
}
