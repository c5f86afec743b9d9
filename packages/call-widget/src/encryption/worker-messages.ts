import type { MediaKind } from "./frame.ts";

/** What the worker that encrypts is told. */
export type ToWorker =
  /** The key that this device encrypts with from now on. */
  | {
      readonly kind: "use";
      readonly index: number;
      readonly secret: Uint8Array;
      readonly sender: string;
    }
  /** A key of somebody else. */
  | {
      readonly kind: "take";
      readonly endpoint: string;
      readonly sender: string;
      readonly index: number;
      readonly secret: Uint8Array;
    }
  | { readonly kind: "forget"; readonly endpoint: string }
  /** Whose sound or picture a receiver gets; without an endpoint nobody's, and nothing is let through. */
  | { readonly kind: "bind"; readonly receiver: number; readonly endpoint?: string }
  | { readonly kind: "reset" };

/** How what comes on a receiver is; told when it changes. */
export interface FromWorker {
  readonly kind: "heard";
  readonly receiver: number;
  readonly endpoint: string;
  /** `refused`: it is not encrypted as it should be. `no-key`: its key has not come. */
  readonly state: "open" | "no-key" | "refused";
  readonly index?: number;
}

/** What a transform is made with: a sender's, or the receiver with this number. */
export type TransformOptions =
  | { readonly role: "send"; readonly media: MediaKind }
  | { readonly role: "receive"; readonly media: MediaKind; readonly receiver: number };
