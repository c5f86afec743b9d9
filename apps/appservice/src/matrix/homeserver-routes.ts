import { createHash, timingSafeEqual } from "node:crypto";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { z } from "zod";
import { bearerOf } from "../http/api-server.ts";
import type { Logger } from "../logging/logger.ts";
import { matrixEventSchema, type TransactionHandler } from "./transactions.ts";

/** A transaction holds up to 100 events of at most 64 KiB each. */
const TRANSACTION_LIMIT = "16mb";

const transactionSchema = z.looseObject({ events: z.array(z.unknown()).default([]) });

/**
 * What the homeserver calls. The token is compared in constant time and taken from the header
 * alone, never from the URL.
 * @see https://spec.matrix.org/v1.16/application-service-api/
 */
export function homeserverRoutes(options: {
  readonly hsToken: string;
  readonly transactions: TransactionHandler;
  readonly log: Logger;
}): Router {
  const router = express.Router();
  const base = "/_matrix/app/v1";
  const json = express.json({ limit: TRANSACTION_LIMIT });
  router.use("/_matrix/app", requireToken(options.hsToken));
  router.post(`${base}/ping`, (_request, response) => {
    response.json({});
  });
  router.put(`${base}/transactions/:id`, json, async (request, response) => {
    const body = transactionSchema.safeParse(request.body);
    if (!body.success) {
      refuse(response, 400, "M_BAD_JSON", "Not a transaction");
      return;
    }
    // A single event that we cannot read must not hold up all that come after it.
    const events = body.data.events.flatMap((event) => {
      const parsed = matrixEventSchema.safeParse(event);
      return parsed.success ? [parsed.data] : [];
    });
    await options.transactions.handle(request.params["id"], events);
    response.json({});
  });
  // Users and aliases of our name space are made by ourselves, never on demand.
  router.get([`${base}/users/:id`, `${base}/rooms/:alias`], (_request, response) => {
    refuse(response, 404, "M_NOT_FOUND", "Not found");
  });
  router.use("/_matrix/app", (_request, response) => {
    refuse(response, 404, "M_UNRECOGNIZED", "Unknown endpoint");
  });
  router.use("/_matrix/app", matrixErrors(options.log));
  return router;
}

function requireToken(expected: string): RequestHandler {
  const wanted = digest(expected);
  return (request, response, next) => {
    const given = bearerOf(request);
    if (given === undefined) {
      refuse(response, 401, "M_MISSING_TOKEN", "Missing token");
      return;
    }
    // Digests have one length, so comparing them tells nothing about the token.
    if (!timingSafeEqual(digest(given), wanted)) {
      refuse(response, 403, "M_FORBIDDEN", "Wrong token");
      return;
    }
    next();
  };
}

function matrixErrors(log: Logger) {
  return (error: unknown, _request: Request, response: Response, next: (e: unknown) => void) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    log.error({ err: error }, "a transaction could not be worked off");
    // Anything but 200 makes the homeserver deliver it again.
    refuse(response, 500, "M_UNKNOWN", "Try again");
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function refuse(response: Response, status: number, errcode: string, error: string): void {
  response.status(status).json({ errcode, error });
}
