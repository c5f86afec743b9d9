import { createHash } from "node:crypto";
import type { Identity } from "../tokens/token-verifier.ts";
import { el, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";

/**
 * Elements that say who somebody is or what the server found out. They come from the token and
 * from the room, never from the client.
 */
const SERVER_ELEMENTS = new Set([
  "bot",
  "conference-properties",
  "delay",
  "display-name",
  "features",
  "flip_device",
  "identity",
  "ignore",
  "nick",
  "occupant-id",
  "transcription-status",
  "userId",
  "x",
]);
/** The elements of a message that are passed on. */
const MESSAGE_ELEMENTS = new Set(["body", "json-message", "reactions"]);

/**
 * The inside of an occupant's presence as others see it: what the client announced, with name and
 * identity replaced by those of its token.
 */
export function presenceContent(
  presence: Element,
  identity: Identity,
  occupantJid: string,
): string {
  const passed = presence
    .getChildElements()
    .filter((child) => !SERVER_ELEMENTS.has(child.name))
    .map((child) => child.toString())
    .join("");
  return (
    passed +
    nickElement(identity).toString() +
    el(
      "identity",
      {},
      el("user", {}, el("id", {}, identity.userId), el("name", {}, identity.displayName)),
    ).toString() +
    el("occupant-id", { xmlns: NS.occupantId, id: occupantId(occupantJid) }).toString()
  );
}

/**
 * Since when a hand is up that a presence tells of, milliseconds since 1970, as Jitsi's programs write
 * it: those without an account in the room, telephones, have no other way.
 * @param now nobody raises a hand in the future
 * @returns undefined for a hand that is down
 */
export function handIn(presence: Element, now: number): number | undefined {
  const said = presence.getChildText("jitsi_participant_raisedHand") ?? "";
  if (said === "true") return now;
  return /^[1-9]\d{0,15}$/.test(said) ? Math.min(Number(said), now) : undefined;
}

/** What is passed on of a chat message, with the sender's name as the token has it. */
export function messageContent(message: Element, identity: Identity): string {
  const passed = message
    .getChildElements()
    .filter((child) => MESSAGE_ELEMENTS.has(child.name))
    .map((child) => child.toString())
    .join("");
  return passed === "" ? "" : passed + nickElement(identity).toString();
}

/** Muted flags and video types by source name, as `<SourceInfo>` or the older elements say. */
export interface AnnouncedSource {
  readonly muted: boolean;
  readonly videoType: "camera" | "desktop" | undefined;
}

/** Reads which sources a presence calls muted. Unreadable JSON counts as nothing said. */
export function announcedSources(
  presence: Element,
  endpoint: string,
): ReadonlyMap<string, AnnouncedSource> {
  const result = new Map<string, AnnouncedSource>();
  const audioMuted = presence.getChildText("audiomuted");
  const videoMuted = presence.getChildText("videomuted");
  if (audioMuted !== null) {
    result.set(`${endpoint}-a0`, { muted: audioMuted === "true", videoType: undefined });
  }
  if (videoMuted !== null) {
    const type = presence.getChildText("videoType");
    result.set(`${endpoint}-v0`, { muted: videoMuted === "true", videoType: videoTypeOf(type) });
  }
  for (const [name, info] of Object.entries(parseSourceInfo(presence.getChildText("SourceInfo")))) {
    if (typeof info !== "object" || info === null) continue;
    const { muted, videoType } = info as { muted?: unknown; videoType?: unknown };
    result.set(name, { muted: muted === true, videoType: videoTypeOf(videoType) });
  }
  return result;
}

function parseSourceInfo(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function videoTypeOf(value: unknown): "camera" | "desktop" | undefined {
  return value === "camera" || value === "desktop" ? value : undefined;
}

function nickElement(identity: Identity): Element {
  return el("nick", { xmlns: NS.nick }, identity.displayName);
}

function occupantId(occupantJid: string): string {
  return createHash("sha256").update(occupantJid).digest("base64url");
}
