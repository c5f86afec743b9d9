import {
  effectiveSwitches,
  type AgencySettings,
  type CallService,
  type InstallationConfig,
  type PublicConfig,
} from "@plenum/model";
import { publicPushOf } from "../push/public-push.ts";

/** How browsers reach the media plane of this installation. */
export function callServiceOf(config: InstallationConfig): CallService {
  const { domain, mucDomain, focusDomain, focusUserJid, external, captions } = config.conference;
  const names = { domain, mucDomain, focusDomain, focusUserJid };
  if (external !== undefined) {
    const { libraryUrl, serviceUrl, boshUrl, conferenceRequestUrl } = external;
    return {
      libraryUrl,
      serviceUrl,
      ...(boshUrl === undefined ? {} : { boshUrl }),
      ...(conferenceRequestUrl === undefined ? {} : { conferenceRequestUrl }),
      ...names,
    };
  }
  const socket = (path: string): string => {
    const url = new URL(path, config.publicUrl);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url.toString();
  };
  return {
    libraryUrl: config.conference.libraryUrl,
    serviceUrl: socket("/xmpp-websocket"),
    conferenceRequestUrl: new URL("/conference-request/v1", config.publicUrl).toString(),
    ...(captions === undefined ? {} : { captionsUrl: socket("/captions") }),
    ...names,
  };
}

/** What a client has to know before anybody signs in: no secret, nothing internal. */
export function publicConfigOf(config: InstallationConfig, settings: AgencySettings): PublicConfig {
  const push = publicPushOf(config);
  return {
    agency: { ...config.agency, switches: effectiveSwitches(config.agency.switches, settings) },
    homeserver: { baseUrl: config.publicUrl, serverName: config.serverName },
    call: callServiceOf(config),
    ...(push === undefined ? {} : { push }),
    meetings: { mail: config.mail !== undefined, phone: config.dialIn !== undefined },
    attendance: settings.attendance.allowed,
  };
}
