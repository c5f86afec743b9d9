import type { JoinResponse } from "@plenum/model";
import type {
  CallCore,
  CallHost,
  CallOptions,
  CallParticipant,
  CallPhase,
  CallProblem,
} from "../contract/index.ts";
import { CannotEncryptError } from "../encryption/cannot-encrypt.ts";
import type { JitsiLibrary } from "../jitsi/library-types.ts";
import { LibraryUnavailableError, loadLibrary } from "../jitsi/load-library.ts";
import { ServiceChoice } from "../jitsi/service-choice.ts";
import type { Session, SessionEvent } from "../jitsi/session-types.ts";
import { ChosenDevices, defaultStorage } from "../media/devices.ts";
import { LocalMedia } from "../media/local-media.ts";
import { Wishes } from "../media/wishes.ts";
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
  keepParticipants,
} from "../state/participants.ts";
import { joinFailure } from "../state/problems.ts";
import { LOCAL_PARTICIPANT } from "./call-pictures.ts";
import { JoinTicket } from "./join-ticket.ts";
import type { EngineEvent, MicrophoneBorrower } from "./engine-events.ts";
import { OneTimer } from "./one-timer.ts";
import { Recovery } from "./recovery.ts";

/** The preview does without it. */
const loadSession = () => import("../jitsi/session.ts");

type Opening = Extract<EngineEvent, { readonly kind: "session-opening" }>;

/**
 * The heart of a call: token, library, session, one's own tracks, and the machine that decides what
 * happens next. What a call can do beyond that are features (`feature.ts`), which hang on this.
 */
export class CallEngine {
  /** Where this device remembers things from call to call, if it may. */
  readonly storage: CallOptions["storage"];
  /** Devices somebody chose, now or in an earlier call. */
  readonly chosen: ChosenDevices;
  /** How somebody wants to be in calls, as far as this device remembers. */
  readonly wishes: Wishes;
  /** One's own microphone, camera and screen. */
  readonly local: LocalMedia;
  private state: MachineState = initialState;
  private readonly changeListeners = new Set<() => void>();
  private readonly eventListeners = new Set<(event: EngineEvent) => void>();
  private problems: readonly CallProblem[] = [];
  private readonly ticket: JoinTicket;
  private current: Session | undefined;
  /** Counts sessions: what an earlier one still says is not heard. */
  private generation = 0;
  private own: JoinResponse["user"] | undefined;
  private others: readonly ParticipantFact[] = [];
  private participants: readonly CallParticipant[] = [];
  private dominant: string | undefined;
  private libraryUrl: string | undefined;
  private library: JitsiLibrary | undefined;
  private readonly timer = new OneTimer();
  private readonly choice = new ServiceChoice();
  private readonly recovery = new Recovery({
    session: () => this.current,
    onTrouble: (trouble) => this.dispatch({ kind: "trouble", trouble, at: Date.now() }),
    onBeyondMending: () => this.dispatch({ kind: "beyond-mending", at: Date.now() }),
    onPathBack: () => this.dispatch({ kind: "path-back" }),
  });
  private disposed = false;
  private borrower: MicrophoneBorrower | undefined;

  constructor(
    readonly host: CallHost,
    options: CallOptions,
  ) {
    this.libraryUrl = options.libraryUrl;
    this.ticket = new JoinTicket(() => host.join());
    this.storage = options.storage ?? defaultStorage();
    this.chosen = new ChosenDevices(this.storage);
    this.wishes = new Wishes(this.storage, options.roomKind ?? "room");
    const begin = this.wishes.begin();
    this.local = new LocalMedia(
      {
        library: () => this.getLibrary(),
        session: () => this.current,
        chosen: this.chosen,
        onChange: () => this.mediaChanged(),
        onProblem: (problem) => this.addProblem(problem),
        onWorking: (source) => {
          this.problems = this.problems.filter((problem) => !problem.startsWith(`${source}-`));
        },
        onOpened: () => this.emit({ kind: "device-opened" }),
      },
      {
        microphone: options.microphone ?? begin.microphone ?? true,
        camera: options.camera ?? begin.camera ?? true,
      },
    );
    addEventListener("pagehide", this.onPageHide);
    addEventListener("online", this.onOnline);
    addEventListener("offline", this.onOffline);
  }

  get phase(): CallPhase {
    return this.state.phase;
  }

  /** The session of the moment. A reconnect makes another one. */
  session(): Session | undefined {
    return this.current;
  }

  /** Addresses of the service, and a token that is good now. @throws what the host throws */
  joinInHand(): Promise<JoinResponse> {
    return this.ticket.take();
  }

  /** The core of the snapshot, as of now. */
  core(): CallCore {
    const participants = deriveParticipants(this.others, this.ownFact(), this.dominant);
    this.participants = keepParticipants(this.participants, participants);
    return {
      phase: this.state.phase,
      participants: this.participants,
      microphoneOn: this.microphoneIsOn(),
      cameraOn: this.local.isOn("camera"),
      screenOn: this.local.isOn("screen"),
      problems: this.problems,
    };
  }

  /** Whether the microphone is on, wherever it goes. */
  microphoneIsOn(): boolean {
    return this.borrower?.isOn() ?? this.local.isOn("microphone");
  }

  /** Switches the microphone on or off for whoever has it. */
  async setMicrophone(on: boolean): Promise<void> {
    if (this.borrower) {
      this.borrower.set(on);
      return;
    }
    // Whoever opens it by hand wants to be heard.
    if (on) this.local.microphone.setHeld(false);
    await this.local.set("microphone", on);
  }

  /** Has the switch of the microphone work somewhere else; undefined: in the call again. */
  lendMicrophone(borrower: MicrophoneBorrower | undefined): void {
    this.borrower = borrower;
    this.update();
  }

  /** Something in the snapshot may be different. @returns the function that unsubscribes */
  onChange(listener: () => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  /** @returns the function that unsubscribes */
  onEvent(listener: (event: EngineEvent) => void): () => void {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  }

  /** Tells features; for what one feature has to say to another, too. */
  emit(event: EngineEvent): void {
    for (const listener of this.eventListeners) listener(event);
  }

  /** Has the snapshot made anew: a feature calls it when its slice changed. */
  update(): void {
    // Until a new session is joined, those who were there last are still shown.
    if (this.current?.ownId() !== undefined) this.others = this.current.participants();
    for (const listener of this.changeListeners) listener();
  }

  addProblem(problem: CallProblem): void {
    if (this.problems.includes(problem)) return;
    this.problems = [...this.problems, problem];
    this.update();
  }

  dismiss(problem: CallProblem): void {
    if (!this.problems.includes(problem)) return;
    this.problems = this.problems.filter((one) => one !== problem);
    this.update();
  }

  async prepare(): Promise<void> {
    if (!isSecureContext) this.addProblem("insecure-origin");
    this.ticket.prefetch();
    // Comes with the library. If it does not, joining tries again.
    void loadSession().catch(() => undefined);
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

  async leave(): Promise<void> {
    const session = this.current;
    this.dispatch({ kind: "hung-up" });
    await session?.close();
  }

  /** Hangs up. Features are to be disposed of after this, and `close` comes last. */
  end(): void {
    this.dispatch({ kind: "hung-up" });
    this.disposed = true;
    removeEventListener("pagehide", this.onPageHide);
    removeEventListener("online", this.onOnline);
    removeEventListener("offline", this.onOffline);
    this.recovery.watch(false);
    this.ticket.keepFresh(false);
  }

  /** Gives all devices back and falls silent. */
  close(): void {
    void this.local.close();
    this.changeListeners.clear();
    this.eventListeners.clear();
  }

  private readonly onPageHide = (): void => this.dispatch({ kind: "hung-up" });

  private readonly onOnline = (): void => {
    this.library?.setNetworkInfo?.({ isOnline: true });
  };

  private readonly onOffline = (): void => {
    this.library?.setNetworkInfo?.({ isOnline: false });
  };

  /** Resolves when the call runs or has failed. */
  private settled(): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (this.state.phase.kind === "joining") return;
        this.changeListeners.delete(check);
        resolve();
      };
      this.changeListeners.add(check);
      check();
    });
  }

  private dispatch(event: MachineEvent): void {
    if (this.disposed) return;
    const { state, effects } = step(this.state, event);
    this.state = state;
    const { kind } = state.phase;
    const running = kind === "joined" || kind === "reconnecting";
    this.recovery.watch(running || kind === "joining");
    this.ticket.keepFresh(running);
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
        this.ticket.spend();
        this.others = [];
        this.dominant = undefined;
        this.problems = [];
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
      const [library, { openSession }] = await Promise.all([this.getLibrary(), loadSession()]);
      if (this.state.announced) await this.local.dropUnused();
      if (!current()) return;
      const opening: Opening = { kind: "session-opening", seal: undefined };
      this.emit(opening);
      const seal = await opening.seal;
      if (!current()) return;
      this.own = join.user;
      this.current = openSession({
        library,
        join,
        base: location.href,
        choice: this.choice,
        seal,
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
    if (error instanceof CannotEncryptError) {
      this.dispatch({ kind: "cannot-encrypt", problem: error.problem });
      return;
    }
    if (error instanceof LibraryUnavailableError) {
      this.dispatch({ kind: "library-missing", at });
      return;
    }
    const failure = joinFailure(error);
    this.dispatch(failure === "unreachable" ? { kind: "session-lost", at } : { kind: failure });
  }

  private closeSession(): void {
    this.generation += 1;
    const session = this.current;
    this.current = undefined;
    this.emit({ kind: "session-closed" });
    this.recovery.sessionClosed();
    void session?.close();
  }

  private onSession(event: SessionEvent): void {
    this.emit({ kind: "session", event });
    switch (event.kind) {
      case "entered":
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
      case "message":
      case "muted":
      case "wanted":
      case "right":
      case "listeners":
        // Features have heard of it.
        break;
      case "token-refused":
        this.ticket.spend();
        this.dispatch({ kind: event.kind, at: Date.now() });
        break;
      case "media":
      case "signalling-lost":
      case "signalling-resumed":
        // Recovery hears of it below.
        break;
      case "room-gone":
      case "removed":
      case "replaced":
        this.dispatch({ kind: event.kind });
        break;
    }
    this.recovery.hear(event);
  }

  private mediaChanged(): void {
    this.update();
    this.emit({ kind: "media-changed" });
  }

  private ownFact(): OwnFact | undefined {
    const user = this.own;
    const { kind } = this.state.phase;
    if (!user || (kind !== "joined" && kind !== "reconnecting")) return undefined;
    return {
      id: this.current?.ownId() ?? LOCAL_PARTICIPANT,
      userId: user.id,
      displayName: user.displayName,
      // The room may have changed it since the token was made.
      isModerator:
        this.current?.ownId() === undefined
          ? user.role === "moderator"
          : this.current.isModerator(),
      microphoneOn: this.local.isOn("microphone"),
      cameraOn: this.local.isOn("camera"),
      screenOn: this.local.isOn("screen"),
    };
  }
}
