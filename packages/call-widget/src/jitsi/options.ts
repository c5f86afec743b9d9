import type { JoinResponse } from "@plenum/model";
import type { ServiceTransport } from "./service-choice.ts";
import { SCREEN_FRAME_RATE } from "./screen-frame-rate.ts";

/** `/xmpp-websocket` → `wss://this.origin/xmpp-websocket`; absolute addresses stay. */
export function absoluteWebSocketUrl(url: string, base: string): string {
  const absolute = new URL(url, base);
  if (absolute.protocol === "http:") absolute.protocol = "ws:";
  if (absolute.protocol === "https:") absolute.protocol = "wss:";
  return absolute.href;
}

/** Options of `JitsiConnection`, the same for the embedded server and a full Jitsi. */
export function connectionOptions(
  join: JoinResponse,
  base: string,
  transport: ServiceTransport = "websocket",
): object {
  const { service } = join;
  return {
    // The library tells WebSocket and BOSH apart by the scheme.
    serviceUrl:
      transport === "bosh" && service.boshUrl !== undefined
        ? new URL(service.boshUrl, base).href
        : absoluteWebSocketUrl(service.serviceUrl, base),
    hosts: { domain: service.domain, muc: service.mucDomain, focus: service.focusDomain },
    focusUserJid: service.focusUserJid,
    ...(service.conferenceRequestUrl === undefined
      ? {}
      : { conferenceRequestUrl: new URL(service.conferenceRequestUrl, base).href }),
    enableWebsocketResume: true,
    // Without this the library fetches the WebSocket's address over HTTP once a minute, token and all.
    websocketKeepAlive: -1,
    // Otherwise only those TURN servers are used that are reached over TCP.
    useTurnUdp: true,
    p2p: { enabled: false, stunServers: [] },
    // Leaving is ours: a page that asks "really leave?" must not have left already.
    disableBeforeUnloadHandlers: true,
    deploymentInfo: {},
    ...common(),
  };
}

/**
 * Options of the conference itself.
 * @param encrypted media is encrypted from device to device: of the codecs only VP8 survives that, see
 * `encryption/frame.ts`
 */
export function conferenceOptions(encrypted = false): object {
  return {
    ...(encrypted
      ? { videoQuality: { preferredCodec: "VP8", codecPreferenceOrder: ["VP8"] } }
      : {}),
    p2p: { enabled: false, stunServers: [] },
    channelLastN: -1,
    openBridgeChannel: "websocket",
    disableAudioLevels: true,
    enableTalkWhileMuted: false,
    enableNoAudioDetection: false,
    enableNoisyMicDetection: false,
    enableLayerSuspension: true,
    disableSimulcast: false,
    desktopSharingFrameRate: { ...SCREEN_FRAME_RATE },
    ...common(),
  };
}

function common(): object {
  return {
    disableThirdPartyRequests: true,
    enableAnalyticsLogging: false,
    gatherStats: false,
    enableTcc: true,
    enableRemb: true,
    enableOpusRed: false,
    flags: {
      sourceNameSignaling: true,
      sendMultipleVideoStreams: true,
      receiveMultipleVideoStreams: true,
      ssrcRewritingEnabled: false,
    },
  };
}
