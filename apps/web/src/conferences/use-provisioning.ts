import { problemCodeSchema, type CreateConferenceRequest, type Provisioning } from "@plenum/model";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/problem-error.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Milliseconds between two looks at a job. */
const LOOK = 400;

/** What somebody who wants a room waits for. */
export type Waiting =
  /** Rooms of others that come first. */
  | { readonly for: "turn"; readonly ahead: number }
  | { readonly for: "room" }
  /** It gives no answer; the room is made when it is back. */
  | { readonly for: "homeserver" };

/** What a job that is not done waits for. */
export function waitingOf(job: Provisioning): Waiting {
  if (job.problem !== undefined) return { for: "homeserver" };
  return job.state === "queued" ? { for: "turn", ahead: job.ahead ?? 0 } : { for: "room" };
}

/**
 * Has a conference room made and waits for it. The key of the request is kept until it succeeded,
 * so that trying again never makes a second room.
 */
export function useProvisioning(onReady: (roomId: string) => void): {
  /** Set while the room is not there yet. */
  readonly waiting?: Waiting;
  readonly problem?: unknown;
  start(conference: CreateConferenceRequest): void;
} {
  const { api, session } = useWorkspace();
  const [state, setState] = useState<{ waiting?: Waiting; problem?: unknown }>({});
  const key = useRef<string>(undefined);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (conference: CreateConferenceRequest, signal: AbortSignal): Promise<void> => {
    key.current ??= crypto.randomUUID();
    let job = await api.createConference({ ...conference, externalKey: key.current });
    while (job.state === "queued" || job.state === "running") {
      setState({ waiting: waitingOf(job) });
      await pause(LOOK, signal);
      job = await api.provisioning(job.id, signal);
    }
    if (job.state !== "ready" || job.roomId === undefined) {
      // A job that failed stays failed under its key.
      key.current = undefined;
      throw new ApiError(problemCodeSchema.catch("internal").parse(job.problem));
    }
    // The maker is invited like everybody else; nobody wants to accept one's own invitation.
    await session.joinRoom(job.roomId);
    key.current = undefined;
    if (!signal.aborted) onReady(job.roomId);
  };

  return {
    ...state,
    start(conference) {
      const controller = new AbortController();
      running.current?.abort();
      running.current = controller;
      setState({ waiting: { for: "room" } });
      run(conference, controller.signal).catch((problem: unknown) => {
        if (!controller.signal.aborted) setState({ problem });
      });
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    });
  });
}
