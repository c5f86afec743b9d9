import { parseTurnUrl, turnUrlOf } from "@plenum/model";

/** As `RTCIceServer`, from the answer to a join. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}

/** Stands between lib-jitsi-meet and the browser's peer connections. */
export interface PeerConnectionTap {
  /**
   * Connections made from now on may be relayed by these servers too, until the returned function
   * is called. Connections that exist keep what they were made with.
   */
  relayBy(servers: readonly IceServer[]): () => void;
  /**
   * Shows connections of the library as soon as they are made, before it has done anything with
   * them, until the returned function is called.
   * @param configuration what they are made with besides
   * @param beside those that were marked with this (`markConnections`); absent: those without a mark
   */
  watch(
    made: (connection: RTCPeerConnection) => void,
    configuration?: object,
    beside?: string,
  ): () => void;
  /** Puts the browser's own constructor back; a library that took ours goes on with it unchanged. */
  dispose(): void;
}

/** Says in the configuration of a connection to which of several conferences it belongs. */
const MARK = "plenumBeside";

/**
 * Has all connections that one of the library's connections to a server makes carry a mark: when it
 * makes them it does not say for which conference. The configuration that it hands on is private;
 * builds of 2022 and of 2026 have it alike.
 * @returns false where it is not there: then there is no mark
 */
export function markConnections(connection: object, beside: string): boolean {
  let at: unknown = connection;
  for (const part of ["xmpp", "connection", "jingle", "jvbIceConfig"]) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, part) : undefined;
  }
  if (typeof at !== "object" || at === null) return false;
  return Reflect.set(at, MARK, beside);
}

/** Marks the configuration of a connection that is to have its own servers and no others. */
export const OWN_SERVERS = Symbol("own servers");

const taps = new WeakMap<object, PeerConnectionTap>();

/**
 * Taps the constructor of peer connections, once a page. Must stand before the library is started:
 * builds of 2022 keep the constructor that they find then, later ones look it up each time.
 *
 * The library's own way to TURN servers (XEP-0215) is asked for when the connection is there and
 * answered after the conference may have begun; what comes with the join is there before.
 * @returns undefined in a browser without WebRTC
 */
export function tapPeerConnections(scope: object = globalThis): PeerConnectionTap | undefined {
  const before = taps.get(scope);
  if (before) return before;
  const own: unknown = Reflect.get(scope, "RTCPeerConnection");
  if (typeof own !== "function") return undefined;
  const given = new Set<readonly IceServer[]>();
  const watchers = new Set<{
    readonly made: (connection: RTCPeerConnection) => void;
    readonly configuration: object | undefined;
    readonly beside: string | undefined;
  }>();
  const tapped = new Proxy(own, {
    construct(target, [configuration, ...others]: readonly unknown[], newTarget) {
      const alone = Reflect.has(Object(configuration) as object, OWN_SERVERS);
      const servers = alone ? [] : [...given].flat();
      const mark: unknown = Reflect.get(Object(configuration) as object, MARK);
      const watching = alone ? [] : [...watchers].filter(({ beside }) => beside === mark);
      let settings = withRelays(configuration, servers);
      for (const watcher of watching) {
        if (watcher.configuration) settings = { ...Object(settings), ...watcher.configuration };
      }
      const made: unknown = Reflect.construct(target, [settings, ...others], newTarget);
      const connection = Object(made) as RTCPeerConnection;
      for (const watcher of watching) watcher.made(connection);
      // Where the call's are watched, none goes unwatched because of its mark.
      const unwatched = mark !== undefined && watching.length === 0;
      if (unwatched && [...watchers].some(({ beside }) => beside === undefined)) connection.close();
      return connection;
    },
  });
  Reflect.set(scope, "RTCPeerConnection", tapped);
  const tap: PeerConnectionTap = {
    relayBy(servers) {
      // A copy: giving the same list twice has to be taken back twice.
      const entry = [...servers];
      given.add(entry);
      return () => void given.delete(entry);
    },
    watch(made, configuration, beside) {
      const watcher = { made, configuration, beside };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    dispose() {
      given.clear();
      watchers.clear();
      taps.delete(scope);
      if (Reflect.get(scope, "RTCPeerConnection") === tapped) {
        Reflect.set(scope, "RTCPeerConnection", own);
      }
    },
  };
  taps.set(scope, tap);
  return tap;
}

/**
 * A configuration of a peer connection with servers added. Where the library names one of them as
 * well, its entry goes: the credentials of the join are the newer ones.
 */
export function withRelays(configuration: unknown, servers: readonly IceServer[]): unknown {
  const added = servers.flatMap((server) => {
    // One address that is none would keep the browser from making any connection.
    const urls = server.urls.filter((url) => parseTurnUrl(url) !== undefined);
    return urls.length === 0 ? [] : [{ ...server, urls }];
  });
  if (added.length === 0) return configuration;
  const known = new Set(added.flatMap(({ urls }) => urls.map(spelling)));
  const base = typeof configuration === "object" && configuration !== null ? configuration : {};
  const listed: unknown = Reflect.get(base, "iceServers");
  const kept = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).filter(
    (one) => !urlsOf(one).some((url) => known.has(spelling(url))),
  );
  return { ...base, iceServers: [...kept, ...added] };
}

function urlsOf(server: unknown): readonly string[] {
  if (typeof server !== "object" || server === null) return [];
  const urls: unknown = Reflect.get(server, "urls");
  const list: readonly unknown[] = Array.isArray(urls) ? urls : [urls];
  return list.filter((url) => typeof url === "string");
}

function spelling(url: string): string {
  const address = parseTurnUrl(url);
  return address ? turnUrlOf(address) : url;
}
