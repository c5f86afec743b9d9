import type { EndpointsCommand, EndpointsEvent } from "./messages.ts";
import { PacketSource } from "./packets.ts";
import { SimulatedPeer } from "./simulated-peer.ts";

const PACE_MS = 4;

/** Entry of a process that plays endpoints, so that their work is not counted as the router's. */
function main(): void {
  const peers = new Map<string, SimulatedPeer>();
  let sending: NodeJS.Timeout | undefined;
  let sent = 0;

  const send = (command: Extract<EndpointsCommand, { type: "send" }>): void => {
    const peer = peers.get(command.endpoint);
    if (peer === undefined) return;
    const source = new PacketSource(command.ssrc, command.bitsPerSecond, command.packetBytes);
    const perMs = command.bitsPerSecond / 8 / command.packetBytes / 1000;
    const start = performance.now();
    let total = 0;
    sending = setInterval(() => {
      const due = (performance.now() - start) * perMs;
      for (; total < due; total += 1) if (peer.send(source.next())) sent += 1;
    }, PACE_MS);
  };

  process.on("message", (raw) => {
    const command = raw as EndpointsCommand;
    switch (command.type) {
      case "prepare":
        for (const endpoint of command.endpoints) {
          const peer = new SimulatedPeer(endpoint);
          peers.set(endpoint, peer);
          tell({ type: "prepared", endpoint, remote: peer.describe() });
        }
        return;
      case "connect":
        peers.get(command.endpoint)?.connect(command.transport);
        return;
      case "send":
        send(command);
        return;
      case "startMeasuring":
        sent = 0;
        for (const peer of peers.values()) peer.startMeasuring();
        return;
      case "stopMeasuring": {
        const receptions = [...peers.values()].map((peer) => peer.stopMeasuring());
        tell({
          type: "measured",
          sent,
          reception: {
            packets: receptions.reduce((sum, { packets }) => sum + packets, 0),
            lost: receptions.reduce((sum, { lost }) => sum + lost, 0),
            latencies: receptions.flatMap(({ latencies }) => latencies),
          },
        });
      }
    }
  });
  process.on("disconnect", () => {
    clearInterval(sending);
    for (const peer of peers.values()) peer.close();
    process.exit(0);
  });
}

function tell(event: EndpointsEvent): void {
  process.send?.(event);
}

main();
