import { type JoinResponse, parseTurnUrl } from "@plenum/model";
import type { LineFinding } from "../contract/index.ts";
import { absoluteWebSocketUrl } from "../jitsi/options.ts";
import { joinFailure } from "../state/problems.ts";
import { downloadSpeed } from "./download-speed.ts";
import { mediaFinding, outgoingSpeed } from "./media-way.ts";
import { relayLoop } from "./relay-loop.ts";
import { socketEcho } from "./socket-echo.ts";

export interface LineTestParts {
  readonly join: () => Promise<JoinResponse>;
  /** Whether a call runs whose own connection can be looked at. */
  readonly running: () => boolean;
  readonly statistics: () => Promise<RTCStatsReport | undefined>;
  /** Base of relative addresses. */
  readonly base: string;
}

/** Mbit/s below which a call with pictures is no pleasure. */
const SLOW = 1;
/** Relay servers that are tried, at most: each takes some seconds if it does not answer. */
const MOST_RELAYS = 6;

/** Goes through the checks one by one; none of them stops the others. */
export async function runLineTest(
  parts: LineTestParts,
  onFindings: (findings: readonly LineFinding[]) => void,
  signal: AbortSignal,
): Promise<void> {
  let findings: readonly LineFinding[] = [];
  const found = (finding: LineFinding): void => {
    if (signal.aborted) return;
    findings = [...findings, finding];
    onFindings(findings);
  };
  const join = await askService(parts, found);
  if (!join) return;
  if (!signal.aborted) found(await checkSocket(join, parts.base, signal));
  const statistics = parts.running() ? await parts.statistics().catch(() => undefined) : undefined;
  found(parts.running() ? mediaFinding(statistics) : { check: "media", state: "untested" });
  for (const server of relaysOf(join).slice(0, MOST_RELAYS)) {
    if (signal.aborted) return;
    const { address, transport } = server;
    const time = await relayLoop(server.ice, signal).catch(() => undefined);
    found({
      check: "relay",
      address,
      transport,
      ...(time === undefined ? { state: "failed" } : { state: "ok", time }),
    });
  }
  if (signal.aborted) return;
  const down = await downloadSpeed(new URL(join.service.libraryUrl, parts.base).href, signal);
  found(speedFinding(down, outgoingSpeed(statistics)));
}

async function askService(
  parts: LineTestParts,
  found: (finding: LineFinding) => void,
): Promise<JoinResponse | undefined> {
  try {
    const join = await parts.join();
    found({ check: "service", state: "ok" });
    return join;
  } catch (error) {
    const state = joinFailure(error) === "unreachable" ? "failed" : "refused";
    found({ check: "service", state });
    return undefined;
  }
}

async function checkSocket(
  { service, conferenceName }: JoinResponse,
  base: string,
  signal: AbortSignal,
): Promise<LineFinding> {
  const url = new URL(absoluteWebSocketUrl(service.serviceUrl, base));
  url.searchParams.set("room", conferenceName);
  try {
    return {
      check: "socket",
      state: "ok",
      time: await socketEcho(url.href, service.domain, signal),
    };
  } catch {
    return { check: "socket", state: "failed" };
  }
}

interface Relay {
  readonly ice: RTCIceServer;
  /** Host and port. */
  readonly address: string;
  readonly transport: "udp" | "tcp" | "tls";
}

/** Every address of every relay server by itself, so that each can be named. */
export function relaysOf({ iceServers }: Pick<JoinResponse, "iceServers">): readonly Relay[] {
  return iceServers.flatMap(({ urls, username, credential }) =>
    urls.flatMap((url) => {
      const parsed = parseTurnUrl(url);
      if (!parsed) return [];
      return [
        {
          ice: {
            urls: [url],
            ...(username === undefined ? {} : { username }),
            ...(credential === undefined ? {} : { credential }),
          },
          address: `${parsed.host}:${parsed.port}`,
          transport: parsed.scheme === "turns" ? ("tls" as const) : parsed.transport,
        },
      ];
    }),
  );
}

/** @param down Mbit/s towards us @param up Mbit/s away from us; undefined where nothing could be measured */
export function speedFinding(down: number | undefined, up: number | undefined): LineFinding {
  const known = [down, up].filter((one) => one !== undefined);
  const slow = known.some((one) => one < SLOW);
  return {
    check: "speed",
    state: known.length === 0 ? "unknown" : slow ? "slow" : "ok",
    ...(down === undefined ? {} : { down }),
    ...(up === undefined ? {} : { up }),
  };
}
