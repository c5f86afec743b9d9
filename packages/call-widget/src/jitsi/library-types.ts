/**
 * The part of lib-jitsi-meet that the call uses, as builds of 2022 and of 2026 have it alike.
 * What only some builds have is optional here and asked for before use.
 */

export type Listener = (...args: readonly unknown[]) => void;

export interface JitsiTrack {
  getType(): string;
  getVideoType?(): string | null | undefined;
  isMuted(): boolean;
  isLocal(): boolean;
  getOriginalStream(): MediaStream | null;
  getTrack(): MediaStreamTrack | null;
  getSourceName?(): string | null | undefined;
  addEventListener(event: string, listener: Listener): void;
  removeEventListener(event: string, listener: Listener): void;
  dispose(): Promise<unknown> | void;
}

export interface JitsiLocalTrack extends JitsiTrack {
  mute(): Promise<unknown>;
  unmute(): Promise<unknown>;
  getDeviceId(): string | undefined;
  setSourceName?(name: string | null): void;
}

export interface JitsiRemoteTrack extends JitsiTrack {
  getParticipantId(): string;
}

export interface JitsiParticipant {
  getId(): string;
  getDisplayName(): string | undefined;
  isModerator(): boolean;
  isHidden?(): boolean;
  getTracks(): readonly JitsiRemoteTrack[];
  getIdentity?(): unknown;
  /** Whether its presence names something that it can do. */
  hasFeature?(feature: string): unknown;
  /** What the participant says in its presence under a name. */
  getProperty?(name: string): unknown;
}

export interface JitsiConference {
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  join(): void;
  leave(): Promise<unknown>;
  myUserId(): string;
  isModerator(): boolean | null;
  setDisplayName(name: string): void;
  /** Listens to an element of everybody's presence. */
  addCommandListener?(element: string, listener: Listener): void;
  getParticipants(): readonly JitsiParticipant[];
  addTrack(track: JitsiLocalTrack): Promise<unknown>;
  replaceTrack(before: JitsiLocalTrack | null, after: JitsiLocalTrack | null): Promise<unknown>;
  setReceiverConstraints?(constraints: unknown): void;
  setSenderVideoConstraint?(height: number): unknown;
  /** The library's own wrapping around the browser's connection (`peerconnection`). */
  getActivePeerConnection?(): unknown;
  setDesktopSharingFrameRate?(perSecond: number): unknown;
  /** Over the bridge's channel; throws where there is none. To nobody: to everybody. */
  sendEndpointMessage?(to: string, payload: object): void;
  setLocalParticipantProperty?(name: string, value: string): void;
  muteParticipant?(id: string, mediaType: string): void;
  kickParticipant?(id: string, reason?: string): void;
}

export interface JitsiConnection {
  addEventListener(event: string, listener: Listener): void;
  removeEventListener(event: string, listener: Listener): void;
  connect(options?: object): void;
  disconnect(): Promise<unknown> | void;
  initJitsiConference(name: string, options: object): JitsiConference;
}

export interface LocalTrackOptions {
  readonly devices: readonly ("audio" | "video" | "desktop")[];
  readonly cameraDeviceId?: string;
  readonly micDeviceId?: string;
  readonly constraints?: MediaStreamConstraints;
  /** Each is offered every track of a camera or microphone, and goes into the first that it takes. */
  readonly effects?: readonly JitsiEffect[];
}

/** Something that stands between a device and the track that is made of it. */
export interface JitsiEffect {
  isEnabled(track: JitsiTrack): boolean;
  startEffect(stream: MediaStream): MediaStream;
  stopEffect(): void;
  setMuted?(muted: boolean): void;
  isMuted?(): boolean;
}

type Names = Readonly<Record<string, string>>;

export interface JitsiLibrary {
  readonly JitsiConnection: new (appId: null, token: string, options: object) => JitsiConnection;
  readonly events: {
    readonly connection: Names;
    readonly conference: Names;
    readonly track: Names;
  };
  readonly errors: { readonly connection: Names; readonly conference: Names };
  readonly logLevels?: Names;
  init(options: object): unknown;
  setLogLevel?(level: string): void;
  setNetworkInfo?(info: { readonly isOnline: boolean }): void;
  createLocalTracks(options: LocalTrackOptions): Promise<JitsiLocalTrack[]>;
}

function record(value: unknown): Record<string, unknown> | undefined {
  return (typeof value === "object" || typeof value === "function") && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

/**
 * Whether something is a lib-jitsi-meet that can be worked with. Checks the entry points;
 * what they return is the library's own and typed above.
 */
export function isJitsiLibrary(value: unknown): value is JitsiLibrary {
  const library = record(value);
  const events = record(library?.["events"]);
  const errors = record(library?.["errors"]);
  return (
    library !== undefined &&
    typeof library["JitsiConnection"] === "function" &&
    typeof library["init"] === "function" &&
    typeof library["createLocalTracks"] === "function" &&
    record(events?.["connection"]) !== undefined &&
    record(events?.["conference"]) !== undefined &&
    record(events?.["track"]) !== undefined &&
    record(errors?.["connection"]) !== undefined
  );
}
