import type { MessageSeal, SessionEvent } from "../jitsi/session-types.ts";

/** What features hear of, in the order in which it happens. */
export type EngineEvent =
  /** The session says something; the engine acts on it afterwards. */
  | { readonly kind: "session"; readonly event: SessionEvent }
  /** A source came, went, was switched or replaced: one's own or somebody else's. */
  | { readonly kind: "media-changed" }
  /** A session is about to be made. */
  | {
      readonly kind: "session-opening";
      /**
       * Set by whoever encrypts from device to device. The session waits for it; one that comes to
       * nothing keeps it from being made.
       */
      seal: Promise<MessageSeal> | undefined;
    }
  /** There is no session any more; `session()` is undefined already. */
  | { readonly kind: "session-closed" }
  /** Camera or microphone was opened: the browser may tell more of its devices now. */
  | { readonly kind: "device-opened" }
  | { readonly kind: "speaker-chosen"; readonly deviceId: string }
  /** The sound of the call stands back behind something else: so loud it is then, 0…1. */
  | { readonly kind: "ducked"; readonly volume: number }
  /** What the recogniser makes of one's own voice: the sentence so far, or `done` with it. */
  | { readonly kind: "caption"; readonly text: string; readonly done: boolean };

/** Whoever has the microphone instead of the call for a while. */
export interface MicrophoneBorrower {
  /** Whether it hears the person just now. */
  isOn(): boolean;
  set(on: boolean): void;
}
