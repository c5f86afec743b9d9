/**
 * What the library could do at once but does when it thinks fit. All of it is private there; builds
 * of 2022 and of 2026 have it alike, and what another one lacks it does later by itself.
 */
import type { JoinResponse } from "@plenum/model";
import type { JitsiConference, JitsiConnection } from "./library-types.ts";
import { absoluteWebSocketUrl } from "./options.ts";
import { probeService } from "./probe.ts";
import type { ServiceTransport } from "./service-choice.ts";
import { Flow } from "./flow.ts";
import { drop, tapSockets } from "./sockets.ts";

/** How the connection of sound and picture stands. `none`: there is none at this moment. */
export type MediaState = "alive" | "connecting" | "interrupted" | "failed" | "none";

function inside(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}

/** Calls a method that may not be there, or may refuse. */
function attempt(target: unknown, method: string): void {
  const found = inside(target, method);
  if (typeof found !== "function") return;
  try {
    Reflect.apply(found, target, []);
  } catch {
    // Then the library's own way is left, which is slower.
  }
}

/** @param wrapping the library's own object around a peer connection, or nothing */
export function mediaStateOf(wrapping: unknown): MediaState {
  switch (inside(wrapping, "peerconnection", "iceConnectionState")) {
    case "new":
    case "checking":
      return "connecting";
    case "connected":
    case "completed":
      return "alive";
    case "disconnected":
      return "interrupted";
    case "failed":
      return "failed";
    default:
      return "none";
  }
}

export interface RepairParts {
  readonly connection: JitsiConnection;
  readonly service: JoinResponse["service"];
  /** Base of relative service addresses. */
  readonly base: string;
  readonly transport: ServiceTransport;
  /** The conference, once there is one. */
  readonly conference: () => JitsiConference | undefined;
}

/** What can be done about a session that is disturbed, and how it stands. */
export class Repair {
  private readonly url: string;
  private readonly tap = tapSockets();
  private readonly flow = new Flow();
  private hadMedia = false;
  private dead = false;

  constructor(private readonly parts: RepairParts) {
    this.url = absoluteWebSocketUrl(parts.service.serviceUrl, parts.base);
  }

  /** Whether the service can be reached, by the way that this session takes. */
  probe(): Promise<boolean> {
    const { service, base, transport } = this.parts;
    return probeService(service, base, transport);
  }

  /** How sound and picture stand, as the browser sees it. */
  mediaState(): MediaState {
    const conference = this.parts.conference();
    const state = mediaStateOf(conference?.getActivePeerConnection?.());
    this.hadMedia ||= state === "alive";
    // Who has just come, or is alone, waits for an invitation without missing anything.
    const awaited = this.hadMedia && (conference?.getParticipants() ?? []).length > 0;
    if (!awaited) return "alive";
    return state === "alive" && this.dead ? "interrupted" : state;
  }

  /** Listens whether anything comes; `mediaState` tells what came of it. */
  async listen(): Promise<void> {
    const wrapping = this.parts.conference()?.getActivePeerConnection?.();
    const connection = inside(wrapping, "peerconnection");
    this.dead =
      mediaStateOf(wrapping) === "alive" &&
      connection instanceof RTCPeerConnection &&
      (await this.flow.look(connection, Date.now()));
  }

  /**
   * Hears when the signalling connection, or a try to take it up again, ends.
   * @returns the function that unsubscribes
   */
  onSignallingEnd(listener: () => void): () => void {
    return this.tap?.onEnd(this.url, listener) ?? (() => undefined);
  }

  /**
   * Ends the signalling connection, or the try to open one, and takes it up again without the
   * library's pause (XEP-0198: nothing is lost). A build without that entry resumes some seconds later.
   */
  renewSignalling(): void {
    for (const socket of this.tap?.to(this.url) ?? []) drop(socket);
    const task = inside(this.parts.connection, "xmpp", "connection", "_resumeTask");
    // Else it would come a second time later, and find a connection that stands.
    attempt(task, "_cancelResume");
    attempt(task, "_resumeConnection");
  }

  /** Has the focus end the media session and invite anew, while signalling goes on. */
  restartMedia(): void {
    const conference = this.parts.conference();
    // The library has a plan of its own for a failed connection, which would hit the new one.
    attempt(inside(conference, "_delayedIceFailed"), "cancel");
    attempt(conference, "_restartMediaSessions");
  }
}
