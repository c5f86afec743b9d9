import type { Engine } from "../call/feature.ts";
import type { SubRoomProblem } from "../contract/index.ts";
import type { JitsiLibrary, JitsiLocalTrack } from "../jitsi/library-types.ts";
import { AsideMicrophone } from "./aside-microphone.ts";
import {
  AT_HOME,
  turn,
  type MicrophoneEffect,
  type MicrophoneEvent,
  type MicrophoneState,
} from "./microphone-rules.ts";

/** Why the call's microphone may not be switched on. */
const REASON = "aside";

export interface TurningParts {
  readonly engine: Engine;
  /** Makes the second way of the voice; another one in tests. */
  readonly create:
    | ((...made: Parameters<typeof AsideMicrophone.create>) => Promise<AsideMicrophone>)
    | undefined;
  readonly onChange: () => void;
  readonly onProblem: (problem: SubRoomProblem) => void;
}

/** Carries out what `microphone-rules.ts` says, on the microphone of the call. */
export class TurningMicrophone {
  private state: MicrophoneState = AT_HOME;
  private aside: Promise<AsideMicrophone> | undefined;
  /** Counts silencings: what an earlier one finds out is not heard. */
  private silencing = 0;

  constructor(private readonly parts: TurningParts) {}

  /** Where it goes when it is on. */
  get goal(): MicrophoneState["goal"] {
    return this.state.goal;
  }

  tell(event: MicrophoneEvent): void {
    const before = this.state;
    const { state, effects } = turn(before, event);
    this.state = state;
    for (const effect of effects) this.carryOut(effect);
    if (state.goal !== before.goal) {
      this.parts.engine.lendMicrophone(
        state.goal === "aside"
          ? {
              isOn: () => this.state.aside === "open",
              set: (on) => this.tell({ kind: "switch", on }),
            }
          : undefined,
      );
    }
    if (state !== before) this.parts.onChange();
  }

  /** Looks whether it is heard in the call, where it must not be. */
  check(): void {
    const { local } = this.parts.engine;
    const heard = local.isOn("microphone") || local.stream("microphone") !== undefined;
    if (heard) this.tell({ kind: "plenum-heard" });
  }

  /** What belongs into the sub-room; without a microphone one hears and is not heard. */
  async track(library: JitsiLibrary): Promise<JitsiLocalTrack | undefined> {
    this.aside ??= this.make(library);
    const { aside } = this;
    try {
      return (await aside).track;
    } catch {
      if (this.aside === aside) this.aside = undefined;
      this.parts.onProblem("no-microphone");
      return undefined;
    }
  }

  /** There is no sub-room any more that the voice could go to. */
  letGo(): void {
    const { aside } = this;
    this.aside = undefined;
    void aside?.then((made) => made.dispose()).catch(() => undefined);
  }

  private async make(library: JitsiLibrary): Promise<AsideMicrophone> {
    const { local, chosen } = this.parts.engine;
    await local.need("microphone");
    const device = chosen.get().microphone;
    return this.parts.create
      ? this.parts.create(library, local.microphone, device)
      : AsideMicrophone.create(library, local.microphone, device);
  }

  private carryOut(effect: MicrophoneEffect): void {
    const { local } = this.parts.engine;
    switch (effect) {
      case "shut-plenum":
        void this.silence();
        break;
      case "free-plenum":
        this.silencing += 1;
        local.bar("microphone", false, REASON);
        // Where it could not be switched off it stays held back until somebody opens it.
        if (local.stream("microphone") === undefined) local.microphone.setHeld(false);
        break;
      case "open-plenum":
        local.microphone.setHeld(false);
        void local.set("microphone", true);
        break;
      case "open-aside":
        void this.openAside();
        break;
      case "close-aside":
        // In the graph at once, and in the track as soon as there is one.
        local.microphone.setAside(undefined);
        void this.aside?.then((made) => made.close()).catch(() => undefined);
        break;
    }
  }

  private async silence(): Promise<void> {
    const { local } = this.parts.engine;
    this.silencing += 1;
    const { silencing } = this;
    // Held back at once; what the library and the others are told takes longer.
    local.microphone.setHeld(true);
    local.bar("microphone", true, REASON);
    await local.set("microphone", false).catch(() => undefined);
    if (silencing !== this.silencing) return;
    const silent = !local.isOn("microphone") && local.stream("microphone") === undefined;
    if (!silent) this.parts.onProblem("stuck");
    this.tell({ kind: silent ? "plenum-silent" : "plenum-stuck" });
  }

  private async openAside(): Promise<void> {
    const { aside } = this;
    try {
      if (!aside) throw new Error("No microphone");
      const made = await aside;
      // What has been given up meanwhile must not be opened.
      if (this.state.aside !== "opening" || aside !== this.aside) return;
      if (await made.open()) this.tell({ kind: "aside-opened" });
    } catch {
      this.parts.onProblem("no-microphone");
      this.tell({ kind: "aside-failed" });
    }
  }
}
