import type { ConnectionState, MatrixSession } from "@plenum/matrix";
import { useState } from "react";
import { useObservable } from "../app/observable.ts";

/**
 * Whether rooms of the session can be opened: not while another tab has it, and after that only
 * when it is live again. Room handles from before are void then, so views are to be made anew.
 */
export function useUsable(session: MatrixSession): {
  readonly usable: boolean;
  readonly connection: ConnectionState;
} {
  const connection = useObservable(session.connection);
  const [blocked, setBlocked] = useState(connection.kind === "elsewhere");
  if (connection.kind === "elsewhere" && !blocked) setBlocked(true);
  if (connection.kind === "live" && blocked) setBlocked(false);
  return { usable: !blocked && connection.kind !== "elsewhere", connection };
}
