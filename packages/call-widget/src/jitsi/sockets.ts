/** Stands between lib-jitsi-meet and the browser's WebSockets. */
export interface SocketTap {
  /** Those to an address that are being opened or are open. What stands after `?` does not count, but for `BESIDE`. */
  to(url: string): readonly WebSocket[];
  /**
   * Hears of every one to an address that ends, whoever ended it.
   * @returns the function that unsubscribes
   */
  onEnd(url: string, listener: () => void): () => void;
  /** Opens one that the tap does not see. */
  open(url: string, protocol: string): WebSocket;
  /** Puts the browser's own constructor back; a library that took ours goes on with it unchanged. */
  dispose(): void;
}

const taps = new WeakMap<object, SocketTap>();

/**
 * Taps the constructor of WebSockets, once a page: the library says nothing of a connection that
 * it hopes to resume, and notices one that is dead only after two pings.
 * @returns undefined in a browser without WebSockets
 */
export function tapSockets(scope: object = globalThis): SocketTap | undefined {
  const before = taps.get(scope);
  if (before) return before;
  const own: unknown = Reflect.get(scope, "WebSocket");
  if (typeof own !== "function") return undefined;
  const sockets = new Map<WebSocket, string>();
  const listeners = new Map<() => void, string>();
  const watch = (socket: WebSocket): void => {
    const address = addressOf(socket.url);
    sockets.set(socket, address);
    socket.addEventListener(
      "close",
      () => {
        sockets.delete(socket);
        for (const [listener, wanted] of listeners) if (wanted === address) listener();
      },
      { once: true },
    );
  };
  const tapped = new Proxy(own, {
    construct(target, parameters: readonly unknown[], newTarget) {
      const made: unknown = Reflect.construct(target, parameters, newTarget);
      watch(made as WebSocket);
      return made as object;
    },
  });
  Reflect.set(scope, "WebSocket", tapped);
  const tap: SocketTap = {
    to(url) {
      const address = addressOf(url);
      return [...sockets].flatMap(([socket, one]) => (one === address ? [socket] : []));
    },
    onEnd(url, listener) {
      // A function of its own: two may listen with the same one.
      const entry = (): void => listener();
      listeners.set(entry, addressOf(url));
      return () => void listeners.delete(entry);
    },
    open: (url, protocol) => Reflect.construct(own, [url, protocol]) as WebSocket,
    dispose() {
      sockets.clear();
      listeners.clear();
      taps.delete(scope);
      if (Reflect.get(scope, "WebSocket") === tapped) Reflect.set(scope, "WebSocket", own);
    },
  };
  taps.set(scope, tap);
  return tap;
}

/**
 * Ends a WebSocket so that whoever uses it hears of it now. On a path that is gone the browser would
 * wait for the other side's goodbye.
 */
export function drop(socket: WebSocket): void {
  socket.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  socket.close();
}

/**
 * Parameter by which the sockets of a second conference of this page are told from those of the
 * first. Servers do not read it.
 */
export const BESIDE = "beside";

/** Everything else after `?` may change with each try. */
function addressOf(url: string): string {
  const [address = url, query] = url.split(/[?#]/, 2);
  const beside = new URLSearchParams(query).get(BESIDE);
  return beside === null ? address : `${address}?${BESIDE}=${beside}`;
}
