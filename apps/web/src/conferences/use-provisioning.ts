import type { CreateConferenceRequest } from "@plenum/model";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/problem-error.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Milliseconds between two looks at a job. */
const LOOK = 400;

/**
 * Has a conference room made and waits for it. The key of the request is kept until it succeeded,
 * so that trying again never makes a second room.
 */
export function useProvisioning(onReady: (roomId: string) => void): {
  readonly state: "idle" | "running" | "failed";
  readonly problem?: unknown;
  start(conference: CreateConferenceRequest): void;
} {
  const { api, session } = useWorkspace();
  const [state, setState] = useState<{ kind: "idle" | "running" | "failed"; problem?: unknown }>({
    kind: "idle",
  });
  const key = useRef<string>(undefined);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (conference: CreateConferenceRequest, signal: AbortSignal): Promise<void> => {
    key.current ??= crypto.randomUUID();
    let job = await api.createConference({ ...conference, externalKey: key.current });
    while (job.state === "queued" || job.state === "running") {
      await pause(LOOK, signal);
      job = await api.provisioning(job.id, signal);
    }
    if (job.state === "failed" || job.roomId === undefined) {
      // A job that failed stays failed under its key.
      key.current = undefined;
      throw new ApiError("internal");
    }
    // The maker is invited like everybody else; nobody wants to accept one's own invitation.
    await session.joinRoom(job.roomId);
    key.current = undefined;
    if (!signal.aborted) onReady(job.roomId);
  };

  return {
    state: state.kind,
    ...(state.problem === undefined ? {} : { problem: state.problem }),
    start(conference) {
      const controller = new AbortController();
      running.current?.abort();
      running.current = controller;
      setState({ kind: "running" });
      run(conference, controller.signal).catch((problem: unknown) => {
        if (!controller.signal.aborted) setState({ kind: "failed", problem });
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
