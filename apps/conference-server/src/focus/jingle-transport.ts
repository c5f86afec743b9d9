import type { RemoteTransport } from "../media/protocol.ts";
import type { Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";

const SAFE_VALUE = /^[A-Za-z0-9+/=_-]{4,256}$/;
const FINGERPRINT = /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){19,63}$/;

/** Reads the ICE and DTLS parameters of a `session-accept`; null when they are incomplete. */
export function parseRemoteTransport(jingle: Element): RemoteTransport | null {
  for (const content of jingle.getChildren("content")) {
    const transport = content.getChild("transport", NS.iceUdp);
    const fingerprint = transport?.getChild("fingerprint", NS.dtls);
    const ufrag = transport?.attrs["ufrag"];
    const pwd = transport?.attrs["pwd"];
    if (transport === undefined || fingerprint === undefined) continue;
    if (ufrag === undefined || pwd === undefined) continue;
    const hash = fingerprint.attrs["hash"] ?? "";
    const value = fingerprint.getText().trim();
    if (!SAFE_VALUE.test(ufrag) || !SAFE_VALUE.test(pwd)) return null;
    if (!/^sha-\d{1,3}$/.test(hash) || !FINGERPRINT.test(value)) return null;
    return {
      ufrag,
      pwd,
      fingerprint: { hash, value, setup: setupOf(fingerprint.attrs["setup"]) },
      candidates: parseCandidates(transport),
    };
  }
  return null;
}

/** Candidates of a transport in SDP notation, without `a=`. */
function parseCandidates(transport: Element): string[] {
  const result: string[] = [];
  for (const { attrs } of transport.getChildren("candidate")) {
    const { foundation, component, protocol, priority, ip, port, type } = attrs;
    const parts = [foundation, component, protocol, priority, ip, port, "typ", type];
    if (!parts.every((part) => part !== undefined && /^[\w.:-]+$/.test(part))) continue;
    result.push(`candidate:${parts.join(" ")}`);
  }
  return result.slice(0, 20);
}

function setupOf(value: string | undefined): "active" | "passive" | "actpass" {
  return value === "passive" || value === "actpass" ? value : "active";
}
