import type { JoinResponse } from "@plenum/model";
import { OneTimer } from "../call/one-timer.ts";
import { loadLibrary } from "../jitsi/load-library.ts";
import type { JitsiLibrary, JitsiLocalTrack } from "../jitsi/library-types.ts";
import { ServiceChoice } from "../jitsi/service-choice.ts";
import { BESIDE } from "../jitsi/sockets.ts";
import { openSession } from "../jitsi/session.ts";
import type { Session, SessionEvent } from "../jitsi/session-types.ts";
import type { HostKeys } from "../contract/index.ts";
import { joinFailure } from "../state/problems.ts";

import { SealedAside } from "./sealed.ts";

/** Milliseconds before each further try to get in; after the last one the sub-room is given up. */
const TRIES = [400, 1_000, 2_000, 4_000, 8_000] as const;

export interface LinkParts {
  /** There where the call is encrypted from device to device: then this is, too. */
  readonly keys?: HostKeys | undefined;
  /** A token for the sub-room. */
  join(): Promise<JoinResponse>;
  /** What is sent there; asked for when a session is made. */
  track(library: JitsiLibrary): Promise<JitsiLocalTrack | undefined>;
  /** Whether there is a connection, each time that changes. */
  onLink(up: boolean): void;
  /** Somebody came or went, or a source did. */
  onChange(): void;
  /** It ended and does not come back. */
  onEnd(why: "over" | "broken"): void;
}

/** The sockets of the call and of what runs beside it have to be told apart. */
function besideTheCall(join: JoinResponse): JoinResponse {
  const { serviceUrl } = join.service;
  const marked = `${serviceUrl}${serviceUrl.includes("?") ? "&" : "?"}${BESIDE}=${join.conferenceName}`;
  return { ...join, service: { ...join.service, serviceUrl: marked } };
}

/** The connection to a sub-room: made anew when it breaks, a few times. */
export class Link {
  private current: Session | undefined;
  private sealed: SealedAside | undefined;
  private generation = 0;
  private tries = 0;
  private up = false;
  private wasUp = false;
  private over = false;
  private readonly choice = new ServiceChoice();
  private readonly retry = new OneTimer();

  constructor(private readonly parts: LinkParts) {
    void this.open();
  }

  /** The session of the moment. */
  session(): Session | undefined {
    return this.up ? this.current : undefined;
  }

  /** Leaves. */
  close(): void {
    if (this.over) return;
    this.over = true;
    this.drop();
  }

  private async open(): Promise<void> {
    const generation = (this.generation += 1);
    const current = (): boolean => generation === this.generation && !this.over;
    try {
      const join = besideTheCall(await this.parts.join());
      const library = await loadLibrary(join.service.libraryUrl);
      const track = await this.parts.track(library);
      if (!current()) return;
      const beside = `${join.conferenceName}.${generation}`;
      const { keys } = this.parts;
      const sealed = keys && new SealedAside(keys, beside);
      this.sealed = sealed;
      const seal = await sealed?.begin();
      if (!current()) return;
      this.current = openSession({
        beside,
        seal,
        library,
        join,
        base: location.href,
        choice: this.choice,
        tracks: () => (track ? [track] : []),
        onEvent: (event) => {
          if (current()) this.hear(event);
        },
      });
    } catch (error) {
      if (!current()) return;
      const failure = joinFailure(error);
      // After a restart of the server the call may not be joined anew yet.
      if (failure === "unreachable" || (failure === "not-admitted" && this.wasUp)) this.lost();
      else this.end("over");
    }
  }

  private hear(event: SessionEvent): void {
    switch (event.kind) {
      case "entered":
        this.tries = 0;
        this.up = true;
        this.wasUp = true;
        if (this.current) this.sealed?.entered(this.current);
        this.look();
        this.parts.onLink(true);
        this.parts.onChange();
        break;
      case "changed":
        this.look();
        this.parts.onChange();
        break;
      case "lost":
      case "token-refused":
        this.lost();
        break;
      case "room-gone":
      case "removed":
      case "replaced":
        this.end("over");
        break;
      case "media":
      case "signalling-lost":
      case "signalling-resumed":
      case "dominant":
      case "message":
      case "muted":
      case "wanted":
      case "right":
      case "listeners":
        break;
    }
  }

  private look(): void {
    if (this.current && this.up) this.sealed?.see(this.current);
  }

  private lost(): void {
    this.drop();
    const delay = TRIES[this.tries];
    this.tries += 1;
    if (delay === undefined) this.end("broken");
    else this.retry.start(delay, () => void this.open());
  }

  private end(why: "over" | "broken"): void {
    if (this.over) return;
    this.over = true;
    this.drop();
    this.parts.onEnd(why);
  }

  private drop(): void {
    this.generation += 1;
    this.retry.stop();
    const session = this.current;
    this.current = undefined;
    this.sealed?.end();
    this.sealed = undefined;
    if (this.up) {
      this.up = false;
      this.parts.onLink(false);
    }
    void session?.close();
  }
}
