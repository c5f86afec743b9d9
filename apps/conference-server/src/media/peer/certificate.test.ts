import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeCertificate } from "./certificate.ts";

describe("a certificate of our own making", () => {
  const made = makeCertificate(new Date("2026-11-22T12:00:00Z"));
  const read = new X509Certificate(made.certificatePem);

  it("is one that others can read, with the key that belongs to it", () => {
    expect(read.checkPrivateKey(createPrivateKey(made.keyPem))).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
  });

  it("has the fingerprint that is offered", () => {
    expect(made.fingerprint).toBe(read.fingerprint256);
    expect(made.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/u);
  });

  it("is valid for a month", () => {
    expect(new Date(read.validFrom)).toEqual(new Date("2026-11-21T12:00:00Z"));
    expect(new Date(read.validTo)).toEqual(new Date("2026-12-22T12:00:00Z"));
  });

  it("is another one each time", () => {
    expect(makeCertificate().fingerprint).not.toBe(makeCertificate().fingerprint);
  });
});
