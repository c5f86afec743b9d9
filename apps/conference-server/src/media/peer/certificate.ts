import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const ID_ECDSA_SHA256 = "06082a8648ce3d040302";
const ID_COMMON_NAME = "0603550403";
const DAY_MS = 86_400_000;

/** A self-signed certificate for DTLS, with its key. */
export interface Certificate {
  readonly certificatePem: string;
  readonly keyPem: string;
  /** SHA-256, upper case hex pairs with colons, as in SDP (RFC 8122). */
  readonly fingerprint: string;
}

/**
 * Makes a P-256 certificate valid for a month. Node can make keys but no certificates, and the
 * library tells its own fingerprint too late: signalling has to offer it before the peer exists.
 */
export function makeCertificate(now = new Date()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(Buffer.from(ID_ECDSA_SHA256, "hex"));
  const name = sequence(
    element(
      0x31,
      sequence(Buffer.from(ID_COMMON_NAME, "hex"), element(0x0c, Buffer.from("plenum"))),
    ),
  );
  const body = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(new Date(now.getTime() - DAY_MS)), time(new Date(now.getTime() + 30 * DAY_MS))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", body, privateKey);
  const der = sequence(
    body,
    algorithm,
    element(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  return {
    certificatePem: pem("CERTIFICATE", der),
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    fingerprint: fingerprintOf(der),
  };
}

function fingerprintOf(der: Buffer): string {
  const hex = createHash("sha256").update(der).digest("hex").toUpperCase();
  return hex.replaceAll(/(..)(?!$)/gu, "$1:");
}

function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return element(0x30, ...contents);
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]/gu, "").slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
