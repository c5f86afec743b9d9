import type { ControlWishBody } from "@plenum/model";
import type { Person } from "../../apps/conference-server/src/testing/lab.ts";

/** Benchmark → the process with the conference server. */
export type ServerCommand =
  | { type: "token"; person: Person }
  | { type: "wish"; room: string; wish: ControlWishBody }
  | { type: "usage" };

/** The process with the conference server → benchmark. */
export type ServerEvent =
  | { type: "ready"; url: string }
  | { type: "token"; name: string; token: string }
  | { type: "wished" }
  /** Signalling alone: the media child is another process. */
  | { type: "usage"; cpuSeconds: number; rssBytes: number };
