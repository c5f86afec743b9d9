import type { HostDevice, HostKeys, HostValue } from "../contract/index.ts";
import type { EncryptionRun } from "../encryption/run.ts";
import type { MessageSeal, Session } from "../jitsi/session-types.ts";
import { tapPeerConnections } from "../jitsi/taps.ts";

/** Those of a call's devices whose people are in the sub-room: nobody else gets its keys. */
export class DevicesAside implements HostValue<readonly HostDevice[]> {
  private people: ReadonlySet<string> = new Set();
  private current: readonly HostDevice[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly all: HostValue<readonly HostDevice[]>) {}

  get(): readonly HostDevice[] {
    const devices = this.all.get().filter(({ userId }) => this.people.has(userId));
    const same =
      devices.length === this.current.length &&
      devices.every((device, at) => device === this.current[at]);
    if (!same) this.current = devices;
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    const own = (): void => listener();
    this.listeners.add(own);
    const stop = this.all.subscribe(own);
    return () => {
      this.listeners.delete(own);
      stop();
    };
  }

  /** @param people Matrix user ids */
  show(people: ReadonlySet<string>): void {
    if (people.size === this.people.size && [...people].every((one) => this.people.has(one)))
      return;
    this.people = people;
    for (const listener of this.listeners) listener();
  }
}

/**
 * The encryption of one connection to a sub-room, as in the call (`encryption/run.ts`) and with keys
 * of its own, which go to the devices of those who are in it.
 */
export class SealedAside {
  private run: EncryptionRun | undefined;
  private unwatch: (() => void) | undefined;
  private over = false;
  private readonly devices: DevicesAside;

  /** @param beside mark of its peer connections */
  constructor(
    private readonly keys: HostKeys,
    private readonly beside: string,
  ) {
    this.devices = new DevicesAside(keys.devices);
  }

  /** Must stand before the session is made. @throws Error where it cannot be loaded */
  async begin(): Promise<MessageSeal> {
    const {
      EncryptionRun: Run,
      HOLD_FRAMES,
      startMediaWorker,
    } = await import("../encryption/at-work.ts");
    const tap = tapPeerConnections();
    if (this.over || !tap) throw new Error("Nothing can be encrypted here");
    const { keys, devices } = this;
    const run = new Run(
      {
        own: keys.own,
        wanted: keys.wanted,
        obstacle: keys.obstacle,
        devices,
        send: (key, to) => keys.send(key, to),
        onKey: (listener) => keys.onKey(listener),
      },
      startMediaWorker,
      () => undefined,
    );
    this.run = run;
    this.unwatch = tap.watch(
      (connection) => {
        if (this.over) connection.close();
        else run.attach(connection);
      },
      HOLD_FRAMES,
      this.beside,
    );
    return run.seal;
  }

  entered(session: Session): void {
    const endpoint = session.ownId();
    if (endpoint !== undefined) this.run?.entered(endpoint);
  }

  /** Somebody came or went, or a source did. */
  see(session: Session): void {
    const participants = session.participants();
    this.devices.show(new Set(participants.flatMap(({ userId }) => userId ?? [])));
    this.run?.see(
      participants.map((one) => Object.assign({ isLocal: false }, one)),
      session.sources(),
    );
  }

  /** What a connection still sends after this is held back. */
  end(): void {
    this.over = true;
    this.run?.stop();
    // The watch stays a moment longer: what is made too late must not go out in the clear.
    const { unwatch } = this;
    setTimeout(() => unwatch?.(), 10_000);
  }
}
