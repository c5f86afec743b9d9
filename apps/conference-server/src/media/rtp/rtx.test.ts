import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRtp, RtpHeader } from "./packet.ts";
import { RTX_OVERHEAD, unwrapRtx, wrapRtx } from "./rtx.ts";
import { buildRtp, rtpPacket } from "./test-packets.ts";

function parsed(packet: Buffer): RtpHeader {
  const header = new RtpHeader();
  expect(parseRtp(packet, header)).toBe(true);
  return header;
}

describe("a repeated packet", () => {
  it("comes out of its wrapping as it went in", () => {
    fc.assert(
      fc.property(rtpPacket, fc.integer({ min: 0, max: 0xffff }), (made, rtxSequence) => {
        fc.pre(made.payload.length > 0);
        const packet = buildRtp({ ...made, padding: 0 });
        const target = Buffer.alloc(packet.length + RTX_OVERHEAD);
        const { payloadOffset } = parsed(packet);
        const length = wrapRtx(target, packet, payloadOffset, {
          ssrc: 99,
          payloadType: 96,
          sequence: rtxSequence,
        });
        const wrapped = target.subarray(0, length);
        const header = parsed(wrapped);
        expect(header).toMatchObject({ ssrc: 99, payloadType: 96, sequence: rtxSequence });
        const again = unwrapRtx(wrapped, header, {
          ssrc: made.ssrc,
          payloadType: made.payloadType,
        });
        expect(again).toEqual(packet);
      }),
    );
  });

  it("without a payload is only probing", () => {
    const packet = buildRtp({ payload: new Uint8Array(), padding: 200, payloadType: 96 });
    expect(unwrapRtx(packet, parsed(packet), { ssrc: 1, payloadType: 100 })).toBeUndefined();
  });
});
