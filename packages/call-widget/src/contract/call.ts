import type { CallActions } from "./features.ts";
import type { CallProblem, CallSnapshot } from "./snapshot.ts";

/** How a call is made; all of it optional. */
export interface CallOptions {
  /** Loads lib-jitsi-meet from here before the first token is there; `JoinResponse` decides in the end. */
  readonly libraryUrl?: string;
  /** Whether the call begins with the microphone on. Default: as last time in such a room, else yes. */
  readonly microphone?: boolean;
  /** Whether the call begins with the camera on. Default: as last time in such a room, else yes. */
  readonly camera?: boolean;
  /** Microphone and camera are remembered apart for conversations of two. Default: `room`. */
  readonly roomKind?: "direct" | "room";
  /** Remembers chosen devices from call to call. Default: `localStorage`, where there is one. */
  readonly storage?: Pick<Storage, "getItem" | "setItem">;
}

/** A call on this device. Created by `createCall`; `dispose` frees every device and socket. */
export interface Call extends CallActions {
  get(): CallSnapshot;
  subscribe(listener: () => void): () => void;
  /** Opens camera and microphone for the preview. */
  prepare(): Promise<void>;
  join(): Promise<void>;
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  setScreen(on: boolean): Promise<void>;
  /** Takes a problem off the list. */
  dismiss(problem: CallProblem): void;
  leave(): Promise<void>;
  dispose(): void;
}
