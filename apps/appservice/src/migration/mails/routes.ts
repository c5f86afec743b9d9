import {
  sendMailsRequestSchema,
  sendMailsResponseSchema,
  waveMailsSchema,
  waveNameSchema,
} from "@plenum/model/migration";
import { z } from "zod";
import { defineRoute, type Caller, type Route } from "../../http/route.ts";
import type { Mailings } from "./mailings.ts";

const PATH = "/api/v1/migration/waves/{wave}/mails";
const params = z.object({ wave: waveNameSchema });

/** Mails to the people of a wave. @param allowed says who asks, or throws */
export function migrationMailRoutes(
  mailings: Mailings,
  allowed: (input: { readonly caller: Caller | undefined }) => Promise<string>,
): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: PATH,
      operationId: "getWaveMails",
      summary: "How many mails of each stage wait, were sent or could not be delivered.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "not-found", "homeserver-unavailable"],
      params,
      success: { status: 200, description: "The stages.", schema: waveMailsSchema },
      async handle(input) {
        await allowed(input);
        return mailings.progress(input.params.wave);
      },
    }),
    defineRoute({
      method: "post",
      path: PATH,
      operationId: "writeWaveMails",
      summary:
        "Show the mails of a stage, or send them with `send`: one for each person and stage, however often it is asked for.",
      security: "session",
      scope: "migration",
      problems: ["forbidden", "not-found", "conflict", "homeserver-unavailable"],
      params,
      body: sendMailsRequestSchema,
      success: {
        status: 200,
        description: "How many, and the first ones as they look.",
        schema: sendMailsResponseSchema,
      },
      async handle(input) {
        const actor = await allowed(input);
        return mailings.write(actor, input.params.wave, input.body);
      },
    }),
  ];
}
