import { OWN_SERVERS } from "../jitsi/taps.ts";

/** Milliseconds that a relay may take to let something through. */
const TIMEOUT = 8_000;
/** Messages that are sent around the loop; the middle one counts. */
const ROUNDS = 5;

/**
 * Sends something from this device over a relay server to itself. Works without anybody at the other
 * end, and only if the relay takes the credentials and its ports are not closed.
 * @returns milliseconds once around
 * @throws Error if nothing comes through
 */
export async function relayLoop(server: RTCIceServer, signal: AbortSignal): Promise<number> {
  const configuration: RTCConfiguration & { readonly [OWN_SERVERS]: true } = {
    iceServers: [server],
    iceTransportPolicy: "relay",
    [OWN_SERVERS]: true,
  };
  const near = new RTCPeerConnection(configuration);
  const far = new RTCPeerConnection(configuration);
  try {
    return await around(near, far, signal);
  } finally {
    near.close();
    far.close();
  }
}

async function around(
  near: RTCPeerConnection,
  far: RTCPeerConnection,
  signal: AbortSignal,
): Promise<number> {
  const gone = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new Error("Nothing comes through the relay"));
    setTimeout(fail, TIMEOUT);
    signal.addEventListener("abort", fail, { once: true });
  });
  // Whoever waits hears of it; if all went well nobody does any more.
  gone.catch(() => undefined);
  pass(near, far);
  pass(far, near);
  const channel = near.createDataChannel("line-test", { ordered: true });
  far.addEventListener("datachannel", ({ channel: echo }) => {
    echo.addEventListener("message", () => echo.send("back"));
  });
  const opened = new Promise((resolve) => {
    channel.addEventListener("open", resolve, { once: true });
  });
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  await Promise.race([opened, gone]);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    const back = new Promise((resolve) => {
      channel.addEventListener("message", resolve, { once: true });
    });
    channel.send("there");
    await Promise.race([back, gone]);
    times.push(performance.now() - started);
  }
  const middle = times.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  return Math.max(1, Math.round(middle));
}

function pass(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate) void to.addIceCandidate(candidate).catch(() => undefined);
  });
}
