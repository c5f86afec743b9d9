import type { InstallationConfig, PublicPush } from "@plenum/model";
import { applicationServerKey } from "./web-push.ts";

/** What browsers need for subscribing, or undefined where the agency names no push service. */
export function publicPushOf(config: InstallationConfig): PublicPush | undefined {
  const { push, appservice } = config;
  if (push === undefined || push.services.length === 0) return undefined;
  return {
    applicationServerKey: applicationServerKey(push).toString("base64url"),
    gatewayUrl: `${appservice.url}/_matrix/push/v1/notify`,
  };
}
