import type { JoinResponse } from "@plenum/model";
import type {
  Call,
  CallHost,
  CallOptions,
  CallParticipant,
  CallProblem,
  CallSnapshot,
  DeviceKind,
} from "../contract.ts";
import type { JitsiLibrary } from "../jitsi/library-types.ts";
import { LibraryUnavailableError, loadLibrary } from "../jitsi/load-library.ts";
import { openSession, type Session, type SessionEvent } from "../jitsi/session.ts";
import { ChosenDevices, defaultStorage, DeviceList } from "../media/devices.ts";
import { LevelMeter } from "../media/level.ts";
import { LocalMedia } from "../media/local-media.ts";
import type { PictureKind } from "../media/pictures.ts";
import { RemoteAudio } from "../media/remote-audio.ts";
import {
  type Effect,
  initialState,
  type MachineEvent,
  type MachineState,
  step,
} from "../state/machine.ts";
import {
  deriveParticipants,
  type OwnFact,
  type ParticipantFact,
  sameParticipants,
} from "../state/participants.ts";
import { joinFailure } from "../state/problems.ts";
import { CallPictures, LOCAL_PARTICIPANT } from "./call-pictures.ts";
import { JoinTicket } from "./join-ticket.ts";
import { OneTimer } from "./one-timer.ts";

/**
 * A call on this device, at first in its preview. Nothing happens before `prepare` or `join`.
 * The host hears `joined` once, and `left` exactly once after that.
 */
export function createCall(host: CallHost, options: CallOptions = {}): Call {
  return new JitsiCall(host, options);
}

class JitsiCall implements Call {
  private state: MachineState = initialState;
  private snapshot: CallSnapshot;
  private readonly listeners = new Set<() => void>();
  private readonly problems = new Set<CallProblem>();
  private readonly chosen: ChosenDevices;
  private readonly devices: DeviceList;
  private readonly local: LocalMedia;
  private readonly audio: RemoteAudio;
  private readonly pictures: CallPictures;
  private readonly meter = new LevelMeter();
  private readonly ticket: JoinTicket;
  private session: Session | undefined;
  /** Counts sessions: what an earlier one still says is not heard. */
  private generation = 0;
  private own: JoinResponse["user"] | undefined;
  private others: readonly ParticipantFact[] = [];
  private participants: readonly CallParticipant[] = [];
  private dominant: string | undefined;
  private libraryUrl: string | undefined;
  private library: JitsiLibrary | undefined;
  private readonly timer = new OneTimer();
  private disposed = false;

  constructor(
    private readonly host: CallHost,
    options: CallOptions,
  ) {
    this.libraryUrl = options.libraryUrl;
    this.ticket = new JoinTicket(() => host.join());
    this.chosen = new ChosenDevices(options.storage ?? defaultStorage());
    this.devices = new DeviceList(() => this.update());
    this.local = new LocalMedia(
      {
        library: () => this.getLibrary(),
        session: () => this.session,
        chosen: this.chosen,
        onChange: () => this.mediaChanged(),
        onProblem: (problem) => this.addProblem(problem),
        onWorking: (source) => {
          for (const problem of this.problems) {
            if (problem.startsWith(`${source}-`)) this.problems.delete(problem);
          }
        },
        onOpened: this.devices.read,
      },
      { microphone: options.microphone ?? true, camera: options.camera ?? true },
    );
    this.audio = new RemoteAudio(() => this.addProblem("media-blocked"));
    const speaker = this.chosen.get().speaker;
    if (speaker !== undefined) void this.audio.setSpeaker(speaker);
    this.pictures = new CallPictures(() => this.session, this.local);
    this.snapshot = this.build();
    this.devices.read();
    addEventListener("pagehide", this.onPageHide);
    addEventListener("online", this.onOnline);
    addEventListener("offline", this.onOffline);
  }

  get(): CallSnapshot {
    return this.snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async prepare(): Promise<void> {
    if (!isSecureContext) this.addProblem("insecure-origin");
    this.ticket.prefetch();
    try {
      await this.getLibrary();
    } catch (error) {
      // Nobody who is not let in needs to be asked for a camera first.
      this.failed(error);
      return;
    }
    await this.local.start();
  }

  async join(): Promise<void> {
    // Devices open while the connection is made; whoever has none joins without.
    void this.local.start();
    this.dispatch({ kind: "join-asked" });
    await this.settled();
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.local.set("microphone", on);
  }

  setCamera(on: boolean): Promise<void> {
    return this.local.set("camera", on);
  }

  setScreen(on: boolean): Promise<void> {
    return this.local.set("screen", on);
  }

  async chooseDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    this.chosen.set(kind, deviceId);
    this.update();
    if (kind === "speaker") await this.audio.setSpeaker(deviceId);
    else await this.local.changeDevice(kind);
  }

  level(): number {
    return this.meter.read();
  }

  attachVideo(participantId: string, what: PictureKind, element: HTMLVideoElement): () => void {
    return this.pictures.attach(participantId, what, element);
  }

  async unblock(): Promise<void> {
    if (await this.audio.resume()) this.dismiss("media-blocked");
  }

  dismiss(problem: CallProblem): void {
    if (this.problems.delete(problem)) this.update();
  }

  async leave(): Promise<void> {
    const { session } = this;
    this.dispatch({ kind: "hung-up" });
    await session?.close();
  }

  dispose(): void {
    if (this.disposed) return;
    this.dispatch({ kind: "hung-up" });
    this.disposed = true;
    removeEventListener("pagehide", this.onPageHide);
    removeEventListener("online", this.onOnline);
    removeEventListener("offline", this.onOffline);
    this.devices.stop();
    this.audio.stop();
    this.pictures.stop();
    this.meter.stop();
    void this.local.close();
    this.listeners.clear();
  }

  private readonly onPageHide = (): void => this.dispatch({ kind: "hung-up" });

  private readonly onOnline = (): void => {
    this.library?.setNetworkInfo?.({ isOnline: true });
    // The network is back: no sense in waiting for the next try.
    if (this.state.attempts > 0) this.timer.runNow();
  };

  private readonly onOffline = (): void => {
    this.library?.setNetworkInfo?.({ isOnline: false });
  };

  /** Resolves when the call runs or has failed. */
  private settled(): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.state.phase.kind === "joining") return;
        this.listeners.delete(check);
        resolve();
      };
      this.listeners.add(check);
      check();
    });
  }

  private dispatch(event: MachineEvent): void {
    if (this.disposed) return;
    const { state, effects } = step(this.state, event);
    this.state = state;
    for (const effect of effects) this.carryOut(effect);
    this.update();
  }

  private carryOut(effect: Effect): void {
    switch (effect.kind) {
      case "open-session":
        void this.open();
        break;
      case "close-session":
        this.closeSession();
        break;
      case "schedule-retry":
        this.timer.start(effect.delay, () => this.dispatch({ kind: "retry-due" }));
        break;
      case "watch-mending":
        {
          const event = { kind: "mending-too-long", at: Date.now() } as const;
          this.timer.start(effect.delay, () => this.dispatch(event));
        }
        break;
      case "cancel-timers":
        this.timer.stop();
        break;
      case "announce-joined":
        // Whether others can be told is the host's concern; the call runs either way.
        void this.host.joined().catch(() => undefined);
        break;
      case "announce-left":
        this.host.left(effect.reason);
        break;
      case "release-devices":
        void this.local.release();
        this.others = [];
        this.dominant = undefined;
        this.problems.clear();
        break;
    }
  }

  private async getLibrary(): Promise<JitsiLibrary> {
    if (this.library) return this.library;
    const url = this.libraryUrl ?? (await this.ticket.look()).service.libraryUrl;
    this.library = await loadLibrary(url);
    return this.library;
  }

  private async open(): Promise<void> {
    this.generation += 1;
    const { generation } = this;
    const current = (): boolean => generation === this.generation && !this.disposed;
    try {
      const join = await this.ticket.take();
      if (!current()) return;
      this.libraryUrl = join.service.libraryUrl;
      const library = await this.getLibrary();
      if (this.state.announced) await this.local.dropUnused();
      if (!current()) return;
      this.own = join.user;
      this.session = openSession({
        library,
        join,
        base: location.href,
        tracks: () => this.local.conferenceTracks(),
        onEvent: (event) => {
          if (current()) this.onSession(event);
        },
      });
      this.update();
    } catch (error) {
      if (!current()) return;
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const at = Date.now();
    if (error instanceof LibraryUnavailableError) {
      this.dispatch({ kind: "library-missing", at });
      return;
    }
    const failure = joinFailure(error);
    this.dispatch(failure === "unreachable" ? { kind: "session-lost", at } : { kind: failure });
  }

  private closeSession(): void {
    this.generation += 1;
    const { session } = this;
    this.session = undefined;
    this.audio.stop();
    void session?.close();
  }

  private onSession(event: SessionEvent): void {
    switch (event.kind) {
      case "entered":
        this.pictures.askNow();
        this.dispatch({ kind: "entered" });
        this.mediaChanged();
        break;
      case "changed":
        this.mediaChanged();
        break;
      case "dominant":
        this.dominant = event.id;
        this.update();
        break;
      case "lost":
        this.dispatch({ kind: "session-lost", at: Date.now() });
        break;
      case "media-interrupted":
      case "token-refused":
        this.dispatch({ kind: event.kind, at: Date.now() });
        break;
      case "media-restored":
      case "room-gone":
      case "removed":
      case "replaced":
        this.dispatch({ kind: event.kind });
        break;
    }
  }

  private mediaChanged(): void {
    const heard = this.session?.sources().filter(({ kind }) => kind === "audio");
    if (heard) this.audio.play(heard.map(({ track }) => track));
    // The meter is for the preview; in the call nobody looks at it.
    const preview = this.state.phase.kind === "preview" || this.state.phase.kind === "failed";
    this.meter.watch(preview ? this.local.stream("microphone") : undefined);
    this.update();
    this.pictures.refresh();
  }

  private addProblem(problem: CallProblem): void {
    if (this.problems.has(problem)) return;
    this.problems.add(problem);
    this.update();
  }

  private ownFact(): OwnFact | undefined {
    const user = this.own;
    const { kind } = this.state.phase;
    if (!user || (kind !== "joined" && kind !== "reconnecting")) return undefined;
    return {
      id: this.session?.ownId() ?? LOCAL_PARTICIPANT,
      userId: user.id,
      displayName: user.displayName,
      isModerator: user.role === "moderator",
      microphoneOn: this.local.isOn("microphone"),
      cameraOn: this.local.isOn("camera"),
      screenOn: this.local.isOn("screen"),
    };
  }

  private update(): void {
    // Until a new session is joined, those who were there last are still shown.
    if (this.session?.ownId() !== undefined) this.others = this.session.participants();
    this.snapshot = this.build();
    for (const listener of this.listeners) listener();
  }

  private build(): CallSnapshot {
    const participants = deriveParticipants(this.others, this.ownFact(), this.dominant);
    if (!sameParticipants(this.participants, participants)) this.participants = participants;
    return {
      phase: this.state.phase,
      participants: this.participants,
      microphoneOn: this.local?.isOn("microphone") ?? false,
      cameraOn: this.local?.isOn("camera") ?? false,
      screenOn: this.local?.isOn("screen") ?? false,
      problems: [...this.problems],
      devices: this.devices.get(),
      chosen: this.chosen.get(),
    };
  }
}
