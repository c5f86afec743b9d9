import express, { type Router } from "express";
import {
  isPushService,
  PUSH_APP_ID,
  pushDataSchema,
  pushMessageOf,
  pushRequestSchema,
} from "@plenum/model";
import type { PushConfig, PushRequest } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import { type Delivery, deliver } from "./deliver.ts";

type Device = PushRequest["notification"]["devices"][number];

/**
 * The push gateway: takes notifications from the homeserver and hands them to the push services of
 * browsers. Keeps nothing. It is reached from the homeserver alone: the origin does not pass it on.
 * @see https://spec.matrix.org/v1.16/push-gateway-api/
 */
export function pushGateway(options: {
  readonly config: PushConfig;
  readonly log: Logger;
  /** Carries requests to push services; `fetch` but in tests. */
  readonly post?: typeof fetch;
}): Router {
  const { config, log, post = fetch } = options;
  const router = express.Router();
  router.post(
    "/_matrix/push/v1/notify",
    express.json({ limit: "64kb" }),
    // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 waits for handlers and passes their errors on
    async (request, response) => {
      const parsed = pushRequestSchema.safeParse(request.body);
      if (!parsed.success) {
        response.status(400).json({ errcode: "M_BAD_JSON", error: "Not a notification" });
        return;
      }
      const { devices } = parsed.data.notification;
      const deliveries = await Promise.all(
        devices.map((device) => deliverTo(device, parsed.data, config, post)),
      );
      const failed = deliveries.filter((delivery) => delivery === "later").length;
      if (failed > 0) log.warn({ failed }, "a push service did not take a notification");
      if (failed > 0 && failed === devices.length) {
        // The homeserver tries again, less and less often.
        response.status(502).json({ errcode: "M_UNKNOWN", error: "The push service is away" });
        return;
      }
      const rejected = devices
        .filter((_device, index) => deliveries[index] === "gone")
        .map((device) => device.pushkey);
      response.json({ rejected });
    },
  );
  return router;
}

async function deliverTo(
  device: Device,
  request: PushRequest,
  config: PushConfig,
  post: typeof fetch,
): Promise<Delivery> {
  if (device.app_id !== PUSH_APP_ID) return "gone";
  const data = pushDataSchema.safeParse(device.data);
  // A pusher that can never work is forgotten, like one whose browser is gone.
  if (!data.success || !isPushService(data.data.endpoint, config.services)) return "gone";
  return deliver(data.data, pushMessageOf(request), config, post);
}
