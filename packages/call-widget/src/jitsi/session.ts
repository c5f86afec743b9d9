import type { ParticipantFact } from "../state/participants.ts";
import type { ReceiverConstraints } from "../state/receiver-constraints.ts";
import { factOf, parseSourceInfo, type RemoteSource, type SourceInfo, sourcesOf } from "./facts.ts";
import type {
  JitsiConference,
  JitsiConnection,
  JitsiLocalTrack,
  Listener,
} from "./library-types.ts";
import { conferenceOptions, connectionOptions } from "./options.ts";
import { SCREEN_FRAME_RATE } from "./screen-frame-rate.ts";
import { Repair } from "./repair.ts";
import type { ServiceTransport } from "./service-choice.ts";
import { field, listenersOf, moderatedKind, wantedBy } from "./moderation.ts";
import type { Session, SessionEvent, SessionParts } from "./session-types.ts";
import { mendSourceNames } from "./source-names.ts";
import { markConnections, tapPeerConnections } from "./taps.ts";

/** Milliseconds that a try to get into the conference may take. */
const ENTER_TIMEOUT = 15_000;
/** Milliseconds after which a source that the server has not repeated was not announced. */
const ANNOUNCE_AFTER = 250;
/** Milliseconds that a goodbye may take. */
const CLOSE_TIMEOUT = 1_000;

/** Connects, joins and keeps telling what happens until it is closed. */
export function openSession(parts: SessionParts): Session {
  const session = new JitsiSession(parts);
  session.open();
  return session;
}

function call(target: unknown, method: string): unknown {
  if (typeof target !== "object" || target === null) return undefined;
  const found: unknown = Reflect.get(target, method);
  return typeof found === "function" ? Reflect.apply(found, target, []) : undefined;
}

function idOf(participant: unknown): string | undefined {
  const id = call(participant, "getId");
  return typeof id === "string" ? id : undefined;
}

function isMutedMicrophone(track: unknown): boolean {
  return (
    call(track, "isLocal") === true &&
    call(track, "isMuted") === true &&
    call(track, "getType") === "audio"
  );
}

class JitsiSession implements Session {
  private readonly connection: JitsiConnection;
  private conference: JitsiConference | undefined;
  private entered = false;
  private over = false;
  private enterTimer: number | undefined;
  private announceTimer: number | undefined;
  private readonly undo: (() => void)[] = [];
  private readonly info = new Map<string, SourceInfo>();
  /** A second picture waits until the library counts pictures, see `source-names.ts`. */
  private waiting: JitsiLocalTrack[] = [];
  private countsPictures = false;
  private pictures = 0;

  private readonly transport: ServiceTransport;
  readonly repair: Repair;
  connected = false;

  constructor(private readonly parts: SessionParts) {
    const { library, join, base, choice } = parts;
    this.transport = choice.next(join.service.boshUrl !== undefined);
    const options = connectionOptions(join, base, this.transport);
    this.connection = new library.JitsiConnection(null, join.token, options);
    const { beside, seal } = parts;
    // Without the mark it would be encrypted with the keys of another conference, and heard by nobody.
    if (beside !== undefined && !markConnections(this.connection, beside) && seal) {
      throw new Error("The library does not let its connections be told apart");
    }
    this.repair = new Repair({
      connection: this.connection,
      service: join.service,
      base,
      transport: this.transport,
      conference: () => this.conference,
    });
  }

  open(): void {
    const { events, errors } = this.parts.library;
    const listen = (name: string | undefined, listener: Listener): void => {
      if (name === undefined) return;
      this.connection.addEventListener(name, listener);
      this.undo.push(() => this.connection.removeEventListener(name, listener));
    };
    const relays = tapPeerConnections()?.relayBy(this.parts.join.iceServers);
    if (relays) this.undo.push(relays);
    // Fires again after a resumed connection: the conference is still joined then.
    listen(events.connection["CONNECTION_ESTABLISHED"], () => {
      this.connected = true;
      this.parts.choice.opened(this.transport);
      this.enter();
      if (this.entered) this.tell({ kind: "signalling-resumed" });
    });
    this.undo.push(
      this.repair.onSignallingEnd(() => {
        if (this.entered) this.tell({ kind: "signalling-lost" });
      }),
    );
    listen(events.connection["CONNECTION_FAILED"], (reason) =>
      this.end({
        kind: reason === errors.connection["PASSWORD_REQUIRED"] ? "token-refused" : "lost",
      }),
    );
    listen(events.connection["CONNECTION_DISCONNECTED"], () => this.end({ kind: "lost" }));
    this.enterTimer = window.setTimeout(() => this.end({ kind: "lost" }), ENTER_TIMEOUT);
    try {
      this.connection.connect();
    } catch {
      // The library throws what it would otherwise report as a failed connection.
      queueMicrotask(() => this.end({ kind: "lost" }));
    }
  }

  ownId(): string | undefined {
    return this.entered ? this.conference?.myUserId() : undefined;
  }

  isModerator(): boolean {
    return this.conference?.isModerator() ?? false;
  }

  participants(): readonly ParticipantFact[] {
    return this.visible().map((one) => factOf(one, this.info.get(one.getId())));
  }

  sources(): readonly RemoteSource[] {
    return this.visible().flatMap((one) => sourcesOf(one, this.info.get(one.getId())));
  }

  async add(track: JitsiLocalTrack): Promise<void> {
    const { conference } = this;
    if (!conference) return;
    if (track.getType() === "audio") {
      await conference.addTrack(track);
      return;
    }
    if (this.pictures > 0 && !this.countsPictures) {
      this.waiting.push(track);
      return;
    }
    const name = `${conference.myUserId()}-v${this.pictures}`;
    track.setSourceName?.(name);
    this.pictures += 1;
    await conference.addTrack(track);
    if (!name.endsWith("-v0")) this.announceLater(conference, track, name);
  }

  /**
   * Builds of 2022 tell nobody what kind of picture a second one is. Replacing it by itself makes
   * them tell; later builds have told by then.
   */
  private announceLater(conference: JitsiConference, track: JitsiLocalTrack, name: string): void {
    window.clearTimeout(this.announceTimer);
    this.announceTimer = window.setTimeout(() => {
      const told = this.info.get(conference.myUserId())?.[name] !== undefined;
      if (told || this.over || track.isMuted()) return;
      // Not told is not shared: the others see nothing, and sharing again is a click away.
      void conference.replaceTrack(track, track).catch(() => this.tell({ kind: "changed" }));
    }, ANNOUNCE_AFTER);
  }

  async replace(before: JitsiLocalTrack, after: JitsiLocalTrack): Promise<void> {
    if (this.waiting.includes(before)) {
      this.waiting = this.waiting.map((one) => (one === before ? after : one));
      return;
    }
    const name = before.getSourceName?.();
    // A second source of a kind would be named after the number of tracks, and clash with the old one.
    if (name !== undefined && name !== null) after.setSourceName?.(name);
    await this.conference?.replaceTrack(before, after);
  }

  sayMuted(track: JitsiLocalTrack): void {
    const say: unknown = Reflect.get(track, "_sendMuteStatus");
    if (typeof say === "function") Reflect.apply(say, track, [true]);
  }

  ask(constraints: ReceiverConstraints): void {
    this.conference?.setReceiverConstraints?.(constraints);
  }

  sendAtMost(height: number): void {
    this.conference?.setSenderVideoConstraint?.(height);
  }

  async statistics(): Promise<RTCStatsReport | undefined> {
    const wrapping = Object(this.conference?.getActivePeerConnection?.() ?? {}) as object;
    const connection: unknown = Reflect.get(wrapping, "peerconnection");
    return connection instanceof RTCPeerConnection ? connection.getStats() : undefined;
  }

  broadcast(content: object): void {
    this.sendTo("", content);
  }

  sendTo(id: string, content: object): void {
    const { seal } = this.parts;
    if (!seal) this.send(content, id);
    else void seal.seal(content).then((sealed) => sealed && this.send(sealed, id));
  }

  private send(content: object, to: string): void {
    try {
      this.conference?.sendEndpointMessage?.(to, content);
    } catch {
      // The channel is not open yet or not any more: such a message is of the moment alone.
    }
  }

  said(name: string): ReadonlyMap<string, string> {
    return new Map(
      this.visible().flatMap((one): [string, string][] => {
        const value = one.getProperty?.(name);
        return typeof value === "string" ? [[one.getId(), value]] : [];
      }),
    );
  }

  say(name: string, value: string): void {
    this.conference?.setLocalParticipantProperty?.(name, value);
  }

  mute(id: string): void {
    this.conference?.muteParticipant?.(id, "audio");
  }

  remove(id: string): void {
    this.conference?.kickParticipant?.(id);
  }

  async close(): Promise<void> {
    this.over = true;
    this.forget();
    const { conference } = this;
    this.conference = undefined;
    const goodbye = async (): Promise<void> => {
      try {
        await conference?.leave();
      } catch {
        // Leaving a conference that is gone already: nothing to be done about it.
      }
      await this.connection.disconnect();
    };
    const leaving = goodbye().catch(() => undefined);
    // The tracks go on to the next session, where their names would belong to somebody else.
    for (const track of this.parts.tracks()) track.setSourceName?.(null);
    await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT))]);
    if (conference) this.hangUp();
  }

  private hangUp(): void {
    try {
      void this.connection.disconnect();
    } catch {
      // Already closed.
    }
  }

  private visible() {
    return (this.conference?.getParticipants() ?? []).filter((one) => one.isHidden?.() !== true);
  }

  private enter(): void {
    if (this.conference || this.over) return;
    const { join, tracks } = this.parts;
    const conference = this.connection.initJitsiConference(
      join.conferenceName,
      conferenceOptions(this.parts.seal !== undefined),
    );
    this.conference = conference;
    this.listen(conference);
    conference.setDisplayName(join.user.displayName);
    conference.setDesktopSharingFrameRate?.(SCREEN_FRAME_RATE.max);
    for (const track of tracks()) this.addLater(track);
    conference.join();
  }

  private listen(conference: JitsiConference): void {
    const { events, errors } = this.parts.library;
    const on = (name: string, listener: Listener): void => {
      const event = events.conference[name];
      if (event === undefined) return;
      conference.on(event, listener);
      this.undo.push(() => conference.off(event, listener));
    };
    const changed = (): void => this.tell({ kind: "changed" });
    on("CONFERENCE_JOINED", () => {
      window.clearTimeout(this.enterTimer);
      if (this.entered) return;
      this.entered = true;
      this.tell({ kind: "entered" });
    });
    on("CONFERENCE_LEFT", () => this.end({ kind: "lost" }));
    on("CONFERENCE_FAILED", (error) => {
      switch (error) {
        case errors.conference["CONFERENCE_DESTROYED"]:
          this.end({ kind: "room-gone" });
          break;
        case errors.conference["AUTHENTICATION_REQUIRED"]:
        case errors.conference["PASSWORD_REQUIRED"]:
        case errors.conference["NOT_ALLOWED_ERROR"]:
        case errors.conference["MEMBERS_ONLY_ERROR"]:
        case errors.conference["CONFERENCE_ACCESS_DENIED"]:
          this.end({ kind: "token-refused" });
          break;
        case errors.conference["VIDEOBRIDGE_NOT_AVAILABLE"]:
        case errors.conference["ICE_FAILED"]:
          // The focus invites again as soon as there is a bridge.
          this.tell({ kind: "media" });
          break;
        case errors.conference["FOCUS_DISCONNECTED"]:
          // The library asks again by itself; the time limit for entering stands above it.
          break;
        default:
          this.end({ kind: "lost" });
      }
    });
    for (const name of ["INTERRUPTED", "RESTORED", "ESTABLISHED"]) {
      on(`CONNECTION_${name}`, () => this.tell({ kind: "media" }));
    }
    on("KICKED", (_actor, reason, isReplaced) => {
      const elsewhere = isReplaced === true || isReplaced === 1 || reason === "replaced";
      const kind = elsewhere ? "replaced" : reason === "closed" ? "room-gone" : "removed";
      // The library leaves by itself right after this; leaving before it would make it fail.
      queueMicrotask(() => this.end({ kind }));
    });
    on("SUSPEND_DETECTED", () => this.end({ kind: "lost" }));
    on("DOMINANT_SPEAKER_CHANGED", (id) => {
      if (typeof id === "string") this.tell({ kind: "dominant", id });
    });
    on("ENDPOINT_MESSAGE_RECEIVED", (sender, content) => {
      const from = idOf(sender);
      if (from === undefined) return;
      const { seal } = this.parts;
      if (!seal) this.tell({ kind: "message", from, content });
      else void seal.open(from, content).then((opened) => this.heard(from, opened));
    });
    on("NON_PARTICIPANT_MESSAGE_RECEIVED", (from, content) => {
      const wanted = wantedBy(from, content);
      if (wanted !== undefined) this.tell({ kind: "wanted", ...wanted });
    });
    on("TRACK_MUTE_CHANGED", (track, actor) => {
      const by = idOf(actor);
      if (by !== undefined && isMutedMicrophone(track)) this.tell({ kind: "muted", by });
    });
    const right = (said: unknown, allowed: boolean): void => {
      const media = moderatedKind(said);
      if (media !== undefined) this.tell({ kind: "right", media, allowed });
    };
    on("AV_MODERATION_CHANGED", (said) => right(said, field(said, "enabled") !== true));
    on("AV_MODERATION_APPROVED", (said) => right(said, true));
    on("AV_MODERATION_REJECTED", (said) => right(said, false));
    on("PROPERTIES_CHANGED", (said) => this.tell({ kind: "listeners", count: listenersOf(said) }));
    // Both builds tell here, with the session as argument, that media begins or begins anew.
    const mediaStarted = "_MEDIA_SESSION_STARTED";
    this.countsPictures = events.conference[mediaStarted] === undefined;
    on(mediaStarted, (mediaSession) => {
      mendSourceNames(mediaSession);
      this.countsPictures = true;
      for (const track of this.waiting.splice(0)) this.addLater(track);
    });
    conference.addCommandListener?.("SourceInfo", (node, endpoint) => {
      if (typeof endpoint !== "string") return;
      this.info.set(endpoint, parseSourceInfo(node));
      changed();
    });
    for (const name of [
      "TRACK_ADDED",
      "TRACK_REMOVED",
      "USER_JOINED",
      "USER_LEFT",
      "USER_ROLE_CHANGED",
      "DISPLAY_NAME_CHANGED",
      "TRACK_MUTE_CHANGED",
      "PARTICIPANT_PROPERTY_CHANGED",
    ]) {
      on(name, changed);
    }
  }

  private heard(from: string, content: unknown): void {
    if (content !== undefined) this.tell({ kind: "message", from, content });
  }

  private addLater(track: JitsiLocalTrack): void {
    // A track that the library does not take is not sent; the others are.
    void this.add(track).catch(() => this.tell({ kind: "changed" }));
  }

  private forget(): void {
    window.clearTimeout(this.enterTimer);
    window.clearTimeout(this.announceTimer);
    for (const undo of this.undo.splice(0)) undo();
  }

  private tell(event: SessionEvent): void {
    if (!this.over) this.parts.onEvent(event);
  }

  private end(event: SessionEvent): void {
    if (this.over) return;
    this.over = true;
    this.forget();
    if (event.kind === "lost" && !this.connected) this.parts.choice.failed();
    this.parts.onEvent(event);
  }
}
