import type { ControlMediaKind } from "@plenum/model";
import { el, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Moderation } from "./plan.ts";

/**
 * What lib-jitsi-meet is told of locked microphones and cameras: the messages of Jitsi's
 * `av_moderation` component, so that a client finds the same here as at a full Jitsi.
 * @see https://github.com/jitsi/jitsi-meet/blob/master/resources/prosody-plugins/mod_av_moderation_component.lua
 */
export function avModerationAddress(domain: string): string {
  return `avmoderation.${domain}`;
}

/** Whose moderation it is. */
export interface ModerationRoom {
  /** Address of the component. */
  readonly component: string;
  /** Bare address of the room. */
  readonly room: string;
}

/**
 * The messages that bring a client from one state of a kind to another.
 * @param to full address of the client
 */
export function moderationMessages(
  { component, room }: ModerationRoom,
  to: string,
  mediaType: ControlMediaKind,
  before: Moderation,
  after: Moderation,
): Element[] {
  const result: object[] = [];
  if (before.enabled !== after.enabled) {
    result.push({ enabled: after.enabled, mediaType, actor: `${room}/focus` });
  }
  const wasApproved = before.enabled && before.approved;
  if (after.enabled && after.approved && !wasApproved) result.push({ approved: true, mediaType });
  if (after.enabled && !after.approved && wasApproved) {
    result.push({ approved: false, removed: true, mediaType });
  }
  return result.map((content) => message(component, room, to, content));
}

/** Tells a moderator who may send a kind although it is locked. */
export function whitelistMessage(
  { component, room }: ModerationRoom,
  to: string,
  mediaType: ControlMediaKind,
  approved: readonly string[],
  removed: boolean,
): Element {
  const whitelists = { [mediaType]: approved };
  const content = { whitelists, mediaType, ...(removed ? { removed: true } : {}) };
  return message(component, room, to, content);
}

function message(from: string, room: string, to: string, content: object): Element {
  return el(
    "message",
    { xmlns: NS.client, from, to },
    el(
      "json-message",
      { xmlns: NS.jitmeet },
      JSON.stringify({ type: "av_moderation", room, ...content }),
    ),
  );
}
