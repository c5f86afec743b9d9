import { SimulatedPeer } from "../../apps/conference-server/src/testing/simulated-peer.ts";
import type { EndpointsCommand, EndpointsEvent } from "./messages.ts";
import { packetSource } from "./packets.ts";
import { Reception } from "./reception.ts";

const PACE_MS = 4;

interface Player {
  readonly peer: SimulatedPeer;
  readonly reception: Reception;
  sending: NodeJS.Timeout | undefined;
}

/** Entry of a process that plays endpoints, so that their work is not counted as the router's. */
function main(): void {
  const players = new Map<string, Player>();

  process.on("message", (raw) => {
    const command = raw as EndpointsCommand;
    switch (command.type) {
      case "prepare":
        for (const endpoint of command.endpoints) {
          const reception = new Reception();
          const peer = new SimulatedPeer(endpoint, (header, packet) =>
            reception.take(header, packet),
          );
          players.set(endpoint, { peer, reception, sending: undefined });
          tell({ type: "prepared", endpoint, remote: peer.describe() });
        }
        return;
      case "connect":
        players.get(command.endpoint)?.peer.connect(command.transport);
        return;
      case "send": {
        const player = players.get(command.endpoint);
        if (player !== undefined) player.sending = send(player.peer, command.streams);
        return;
      }
      case "close":
        for (const endpoint of command.endpoints) {
          end(players.get(endpoint));
          players.delete(endpoint);
        }
        return;
      case "startMeasuring":
        for (const { reception } of players.values()) reception.start();
        return;
      case "stopMeasuring": {
        const totals = [...players.values()].map(({ reception }) => reception.stop());
        tell({
          type: "measured",
          reception: {
            packets: totals.reduce((sum, { packets }) => sum + packets, 0),
            lost: totals.reduce((sum, { lost }) => sum + lost, 0),
            latencies: totals.flatMap(({ latencies }) => latencies),
          },
        });
      }
    }
  });
  process.on("disconnect", () => {
    for (const player of players.values()) end(player);
    process.exit(0);
  });
}

function send(
  peer: SimulatedPeer,
  streams: Extract<EndpointsCommand, { type: "send" }>["streams"],
): NodeJS.Timeout {
  const start = performance.now();
  const sources = streams.map((stream) => ({ source: packetSource(stream), sent: 0 }));
  return setInterval(() => {
    const elapsed = (performance.now() - start) / 1000;
    for (const stream of sources) {
      const due = elapsed * stream.source.rate;
      for (; stream.sent < due; stream.sent += 1) peer.send(stream.source.next());
    }
  }, PACE_MS);
}

function end(player: Player | undefined): void {
  clearInterval(player?.sending);
  player?.peer.close();
}

function tell(event: EndpointsEvent): void {
  process.send?.(event);
}

main();
