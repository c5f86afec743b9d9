/**
 * What the features of a call add to it. A feature is one folder with its rules, views and texts,
 * an `attach…` function (`call/feature.ts`) listed in `call/features.ts`, and its types here.
 */
import type { BackgroundActions, BackgroundSlice } from "./background.ts";
import type { CallDevices, DeviceKind } from "./devices.ts";
import type { CaptionsActions, CaptionsSlice } from "./captions.ts";
import type { ModerationActBody, SpeechKind } from "@plenum/model";
import type { ActProblem, FloorActions, FloorSlice, LockKind } from "./floor.ts";
import type { RaisedHand } from "./host.ts";
import type { EncryptionProblem } from "./snapshot.ts";
import type { LineTestActions } from "./line-test.ts";
import type { RttActions, RttSlice } from "./rtt.ts";
import type { SubRoomActions, SubRoomSlice } from "./sub-room.ts";

/** What each feature shows in the snapshot, under the feature's name. */
export interface CallSlices {
  readonly devices: DevicesSlice;
  readonly capture: CaptureSlice;
  readonly view: ViewSlice;
  readonly sound: SoundSlice;
  readonly hands: HandsSlice;
  readonly floor: FloorSlice;
  readonly reactions: ReactionsSlice;
  readonly rtt: RttSlice;
  readonly captions: CaptionsSlice;
  readonly moderation: ModerationSlice;
  readonly statistics: StatisticsSlice;
  readonly encryption: EncryptionSlice;
  readonly bandwidth: BandwidthSlice;
  readonly subRoom: SubRoomSlice;
  readonly privateChat: PrivateChatSlice;
  readonly background: BackgroundSlice;
}

/** What views may ask features for, as part of `Call`. */
export interface CallActions
  extends
    DeviceActions,
    LevelActions,
    PictureActions,
    SoundActions,
    CaptureActions,
    LineTestActions,
    ViewActions,
    HandActions,
    FloorActions,
    ReactionActions,
    RttActions,
    CaptionsActions,
    ModerationActions,
    StatisticsActions,
    BandwidthActions,
    SubRoomActions,
    PrivateChatActions,
    BackgroundActions {}

export interface PrivateChatSlice {
  /** Whether the client around the call can write to one person alone. */
  readonly available: boolean;
}

export interface PrivateChatActions {
  writePrivately(userId: string): void;
}

export interface DevicesSlice extends CallDevices {
  /** Device ids in use or chosen; absent where the browser decides. */
  readonly chosen: Readonly<Partial<Record<DeviceKind, string>>>;
}

export interface DeviceActions {
  chooseDevice(kind: DeviceKind, deviceId: string): Promise<void>;
}

export interface LevelActions {
  /** Microphone level of the preview, 0…1. */
  level(): number;
}

export interface PictureActions {
  /**
   * Attaches a participant's picture (or screen) to an element; returns the detach function.
   * @param place what the picture is there for: the narrower the line, the more it counts
   */
  attachVideo(
    participantId: string,
    what: "camera" | "screen",
    element: HTMLVideoElement,
    place?: PicturePlace,
  ): () => void;
}

/** `stage`: large, for everybody to look at. `signing`: sign language, which lives of every movement. */
export type PicturePlace = "tile" | "stage" | "signing";

/** `small`: no larger than 180 lines. `none`: sound and shared screens alone. */
export type OthersPictures = "full" | "small" | "none";
/** At most 720, 360 or 180 lines. */
export type OwnPicture = "full" | "medium" | "small";

/** How much of the line a call may have; remembered on this device. */
export interface BandwidthSlice {
  readonly others: OthersPictures;
  readonly own: OwnPicture;
}

export interface BandwidthActions {
  setOthersPictures(others: OthersPictures): void;
  setOwnPicture(own: OwnPicture): void;
}

export interface SoundActions {
  /** Starts the sound after `media-blocked`; call it from a click. */
  unblock(): Promise<void>;
  /** How loud somebody is here, for this call: 0…2, where 1 is as the sound comes. */
  setVolume(person: string, volume: number): void;
}

export interface SoundSlice {
  /** By `personKey`; who is not listed is at 1. */
  readonly volumes: Readonly<Record<string, number>>;
}

/** `tiles`: everybody alike. `speaker`: who speaks is large, the others are small beside. */
export type ViewMode = "tiles" | "speaker";

/** Somebody's camera or screen that one wants to have large. */
export interface PinnedPicture {
  /** See `personKey`: a person stays pinned when they come back. */
  readonly person: string;
  readonly what: "camera" | "screen";
}

/** What this device wants to see how; nobody else hears of it. */
export interface ViewSlice {
  readonly mode: ViewMode;
  readonly pinned?: PinnedPicture;
  /** Key of the person who signs, shown beside whatever is large. */
  readonly signing?: string;
  /** Endpoint id of whoever else speaks or spoke last. */
  readonly speaker?: string;
}

export interface ViewActions {
  setViewMode(mode: ViewMode): void;
  /** Without a picture nothing is pinned any more. */
  pin(picture: PinnedPicture | undefined): void;
  setSigning(person: string | undefined): void;
}

export interface HandsSlice {
  /** Keys of the people in the call who have a hand up, who raised it first in front. */
  readonly raised: readonly string[];
  /** Whether one's own is up. */
  readonly own: boolean;
  /** Whether one may raise it: whoever only listens may not. */
  readonly may: boolean;
  /** All hands of the room, of people outside the call too; absent where the host keeps none. */
  readonly room?: readonly RaisedHand[] | undefined;
}

export interface HandActions {
  /** @param kind what for; without it a wish to speak, or a question in a lecture */
  raiseHand(up: boolean, kind?: SpeechKind): void;
  /** Lowers somebody else's; for moderators. */
  lowerHand(person: string): void;
}

/** The signs that can be given, by names that do not change. */
export type Reaction = "yes" | "applause" | "heart" | "laugh" | "surprise" | "party";

/** A sign that somebody gave a moment ago. */
export interface ShownReaction {
  /** Counts up through the call. */
  readonly number: number;
  /** Endpoint id. */
  readonly from: string;
  readonly reaction: Reaction;
}

export interface ReactionsSlice {
  readonly shown: readonly ShownReaction[];
}

export interface ReactionActions {
  /** Shows everybody a sign; more than five a second are left out. */
  react(reaction: Reaction): void;
}

export interface ModerationSlice {
  /** Endpoint id of who switched one's microphone off, until it is on again. */
  readonly mutedBy?: string;
  /** What a moderator asks one to switch on, and who asks (Matrix user id). */
  readonly asked?: { readonly kinds: readonly LockKind[]; readonly by: string | undefined };
  /** Whether the host carries out acts of moderation; else the media server alone does some of them. */
  readonly hosted: boolean;
  /** An act is on its way. */
  readonly busy: boolean;
  readonly problem?: ActProblem;
  /** Whether the client around the call can report somebody. */
  readonly reports: boolean;
  /** Whether it can show who is banned. */
  readonly showsBanned: boolean;
}

export interface ModerationActions {
  report(userId: string): void;
  showBanned(): void;
  /** Has somebody's device switch its microphone off; the person may switch it on again. */
  muteOther(participantId: string): void;
  /** Takes somebody out of the call. */
  removeOther(participantId: string): void;
  /** An act of moderation, where the host carries them out. */
  moderate(act: ModerationActBody): Promise<void>;
  dismissMuted(): void;
  /** Takes what was asked, or what went wrong, off the screen. */
  dismissAsked(): void;
}

/** One's own microphone on its way into the call. */
export interface CaptureSlice {
  /** `muted-speaking`: one speaks and is muted. `no-sound`: the microphone is on and gives nothing. */
  readonly hint?: "muted-speaking" | "no-sound";
  /** Whether noise is taken out of the voice; `unavailable` where this browser cannot. */
  readonly suppression: "off" | "loading" | "on" | "unavailable";
  /** Whether the space bar lets one be heard while it is held. */
  readonly pushToTalk: boolean;
  /** One is heard because the key is held. */
  readonly talking: boolean;
}

export interface CaptureActions {
  setSuppression(on: boolean): void;
  setPushToTalk(on: boolean): void;
  /** Begins or ends talking as if the key was held: for a button on devices without keys. */
  talk(on: boolean): void;
  /** Sends the hint away for a while. */
  dismissHint(): void;
  /** Calls in rooms of this kind begin like this from now on. */
  rememberBegin(source: "microphone" | "camera", on: boolean): void;
}

export type Quality = "good" | "fair" | "poor";

/** Sound or a picture on its way, over the last seconds. */
export interface MediaLine {
  /** Bits per second. */
  readonly bitrate: number;
  /** Share of packets lost, 0…1. */
  readonly loss: number;
  readonly codec?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Pictures per second. */
  readonly frames?: number;
}

/** What comes from somebody, as it arrives here. */
export interface PersonLine {
  readonly quality: Quality;
  readonly audio?: MediaLine;
  readonly camera?: MediaLine;
  readonly screen?: MediaLine;
}

/** This device's line to the server. */
export interface OwnLine {
  readonly quality: Quality;
  /** Bits per second. */
  readonly sending: number;
  readonly receiving: number;
  /** Shares of packets, 0…1. */
  readonly lossUp: number;
  readonly lossDown: number;
  /** Milliseconds. */
  readonly roundTrip?: number;
  /** `UDP` or `TCP`. */
  readonly protocol?: string;
  /** Whether another server passes everything on, e.g. because of a firewall. */
  readonly relayed: boolean;
  readonly audio?: MediaLine;
  readonly video?: MediaLine;
}

/** Empty while nobody looks. */
export interface StatisticsSlice {
  readonly own?: OwnLine;
  /** By endpoint id. */
  readonly people: Readonly<Record<string, PersonLine>>;
}

export interface StatisticsActions {
  /** Measures every two seconds until the returned function is called. */
  watchQuality(): () => void;
}

/** Whether sound and pictures are encrypted from device to device, and who is left out of it. */
export interface EncryptionSlice {
  /** `off`: encrypted to the server. `wanted`: will be. `shut-out`: the others' are, and this device's are not. */
  readonly state: "off" | "wanted" | "on" | "shut-out";
  /** Endpoint ids of those who neither see and hear one nor are seen and heard. */
  readonly without: readonly string[];
  /** Endpoint ids of those who are heard and whose keys one has not compared. */
  readonly unconfirmed: readonly string[];
  /** Place of the key with which this device encrypts, 0…15. */
  readonly keyIndex?: number;
  /** While it is wanted: why joining will not work on this device. */
  readonly problem?: EncryptionProblem;
}
