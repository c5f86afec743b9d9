import { publicConfigSchema, type PublicConfig } from "@plenum/model";
import { request } from "./request.ts";

/** Everything a client must know before anybody is signed in. @throws ApiError */
export function fetchConfig(): Promise<PublicConfig> {
  return request({ method: "GET", path: "/api/v1/config", answer: publicConfigSchema });
}
