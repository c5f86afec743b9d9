import { sipAddress } from "../text/clean.ts";

/** What the address of an online meeting says; everything else can be made from it. */
export interface MeetingLink {
  /** SIP domain of the organiser, in lower case. */
  readonly domain: string;
  /** Their name before the `@`, in lower case. */
  readonly user: string;
  /** Of the meeting, in capitals. */
  readonly id: string;
}

const ID = /^[A-Za-z0-9]{4,64}$/;
const DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const FOCUS =
  /^(?:conf:)?sips?:([^@;\s]+)@([^;?\s]+);gruu;opaque=app:conf:focus:id:([^;?\s]+)(?:[;?].*)?$/i;
const LONGEST = 2000;

/**
 * Reads `https://meet.D/USER/ID`, and `https://HOST/D/meet/USER/ID` and `https://meet.HOST/D/USER/ID` of
 * installations with several domains. Whatever follows `?` or `#` counts for nothing.
 * @returns undefined for every other address
 */
export function meetingOfUrl(url: string): MeetingLink | undefined {
  if (url.length > LONGEST || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  if (port !== "" || username !== "" || password !== "") return undefined;
  const parts = pathname.replace(/\/$/, "").slice(1).split("/").map(decoded);
  const host = /^meet\.(.+)$/.exec(hostname)?.[1];
  if (host !== undefined && parts.length === 2) return link(host, parts[0], parts[1]);
  if (host !== undefined && parts.length === 3) return link(parts[0], parts[1], parts[2]);
  const named = parts.length === 4 && parts[1]?.toLowerCase() === "meet";
  return named ? link(parts[0], parts[2], parts[3]) : undefined;
}

/** `https://meet.D/USER/ID`, which `meetingOfUrl` reads back. */
export function urlOfMeeting({ domain, user, id }: MeetingLink): string {
  return `https://meet.${domain}/${encodeURIComponent(user)}/${id}`;
}

/** Reads `sip:USER@D;gruu;opaque=app:conf:focus:id:ID`, with or without `conf:` before it. */
export function meetingOfFocus(uri: string): MeetingLink | undefined {
  if (uri.length > LONGEST) return undefined;
  const match = FOCUS.exec(uri.trim());
  return match === null ? undefined : link(match[2], match[1], match[3]);
}

/** The address of the meeting for SIP, which `meetingOfFocus` reads back. */
export function focusOfMeeting({ domain, user, id }: MeetingLink): string {
  return `sip:${user}@${domain};gruu;opaque=app:conf:focus:id:${id}`;
}

/** Who organises it. */
export function organizerOf({ domain, user }: MeetingLink): string {
  return `${user}@${domain}`;
}

function link(
  domain: string | undefined,
  user: string | undefined,
  id: string | undefined,
): MeetingLink | undefined {
  const place = domain?.toLowerCase() ?? "";
  const name = user ?? "";
  if (!DOMAIN.test(place) || !ID.test(id ?? "") || /[;\\]|^\.{1,2}$/.test(name)) return undefined;
  // The same rules as for everybody's address; `sip:` may not hide in it.
  const address = sipAddress(`${name}@${place}`);
  if (address === undefined || /^sips?:/i.test(name)) return undefined;
  return { domain: place, user: address.slice(0, -place.length - 1), id: (id ?? "").toUpperCase() };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
