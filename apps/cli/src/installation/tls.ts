import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { generate } from "selfsigned";
import { Trouble, messageOf } from "../terminal/trouble.ts";
import { writeAtomically } from "./files.ts";
import type { Paths } from "./paths.ts";

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Checks that certificate and key given on the command line can be read. */
export async function givenTls(cert: string, key: string): Promise<TlsFiles> {
  const files = { certFile: resolve(cert), keyFile: resolve(key) };
  try {
    // Reading both is the check; whether they belong together, TLS itself says at once.
    const certificate = new X509Certificate(await readFile(files.certFile));
    await readFile(files.keyFile);
    if (new Date(certificate.validTo) < new Date()) {
      throw new Trouble(`The certificate ${files.certFile} ran out on ${certificate.validTo}.`);
    }
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(
      `The TLS files cannot be used (${messageOf(error)}); give a PEM certificate and its key.`,
      { cause: error },
    );
  }
  return files;
}

/** The self-made certificate of this installation for a name; made anew when it is about to run out. */
export async function selfMadeTls(paths: Paths, host: string): Promise<TlsFiles> {
  const files = { certFile: join(paths.tls, "cert.pem"), keyFile: join(paths.tls, "key.pem") };
  if (existsSync(files.certFile) && existsSync(files.keyFile)) {
    const certificate = new X509Certificate(await readFile(files.certFile));
    const inAMonth = Date.now() + 30 * 24 * 3600 * 1000;
    const covers = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
    if (covers && new Date(certificate.validTo).getTime() > inAMonth) return files;
  }
  const pems = await generate([{ name: "commonName", value: host }], {
    keySize: 2048,
    algorithm: "sha256",
    notAfterDate: new Date(Date.now() + 365 * 24 * 3600 * 1000),
    extensions: [
      { name: "basicConstraints", cA: false },
      {
        name: "subjectAltName",
        altNames: isIP(host) ? [{ type: 7, ip: host }] : [{ type: 2, value: host }],
      },
    ],
  });
  await writeAtomically(files.keyFile, pems.private, 0o600);
  await writeAtomically(files.certFile, pems.cert);
  return files;
}
