import type { OwnWait } from "@plenum/model";
import { useEffect, useState } from "react";
import type { ApiClient } from "../api/client.ts";
import { ApiError } from "../api/problem-error.ts";
import { fetchOwnWait } from "./lobby-api.ts";

/** Milliseconds until the next attempt, while the server cannot be reached. */
const PAUSE = 3_000;

export interface OwnWaitState {
  /** As far as it is known; stays while there is no connection. */
  readonly wait: OwnWait | undefined;
  readonly offline: boolean;
  /** The room has no lobby that knows of one. */
  readonly unknown: boolean;
}

const NOTHING: OwnWaitState = { wait: undefined, offline: false, unknown: false };

/** How it stands for oneself before a room: follows it for as long as somebody looks. */
export function useOwnWait(api: Pick<ApiClient, "authorised">, roomId: string): OwnWaitState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    const end = new AbortController();
    void follow(api, roomId, end.signal, setState);
    return () => end.abort();
  }, [api, roomId]);
  return state;
}

/** Asks, and asks again when there is something new to be told, until it is decided. */
async function follow(
  api: Pick<ApiClient, "authorised">,
  roomId: string,
  signal: AbortSignal,
  show: (change: (before: OwnWaitState) => OwnWaitState) => void,
): Promise<void> {
  let seen: string | undefined;
  while (!signal.aborted) {
    try {
      const wait = await fetchOwnWait(api, roomId, seen, signal);
      seen = wait.seen;
      show(() => ({ wait, offline: false, unknown: false }));
      if (wait.state !== "waiting") return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.code === "not-found") {
        show((before) => ({ ...before, offline: false, unknown: true }));
        return;
      }
      show((before) => ({ ...before, offline: true }));
      await pause(signal);
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, PAUSE);
    signal.addEventListener("abort", done);
  });
}
