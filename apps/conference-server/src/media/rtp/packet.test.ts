import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRtcp, parseRtp, readUint16, readUint32, RtpHeader } from "./packet.ts";
import { buildRtp, rtpPacket } from "./test-packets.ts";

describe("an RTP packet is read", () => {
  it("and gives back what was put in", () => {
    fc.assert(
      fc.property(rtpPacket, (made) => {
        const header = new RtpHeader();
        expect(parseRtp(buildRtp(made), header)).toBe(true);
        expect(header).toMatchObject({
          marker: made.marker,
          payloadType: made.payloadType,
          sequence: made.sequence,
          timestamp: made.timestamp,
          ssrc: made.ssrc,
          audioLevel: made.audioLevel ?? -1,
        });
        expect(header.payloadLength).toBe(made.payload.length);
      }),
    );
  });

  it("and its transport-wide number is found wherever it stands", () => {
    fc.assert(
      fc.property(rtpPacket, (made) => {
        const header = new RtpHeader();
        const packet = buildRtp(made);
        parseRtp(packet, header);
        const found =
          header.transportCcOffset < 0 ? undefined : readUint16(packet, header.transportCcOffset);
        expect(found).toBe(made.transportCc);
      }),
    );
  });

  it("and no rubbish makes it throw or read beyond the end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const header = new RtpHeader();
        const packet = Buffer.from(bytes);
        if (!parseRtp(packet, header)) return;
        expect(header.payloadEnd).toBeLessThanOrEqual(packet.length);
        expect(header.payloadOffset).toBeLessThanOrEqual(header.payloadEnd);
      }),
    );
  });

  it.each([
    ["too short", Buffer.from([0x80, 96, 0, 0])],
    ["of another version", Buffer.alloc(20)],
    ["with more padding than packet", Buffer.concat([Buffer.from([0xa0]), Buffer.alloc(14, 0xff)])],
    ["whose extension is cut off", Buffer.concat([Buffer.from([0x90]), Buffer.alloc(13, 0xff)])],
  ])("but not one %s", (_name, packet) => {
    expect(parseRtp(packet, new RtpHeader())).toBe(false);
  });
});

describe("RTCP on the same port", () => {
  it.each([
    [200, true],
    [206, true],
    [96 | 0x80, false],
    [111, false],
  ])("second byte %i: %s", (type, expected) => {
    expect(isRtcp(Buffer.from([0x80, type]))).toBe(expected);
  });
});

describe("numbers", () => {
  it("are read unsigned", () => {
    expect(readUint32(Buffer.from([0xff, 0xff, 0xff, 0xfe]), 0)).toBe(0xffff_fffe);
  });
});
