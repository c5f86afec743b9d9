import { z } from "zod";
import type { LineFinding } from "../contract/index.ts";

const pairSchema = z.object({
  type: z.literal("candidate-pair"),
  localCandidateId: z.string(),
  currentRoundTripTime: z.number().optional(),
  availableOutgoingBitrate: z.number().optional(),
});
const candidateSchema = z.object({
  candidateType: z.string().optional(),
  protocol: z.string().optional(),
});

type Statistics = Pick<RTCStatsReport, "forEach" | "get">;

/** The pair of addresses that is in use: the transport names it, older browsers mark it. */
function pairInUse(statistics: Statistics): z.infer<typeof pairSchema> | undefined {
  let id: unknown;
  statistics.forEach((entry: unknown) => {
    const one = Object(entry) as object;
    const type: unknown = Reflect.get(one, "type");
    if (type === "transport") id ??= Reflect.get(one, "selectedCandidatePairId");
    else if (type === "candidate-pair" && Reflect.get(one, "selected") === true) {
      id = Reflect.get(one, "id");
    }
  });
  if (typeof id !== "string") return undefined;
  return pairSchema.safeParse(statistics.get(id)).data;
}

/** Which way sound and picture of a running call take. */
export function mediaFinding(statistics: Statistics | undefined): LineFinding {
  const pair = statistics && pairInUse(statistics);
  if (!pair) return { check: "media", state: "failed" };
  const candidate = candidateSchema.safeParse(statistics.get(pair.localCandidateId)).data;
  const time = pair.currentRoundTripTime;
  return {
    check: "media",
    state:
      candidate?.candidateType === "relay"
        ? "relayed"
        : candidate?.protocol === "tcp"
          ? "direct-tcp"
          : "direct",
    ...(time === undefined ? {} : { time: Math.round(time * 1000) }),
  };
}

/** What the browser thinks that it may send, in Mbit/s. */
export function outgoingSpeed(statistics: Statistics | undefined): number | undefined {
  const rate = statistics && pairInUse(statistics)?.availableOutgoingBitrate;
  return rate === undefined ? undefined : rate / 1_000_000;
}
