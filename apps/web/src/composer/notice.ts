import type { MatrixErrorCode } from "@plenum/matrix";
import type { CommandId } from "./commands/commands.ts";

/** What stands in the way of sending or pasting; the text stays in the field. */
export type Notice =
  | { readonly kind: "unknown" | "not-allowed"; readonly name: string }
  | { readonly kind: "incomplete"; readonly name: string; readonly command: CommandId }
  | { readonly kind: "badPeople" }
  | { readonly kind: "badRoom" }
  /** Somebody has no account yet. */
  | { readonly kind: "coming"; readonly name: string }
  | { readonly kind: "failed" | "notScheduled"; readonly code: MatrixErrorCode }
  | { readonly kind: "tooLong" }
  | { readonly kind: "tooLongToPaste"; readonly text: string };
