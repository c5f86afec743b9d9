import type { Endpoint } from "./endpoint.ts";
import { type Forwarder, requestKeyframe } from "./forwarding.ts";
import { parseRtcp, type ReportBlock, type RtcpItem } from "./rtcp/parse.ts";
import {
  type OutgoingReport,
  writeNack,
  writeReceiverReport,
  writeSenderReport,
} from "./rtcp/write.ts";

type SenderReport = Extract<RtcpItem, { kind: "senderReport" }>;

/** Takes the RTCP of an endpoint: as sender (reports) and as receiver (losses, estimates). */
export function handleRtcp(
  endpoints: ReadonlyMap<string, Endpoint>,
  forwarder: Forwarder,
  from: Endpoint,
  packet: Buffer,
  now: number,
): void {
  for (const item of parseRtcp(packet)) {
    switch (item.kind) {
      case "senderReport":
        forwardSenderReport(endpoints, from, item, now);
        break;
      case "reports":
        measureRoundTrip(from, item.blocks, now);
        from.estimator.report(Math.max(0, ...item.blocks.map(({ fractionLost }) => fractionLost)));
        break;
      case "nack": {
        const downstream = from.downstreams.get(item.ssrc);
        if (downstream !== undefined) forwarder.retransmit(downstream, item.sequences, now);
        else repeatSound(endpoints, forwarder, from, item, now);
        break;
      }
      case "pictureLoss": {
        const downstream = from.downstreams.get(item.ssrc);
        if (downstream === undefined) break;
        const { current, target } = downstream.rewriter;
        requestKeyframe(downstream.stream, current >= 0 ? current : target, now);
        break;
      }
      case "remb":
        from.estimator.limit(item.bitrate);
        break;
      case "transportCc":
        from.estimator.feedback(item.body, now);
        break;
    }
  }
}

function repeatSound(
  endpoints: ReadonlyMap<string, Endpoint>,
  forwarder: Forwarder,
  to: Endpoint,
  { ssrc, sequences }: Extract<RtcpItem, { kind: "nack" }>,
  now: number,
): void {
  for (const sender of endpoints.values()) {
    const incoming = sender === to ? undefined : sender.incoming.get(ssrc);
    if (incoming?.kind !== "audio") continue;
    forwarder.retransmitAudio(to, incoming.stream, sequences, now);
    return;
  }
}

/** Reports tell receivers which timestamp belongs to which time: without them no lip sync. */
function forwardSenderReport(
  endpoints: ReadonlyMap<string, Endpoint>,
  from: Endpoint,
  report: SenderReport,
  now: number,
): void {
  const incoming = from.incoming.get(report.ssrc);
  if (incoming === undefined || incoming.kind === "rtx") return;
  if (incoming.kind === "audio") {
    incoming.stream.reception.senderReport(report.ntpHigh, report.ntpLow, now);
    const packet = writeSenderReport({ ...report, cname: from.id });
    for (const receiver of endpoints.values()) {
      if (receiver === from || !receiver.connected) continue;
      noteReport(receiver, report, now);
      receiver.sendControl(packet);
    }
    return;
  }
  const { layer, stream } = incoming;
  layer.senderReport(report.ntpHigh, report.ntpLow, report.rtpTimestamp, now);
  for (const { receiver, rewriter } of stream.downstreams) {
    if (rewriter.current !== layer.index || !receiver.connected) continue;
    noteReport(receiver, report, now);
    receiver.sendControl(
      writeSenderReport({
        ssrc: stream.ssrc,
        ntpHigh: report.ntpHigh,
        ntpLow: report.ntpLow,
        rtpTimestamp: (report.rtpTimestamp + rewriter.timestampOffset) >>> 0,
        packets: rewriter.packets,
        octets: rewriter.octets,
        cname: from.id,
      }),
    );
  }
}

const REPORTS_KEPT = 64;

function noteReport(receiver: Endpoint, report: SenderReport, now: number): void {
  const sent = receiver.reportsSent;
  if (sent.size >= REPORTS_KEPT) {
    const oldest = sent.keys().next();
    if (oldest.done !== true) sent.delete(oldest.value);
  }
  sent.set((((report.ntpHigh & 0xffff) << 16) | (report.ntpLow >>> 16)) >>> 0, now);
}

function measureRoundTrip(from: Endpoint, blocks: readonly ReportBlock[], now: number): void {
  for (const block of blocks) {
    const sentAt = from.reportsSent.get(block.lastReport);
    if (block.lastReport === 0 || sentAt === undefined) continue;
    const measured = now - sentAt - block.delay * 1000;
    if (measured >= 0 && measured < 10_000)
      from.roundTripMs = from.roundTripMs * 0.7 + measured * 0.3;
  }
}

/** Asks a sender for its missing packets and tells it what arrived; every 20 ms or so. */
export function sendFastFeedback(endpoint: Endpoint, reportArrivals: boolean, now: number): void {
  if (!endpoint.connected) return;
  let mediaSsrc = 0;
  for (const incoming of endpoint.incoming.values()) {
    if (mediaSsrc === 0 && incoming.kind !== "rtx")
      mediaSsrc = incoming.kind === "audio" ? incoming.stream.ssrc : incoming.layer.ssrc;
    if (incoming.kind === "rtx") continue;
    const { nack, ssrc } = incoming.kind === "audio" ? incoming.stream : incoming.layer;
    const wanted = nack.due(now, endpoint.roundTripMs);
    if (wanted.length > 0) endpoint.sendControl(writeNack(ssrc, wanted));
  }
  if (!reportArrivals || endpoint.recorder.pending === 0) return;
  const feedback = endpoint.recorder.takeFeedback(mediaSsrc);
  if (feedback !== undefined) endpoint.sendControl(feedback);
}

/** The receiver report for everything that an endpoint sends; every second. */
export function sendReceiverReport(endpoint: Endpoint, now: number): void {
  if (!endpoint.connected) return;
  const reports: OutgoingReport[] = [];
  for (const incoming of endpoint.incoming.values()) {
    if (incoming.kind === "rtx") continue;
    const { reception } = incoming.kind === "audio" ? incoming.stream : incoming.layer;
    const report = reception.report(now);
    if (report !== undefined) reports.push(report);
  }
  if (reports.length > 0) endpoint.sendControl(writeReceiverReport(reports));
}
