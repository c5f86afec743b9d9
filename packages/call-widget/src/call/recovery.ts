import type { CallTrouble } from "../contract/index.ts";
import type { Repair } from "../jitsi/repair.ts";
import type { SessionEvent } from "../jitsi/session-types.ts";
import {
  calm,
  recover,
  type RecoveryEffect,
  type RecoveryEvent,
  type RecoveryState,
} from "../state/recovery.ts";
import { OneTimer } from "./one-timer.ts";

/** Milliseconds between two looks at a running call. */
const LOOK_EVERY = 500;
/** A look that comes so many milliseconds late: the device slept. */
const SLEPT = 5_000;
/** Milliseconds between two questions to a service that does not answer, and after half a minute. */
const ASK_EVERY = 400;
const ASK_SELDOM = 1_000;
const SELDOM_AFTER = 30_000;

/** The session, as far as it can be mended. */
export interface Mendable {
  readonly connected: boolean;
  readonly repair: Pick<
    Repair,
    "listen" | "mediaState" | "probe" | "renewSignalling" | "restartMedia"
  >;
}

export interface RecoveryParts {
  session(): Mendable | undefined;
  onTrouble(trouble: CallTrouble | undefined): void;
  /** Nothing less than a new join helps. */
  onBeyondMending(): void;
  /** Another join needs to wait no longer. */
  onPathBack(): void;
}

/** Watches over a call that runs or is being joined, and does what `state/recovery.ts` says. */
export class Recovery {
  private state: RecoveryState = calm;
  private running = false;
  /** What is heard while something is being done comes after that. */
  private readonly heard: RecoveryEvent[] = [];
  private busy = false;
  private deaf = false;
  private readonly look = new OneTimer();
  private readonly ask = new OneTimer();
  private asking = false;
  private listening = false;
  /** Counts reasons to ask anew: an answer to a question from before one is not heard. */
  private round = 0;
  /** How the last session asked its service: there may be none just now. */
  private probe: (() => Promise<boolean>) | undefined;
  private awaySince = 0;
  private pulse: number | undefined;
  private pulseAt = 0;

  constructor(private readonly parts: RecoveryParts) {}

  /** @param running whether there is a call to watch over */
  watch(running: boolean): void {
    if (running === this.running) return;
    this.running = running;
    this.state = calm;
    if (running) {
      this.pulseAt = Date.now();
      this.pulse = window.setInterval(() => this.beat(), LOOK_EVERY);
      addEventListener("online", this.disturbed);
      addEventListener("offline", this.disturbed);
      connectionOf(navigator)?.addEventListener("change", this.disturbed);
      return;
    }
    window.clearInterval(this.pulse);
    removeEventListener("online", this.disturbed);
    removeEventListener("offline", this.disturbed);
    connectionOf(navigator)?.removeEventListener("change", this.disturbed);
    this.look.stop();
    this.forgetQuestion();
    this.probe = undefined;
  }

  /** What a session tells of itself. */
  hear({ kind }: SessionEvent): void {
    if (kind === "entered") this.take({ kind: "session-opened" });
    else if (kind === "media") this.lookAtMedia();
    else if (kind === "signalling-lost" || kind === "signalling-resumed") {
      // What is ended on purpose is no news.
      if (!this.deaf) this.take({ kind });
    }
  }

  /** The session is over, and another one will be made. */
  sessionClosed(): void {
    this.take({ kind: "session-closed" });
  }

  private readonly disturbed = (): void => {
    // The question that may be on its way went by another path.
    this.forgetQuestion();
    this.take({ kind: "disturbed" });
  };

  private forgetQuestion(): void {
    this.round += 1;
    this.ask.stop();
    this.asking = false;
  }

  private beat(): void {
    const now = Date.now();
    const late = now - this.pulseAt - LOOK_EVERY;
    this.pulseAt = now;
    if (late > SLEPT) this.disturbed();
    void this.listen();
  }

  private async listen(): Promise<void> {
    const session = this.parts.session();
    if (!session || this.listening) return;
    this.listening = true;
    await session.repair.listen().catch(() => undefined);
    this.listening = false;
    this.lookAtMedia();
  }

  private lookAtMedia(): void {
    const session = this.parts.session();
    if (session && this.state.session) {
      this.take({ kind: "media", state: session.repair.mediaState() });
    }
  }

  private take(event: RecoveryEvent): void {
    if (!this.running) return;
    this.heard.push(event);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.heard.shift(); next; next = this.heard.shift()) {
        const { state, effects } = recover(this.state, next, Date.now());
        if (state.path === "away" && this.state.path !== "away") this.awaySince = Date.now();
        this.state = state;
        for (const effect of effects) this.carryOut(effect);
      }
    } finally {
      this.busy = false;
    }
  }

  private carryOut(effect: RecoveryEffect): void {
    const session = this.parts.session();
    switch (effect.kind) {
      case "probe":
        this.askSoon();
        break;
      case "renew-signalling":
        this.deaf = true;
        session?.repair.renewSignalling();
        this.deaf = false;
        break;
      case "restart-media":
        session?.repair.restartMedia();
        break;
      case "rejoin":
        this.parts.onBeyondMending();
        break;
      case "path-back":
        // A try that has come through goes on.
        if (session?.connected !== true) this.parts.onPathBack();
        break;
      case "tell":
        this.parts.onTrouble(effect.trouble);
        break;
      case "look-at":
        this.look.start(effect.at - Date.now(), () => this.take({ kind: "due" }));
        break;
    }
  }

  /** Asks now, or a little after the last time; once at a time. */
  private askSoon(): void {
    if (this.asking) return;
    this.asking = true;
    void this.askNow();
  }

  private async askNow(): Promise<void> {
    const { round } = this;
    const session = this.parts.session();
    if (session) this.probe = () => session.repair.probe();
    // Before the first session nobody knows whom to ask.
    const reached = await this.probe?.().catch(() => false);
    if (round !== this.round) return;
    if (reached !== undefined) this.take({ kind: reached ? "answered" : "unanswered" });
    if (round !== this.round) return;
    const long = this.state.path === "away" && Date.now() - this.awaySince > SELDOM_AFTER;
    this.ask.start(long ? ASK_SELDOM : ASK_EVERY, () => {
      this.asking = false;
      if (this.state.path !== "there") this.askSoon();
    });
  }
}

function connectionOf(browser: Navigator): EventTarget | undefined {
  const connection: unknown = Reflect.get(browser, "connection");
  return connection instanceof EventTarget ? connection : undefined;
}
