import { generateKeyPairSync } from "node:crypto";
import type { PushConfig } from "@plenum/model";
import { z } from "zod";
import { Trouble } from "../terminal/trouble.ts";

interface PushWishes {
  readonly host?: string | undefined;
  readonly pushServices?: readonly string[] | undefined;
}

const jwkSchema = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/** Push with a fresh key; off as long as no service is named. */
export function newPush(wishes: PushWishes): PushConfig {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    services: [...(wishes.pushServices ?? [])],
    contact: `mailto:postmaster@${wishes.host ?? "localhost"}`,
    privateKey: jwkSchema.parse(privateKey.export({ format: "jwk" })),
  };
}

/** What the wishes say of push services; nothing where they say nothing. */
export function pushServicesOf(wishes: PushWishes): { services?: string[] } {
  return wishes.pushServices === undefined ? {} : { services: [...wishes.pushServices] };
}

/**
 * Reads `--push-services updates.push.services.mozilla.com,*.notify.windows.com`; `none` switches
 * push off.
 * @throws Trouble for what is no host name
 */
export function parsePushServices(text: string): readonly string[] {
  if (text.trim() === "none") return [];
  return text.split(",").map((entry) => {
    const name = entry.trim();
    if (!/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name)) {
      throw new Trouble(
        `--push-services does not know "${name}"; it takes host names such as updates.push.services.mozilla.com or *.notify.windows.com, or none.`,
      );
    }
    return name;
  });
}
