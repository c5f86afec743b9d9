import type { Finding } from "../findings/finding.ts";

/** A file as it comes from a disk: in pieces, which cut through characters. */
export async function* inPieces(
  content: string | Uint8Array,
  size = 7,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Collects findings. */
export function ear(): {
  readonly findings: Finding[];
  readonly tell: (finding: Finding) => void;
  readonly codes: () => string[];
} {
  const findings: Finding[] = [];
  return {
    findings,
    tell: (finding) => void findings.push(finding),
    codes: () => findings.map(({ code }) => code),
  };
}
