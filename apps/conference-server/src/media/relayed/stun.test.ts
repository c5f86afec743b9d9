import { describe, expect, it } from "vitest";
import {
  isSigned,
  lacksTieBreaker,
  readStun,
  receiverOf,
  withMappedAddress,
  mendedCheck,
  type Stun,
} from "./stun.ts";

// RFC 5769, 2.1 and 2.2.
const PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
const REQUEST = bytes(
  "00010058 2112a442 b7e7a701bc34d686fa87dfae 80220010 5354554e207465737420636c69656e74" +
    "00240004 6e0001ff 80290008 932ff9b151263b36 00060009 6576746a3a68367659202020" +
    "00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2 80280004 e57a3bcf",
);
const RESPONSE = bytes(
  "0101003c 2112a442 b7e7a701bc34d686fa87dfae 8022000b 7465737420766563746f7220" +
    "00200008 0001a147e112a643 00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7" +
    "80280004 c07d4c96",
);
const TIE_BREAKER_AT = 52;

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(" ", ""), "hex");
}

function read(packet: Buffer): Stun {
  const message = readStun(packet);
  if (message === undefined) throw new Error("not STUN");
  return message;
}

describe("a connectivity check", () => {
  it("says for whom it is, and shows that its sender knows the password", () => {
    const message = read(REQUEST);
    expect(receiverOf(message)).toBe("evtj");
    expect(isSigned(message, PASSWORD)).toBe(true);
    expect(isSigned(message, "another password")).toBe(false);
    expect(lacksTieBreaker(message)).toBe(false);
  });

  it("is not signed any more when a byte of it was changed", () => {
    for (const at of [8, TIE_BREAKER_AT, 64, 80]) {
      const packet = Buffer.from(REQUEST);
      packet[at]! ^= 1;
      expect(isSigned(read(packet), PASSWORD)).toBe(false);
    }
  });

  it("gets a tie-breaker where it has none, and a signature that fits", () => {
    const packet = Buffer.from(REQUEST);
    packet.fill(0, TIE_BREAKER_AT, TIE_BREAKER_AT + 8);
    const before = read(packet);
    expect(lacksTieBreaker(before)).toBe(true);
    const after = read(mendedCheck(before, PASSWORD));
    expect(lacksTieBreaker(after)).toBe(false);
    expect(isSigned(after, PASSWORD)).toBe(true);
    expect(after.packet.readBigUInt64BE(TIE_BREAKER_AT)).toBe(1n);
    // The original is the one that a relay may send once more.
    expect(lacksTieBreaker(before)).toBe(true);
  });
});

describe("an answer to a check", () => {
  it("is the RFC's own when it names the RFC's own address", () => {
    const same = { address: "192.0.2.1", port: 32_853 };
    const changed = withMappedAddress(read(RESPONSE), { address: "192.0.2.9", port: 9 }, PASSWORD);
    expect(changed?.equals(RESPONSE)).toBe(false);
    expect(withMappedAddress(read(changed!), same, PASSWORD)).toEqual(RESPONSE);
  });

  it.each(["203.0.113.7", "::ffff:203.0.113.7"])("names the relay: %s", (address) => {
    const answer = withMappedAddress(read(RESPONSE), { address, port: 50_001 }, PASSWORD);
    const message = read(answer ?? Buffer.alloc(0));
    expect(isSigned(message, PASSWORD)).toBe(true);
    const at = message.attributes.get(0x0020)! + 4;
    expect(message.packet.readUInt16BE(at + 2) ^ 0x2112).toBe(50_001);
    expect((message.packet.readUInt32BE(at + 4) ^ 0x2112_a442) >>> 0).toBe(0xcb00_7107);
  });

  it.each([
    ["a check itself", REQUEST, "203.0.113.7"],
    ["a relay of another family", RESPONSE, "2001:db8::7"],
  ])("is left as it is: %s", (_what, packet, address) => {
    expect(withMappedAddress(read(packet), { address, port: 1 }, PASSWORD)).toBeUndefined();
  });
});

describe("what is no STUN message", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["RTP", bytes("80600001 00000000 00000001 00000000 00000000 00000000")],
    ["DTLS", bytes("16fefd00 00000000 00000000 00000000 00000000")],
    ["a cut one", REQUEST.subarray(0, 60)],
    ["one that is longer than it says", Buffer.concat([REQUEST, Buffer.alloc(4)])],
    ["an attribute that reaches beyond the end", overlong()],
  ])("%s", (_what, packet) => {
    expect(readStun(packet)).toBeUndefined();
  });

  it("survives any bytes after a good head", () => {
    for (let round = 0; round < 2_000; round += 1) {
      const packet = Buffer.from(REQUEST);
      for (let count = 0; count < 4; count += 1) {
        packet[20 + Math.floor(Math.random() * (packet.length - 20))] = Math.random() * 256;
      }
      const message = readStun(packet);
      if (message === undefined) continue;
      expect(() => receiverOf(message)).not.toThrow();
      expect(() => lacksTieBreaker(message)).not.toThrow();
      expect(() => isSigned(message, PASSWORD)).not.toThrow();
    }
  });
});

function overlong(): Buffer {
  const packet = Buffer.from(REQUEST);
  packet.writeUInt16BE(0xfff0, packet.length - 6);
  return packet;
}
