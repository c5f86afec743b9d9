import express, { type Request, type RequestHandler } from "express";

/** A body other than JSON that a route takes. */
export type OtherBody =
  | "text/csv"
  | "application/x-www-form-urlencoded"
  | "application/octet-stream";

/** Reads the body of a route: JSON, and what else the route takes. */
export function bodyParsers(route: {
  readonly bodyLimit: string;
  readonly takes: OtherBody | undefined;
}): readonly RequestHandler[] {
  const json = express.json({ limit: route.bodyLimit, strict: true });
  if (route.takes === "text/csv") {
    return [json, express.raw({ type: "text/csv", limit: route.bodyLimit })];
  }
  if (route.takes === "application/x-www-form-urlencoded") {
    return [json, express.urlencoded({ extended: false, limit: route.bodyLimit })];
  }
  if (route.takes === "application/octet-stream") {
    return [express.raw({ type: "application/octet-stream", limit: route.bodyLimit })];
  }
  return [json];
}

/** The body as handlers get it: a file as its text, or as its bytes where the route takes any file. */
export function bodyOf(
  request: Request,
  route: { readonly takes: OtherBody | undefined },
): unknown {
  const body: unknown = request.body;
  if (route.takes === "application/octet-stream") return body;
  return Buffer.isBuffer(body) ? textOf(body) : body;
}

/** UTF-8 where it is UTF-8, else what the spreadsheets of Western Europe write. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
