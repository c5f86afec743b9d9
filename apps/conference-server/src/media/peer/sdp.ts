import type { RemoteTransport } from "../protocol.ts";

/**
 * The description that the library gets of the other side: one `m=video sendrecv` line that stands for
 * everything. With exactly one media line libdatachannel gives every RTP and RTCP packet to that
 * track and sends any SSRC, so sources can come and go without renegotiation.
 * @param options `withRelays`: false leaves the client's relays to be found by what comes from them
 */
export function remoteDescription(
  remote: RemoteTransport,
  { withRelays = true }: { readonly withRelays?: boolean } = {},
): string {
  const candidates = remote.candidates.filter((one) => withRelays || !/ typ relay\b/u.test(one));
  // The library answers an offer of `actpass` or `active` as the passive side.
  const setup = remote.fingerprint.setup;
  const lines = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "m=video 9 UDP/TLS/RTP/SAVPF 100",
    "c=IN IP4 0.0.0.0",
    "a=mid:0",
    "a=sendrecv",
    "a=rtcp-mux",
    "a=rtpmap:100 VP8/90000",
    `a=ice-ufrag:${remote.ufrag}`,
    `a=ice-pwd:${remote.pwd}`,
    `a=fingerprint:${remote.fingerprint.hash} ${remote.fingerprint.value}`,
    `a=setup:${setup}`,
    ...candidates.map((candidate) => `a=${candidate.replace(/^a=/u, "")}`),
    "a=end-of-candidates",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
