import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** What a TURN server said: 0 for yes, else the code of the error (RFC 8656, 5766). */
export interface TurnAnswers {
  readonly allocate: number;
  /** Asked only where the allocation was granted. */
  readonly permission?: number;
}

interface Question {
  readonly transport: "udp" | "tcp" | "tls";
  readonly port: number;
  readonly username: string;
  readonly credential: string;
  /** IPv4 address to which the relay is to be opened. */
  readonly peer: string;
}

const ALLOCATE = 0x0003;
const CREATE_PERMISSION = 0x0008;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const ERROR_CODE = 0x0009;
const XOR_PEER_ADDRESS = 0x0012;
const REALM = 0x0014;
const NONCE = 0x0015;
const REQUESTED_TRANSPORT = 0x0019;
const COOKIE = 0x2112a442;
const ERROR_CLASS = 0x0110;
const UDP_RELAY = Buffer.from([17, 0, 0, 0]);

type Attribute = readonly [type: number, value: Buffer];
type Ask = (request: Buffer) => Promise<Buffer>;

/**
 * Asks the TURN server on this machine for a relay and for a permission on it, as a browser does.
 * @throws Error when there is no answer within five seconds
 */
export async function askTurn(question: Question): Promise<TurnAnswers> {
  const { ask, close } = await open(question);
  try {
    const challenge = attributesOf(
      await ask(message(ALLOCATE, [[REQUESTED_TRANSPORT, UDP_RELAY]])),
    );
    const realm = challenge.get(REALM) ?? Buffer.alloc(0);
    const key = createHash("md5")
      .update(`${question.username}:${realm.toString()}:${question.credential}`)
      .digest();
    const proof: readonly Attribute[] = [
      [USERNAME, Buffer.from(question.username)],
      [REALM, realm],
      [NONCE, challenge.get(NONCE) ?? Buffer.alloc(0)],
    ];
    const allocate = codeOf(
      await ask(message(ALLOCATE, [[REQUESTED_TRANSPORT, UDP_RELAY], ...proof], key)),
    );
    if (allocate !== 0) return { allocate };
    const peer: Attribute = [XOR_PEER_ADDRESS, xorAddress(question.peer)];
    const permission = codeOf(await ask(message(CREATE_PERMISSION, [peer, ...proof], key)));
    return { allocate, permission };
  } finally {
    close();
  }
}

function message(type: number, attributes: readonly Attribute[], key?: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt16BE(type, 0);
  head.writeUInt32BE(COOKIE, 4);
  randomBytes(12).copy(head, 8);
  const body = Buffer.concat(attributes.map(written));
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  const unsigned = Buffer.concat([head, body]);
  if (!key) return unsigned;
  const mac = createHmac("sha1", key).update(unsigned).digest();
  return Buffer.concat([unsigned, written([MESSAGE_INTEGRITY, mac])]);
}

function written([type, value]: Attribute): Buffer {
  const result = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  result.writeUInt16BE(type, 0);
  result.writeUInt16BE(value.length, 2);
  value.copy(result, 4);
  return result;
}

/** Family, port and address, hidden from routers that rewrite addresses (RFC 8489, 14.2). */
function xorAddress(address: string): Buffer {
  const result = Buffer.from([0, 1, 0, 9, ...address.split(".").map(Number)]);
  result.writeUInt16BE(result.readUInt16BE(2) ^ (COOKIE >>> 16), 2);
  result.writeUInt32BE((result.readUInt32BE(4) ^ COOKIE) >>> 0, 4);
  return result;
}

function attributesOf(answer: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= answer.length;) {
    const length = answer.readUInt16BE(at + 2);
    found.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

function codeOf(answer: Buffer): number {
  if ((answer.readUInt16BE(0) & ERROR_CLASS) !== ERROR_CLASS) return 0;
  const code = attributesOf(answer).get(ERROR_CODE);
  return code === undefined ? -1 : (code[2] ?? 0) * 100 + (code[3] ?? 0);
}

async function open({ transport, port }: Question): Promise<{ ask: Ask; close: () => void }> {
  if (transport === "udp") {
    const socket = createSocket("udp4");
    const ask: Ask = (request) => {
      socket.send(request, port, "127.0.0.1");
      return inTime((settle) => socket.once("message", settle));
    };
    return { ask, close: () => void socket.close() };
  }
  const socket: Socket =
    transport === "tls"
      ? connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false })
      : connectTcp(port, "127.0.0.1");
  await inTime((settle, fail) => {
    socket.once(transport === "tls" ? "secureConnect" : "connect", () => settle(Buffer.alloc(0)));
    socket.once("error", fail);
  });
  const ask: Ask = (request) => {
    socket.write(request);
    let received = Buffer.alloc(0);
    return inTime((settle) => {
      const read = (chunk: Buffer): void => {
        received = Buffer.concat([received, chunk]);
        if (received.length < 20 || received.length < 20 + received.readUInt16BE(2)) return;
        socket.off("data", read);
        settle(received);
      };
      socket.on("data", read);
    });
  };
  return { ask, close: () => void socket.destroy() };
}

function inTime(
  begin: (settle: (answer: Buffer) => void, fail: (error: Error) => void) => void,
): Promise<Buffer> {
  return new Promise((settle, fail) => {
    const timer = setTimeout(() => fail(new Error("the TURN server gave no answer")), 5_000);
    const ended = <T>(then: (value: T) => void) => {
      return (value: T): void => {
        clearTimeout(timer);
        then(value);
      };
    };
    begin(ended(settle), ended(fail));
  });
}
