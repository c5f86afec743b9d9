import { createHmac, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const HEADER = 20;
const COOKIE = 0x2112_a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const USERNAME = 0x0006;
const PRIORITY = 0x0024;
/** No candidate has more (RFC 8445, 5.1.2). */
const HIGHEST_PRIORITY = 2 ** 31 - 1;
const MESSAGE_INTEGRITY = 0x0008;
const MESSAGE_INTEGRITY_LENGTH = 20;
const XOR_MAPPED_ADDRESS = 0x0020;
const FINGERPRINT = 0x8028;
const FINGERPRINT_MASK = 0x5354_554e;
const ICE_CONTROLLED = 0x8029;
const ICE_CONTROLLING = 0x802a;
const TIE_BREAKER_LENGTH = 8;
const FAMILY_IPV4 = 1;

/** A message of a connectivity check (RFC 8489), as far as it has to be looked at. */
export interface Stun {
  readonly packet: Buffer;
  readonly type: number;
  /** Where each kind of attribute begins the first time, its head of four bytes included. */
  readonly attributes: ReadonlyMap<number, number>;
}

/** Reads a STUN message. @returns undefined for anything else, RTP and DTLS above all */
export function readStun(packet: Buffer): Stun | undefined {
  if (packet.length < HEADER || (packet[0]! & 0xc0) !== 0) return undefined;
  if (packet.readUInt32BE(4) !== COOKIE) return undefined;
  if (packet.readUInt16BE(2) + HEADER !== packet.length) return undefined;
  const attributes = new Map<number, number>();
  for (let at = HEADER; at < packet.length; at = endOf(packet, at)) {
    if (at + 4 > packet.length || endOf(packet, at) > packet.length) return undefined;
    const type = packet.readUInt16BE(at);
    if (!attributes.has(type)) attributes.set(type, at);
  }
  return { packet, type: packet.readUInt16BE(0), attributes };
}

function endOf(packet: Buffer, at: number): number {
  return at + 4 + Math.ceil(packet.readUInt16BE(at + 2) / 4) * 4;
}

function valueOf({ packet, attributes }: Stun, type: number): Buffer | undefined {
  const at = attributes.get(type);
  if (at === undefined) return undefined;
  return packet.subarray(at + 4, at + 4 + packet.readUInt16BE(at + 2));
}

/** Whose connection a check is for: the part of the name that this side gave out (RFC 8445, 7.2.2). */
export function receiverOf(message: Stun): string | undefined {
  if (message.type !== BINDING_REQUEST) return undefined;
  return valueOf(message, USERNAME)?.toString("utf8").split(":", 1)[0];
}

/** Whether a message was written by somebody who knows the password. */
export function isSigned(message: Stun, password: string): boolean {
  const at = message.attributes.get(MESSAGE_INTEGRITY);
  const value = valueOf(message, MESSAGE_INTEGRITY);
  if (at === undefined || value?.length !== MESSAGE_INTEGRITY_LENGTH) return false;
  return timingSafeEqual(value, signatureOf(message.packet, at, password));
}

/** Whether a check has a tie-breaker of 0, which libjuice takes for a missing one. */
export function lacksTieBreaker(message: Stun): boolean {
  const value = valueOf(message, ICE_CONTROLLED) ?? valueOf(message, ICE_CONTROLLING);
  return value?.length === TIE_BREAKER_LENGTH && value.every((byte) => byte === 0);
}

/**
 * The same check with the smallest tie-breaker that is one: it gives way to every other as 0 does.
 * And with the highest priority, so that the way it came is preferred to all others. To be called
 * only for what {@link lacksTieBreaker} and {@link isSigned}.
 */
export function mendedCheck(message: Stun, password: string): Buffer {
  const { attributes } = message;
  const at = attributes.get(ICE_CONTROLLED) ?? attributes.get(ICE_CONTROLLING);
  const packet = Buffer.from(message.packet);
  if (at === undefined) return packet;
  packet[at + 4 + TIE_BREAKER_LENGTH - 1] = 1;
  const priority = attributes.get(PRIORITY);
  if (priority !== undefined && valueOf(message, PRIORITY)?.length === 4) {
    packet.writeUInt32BE(HIGHEST_PRIORITY, priority + 4);
  }
  return signedAnew({ ...message, packet }, password);
}

/**
 * An answer to a check with the address that the check came from, as whoever asked knows it.
 * @returns undefined for what is no answer that names an address, or one of another family
 */
export function withMappedAddress(
  message: Stun,
  { address, port }: { readonly address: string; readonly port: number },
  password: string,
): Buffer | undefined {
  const at = message.attributes.get(XOR_MAPPED_ADDRESS);
  const bytes = ipv4Bytes(address);
  if (message.type !== BINDING_SUCCESS || at === undefined || bytes === undefined) return undefined;
  if (message.packet[at + 5] !== FAMILY_IPV4) return undefined;
  const packet = Buffer.from(message.packet);
  packet.writeUInt16BE(port ^ (COOKIE >>> 16), at + 6);
  bytes.copy(packet, at + 8);
  for (let index = 0; index < 4; index += 1) packet[at + 8 + index]! ^= packet[4 + index]!;
  return signedAnew({ ...message, packet }, password);
}

/** Also as Node writes it on sockets for both families: `::ffff:192.0.2.1`. */
function ipv4Bytes(address: string): Buffer | undefined {
  const parts = address.replace(/^::ffff:/iu, "").split(".");
  return parts.length === 4 ? Buffer.from(parts.map(Number)) : undefined;
}

/** Writes integrity and fingerprint of a changed message over the old ones. */
function signedAnew({ packet, attributes }: Stun, password: string): Buffer {
  const integrity = attributes.get(MESSAGE_INTEGRITY);
  if (integrity !== undefined) {
    signatureOf(packet, integrity, password).copy(packet, integrity + 4);
  }
  const fingerprint = attributes.get(FINGERPRINT);
  if (fingerprint !== undefined) {
    const sum = crc32(packet.subarray(0, fingerprint));
    packet.writeUInt32BE((sum ^ FINGERPRINT_MASK) >>> 0, fingerprint + 4);
  }
  return packet;
}

/** HMAC over what stands before the attribute, as if the message ended with it (RFC 8489, 14.5). */
function signatureOf(packet: Buffer, at: number, password: string): Buffer {
  const before = Buffer.from(packet.subarray(0, at));
  before.writeUInt16BE(at + 4 + MESSAGE_INTEGRITY_LENGTH - HEADER, 2);
  return createHmac("sha1", password).update(before).digest();
}
