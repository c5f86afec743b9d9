import {
  controlConferencesSchema,
  controlMuteSchema,
  controlWishSchema,
  userIdSchema,
  type ControlConferences,
  type ControlMute,
  type ControlWish,
} from "@plenum/model";
import { z } from "zod";

/** What the control interface is an interface to. */
export interface ControlTarget {
  list(): ControlConferences;
  closeRoom(name: string): void;
  removePerson(name: string, userId: string): void;
  wish(name: string, wish: ControlWish): void;
  mute(name: string, userId: string, wanted: ControlMute): void;
  ask(name: string, userId: string, wanted: ControlMute): void;
}

type Method = "GET" | "PUT" | "POST" | "DELETE";

/** One operation: what the server answers, and what its description says. */
export interface ControlRoute {
  readonly method: Method;
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** Absent where the answer is 204. */
  readonly answer?: z.ZodType;
  /** The description itself is no secret. */
  readonly open?: true;
  run(target: ControlTarget, parameters: Readonly<Record<string, string>>, body: unknown): unknown;
}

/** What may stand in a path, by name of the parameter. */
export const PARAMETERS: Readonly<Record<string, z.ZodType<string>>> = {
  name: z
    .string()
    .regex(/^[a-z0-9_.-]{1,500}$/)
    .describe("Name of the conference, as the token has it."),
  userId: userIdSchema.describe("Matrix user id."),
};

function route<Body>(
  definition: Omit<ControlRoute, "run" | "body"> & {
    readonly body?: z.ZodType<Body>;
    run(
      target: ControlTarget,
      parameters: { readonly name: string; readonly userId: string },
      body: Body,
    ): unknown;
  },
): ControlRoute {
  return {
    ...definition,
    run: (target, { name = "", userId = "" }, body) =>
      // The body was parsed with the schema of this very route.
      definition.run(target, { name, userId }, body as Body),
  };
}

/** The control interface, all of it. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  route({
    method: "GET",
    path: "/control/v1/conferences",
    operationId: "listConferences",
    summary: "Running conferences and who is in them.",
    answer: controlConferencesSchema,
    run: (target) => target.list(),
  }),
  route({
    method: "PUT",
    path: "/control/v1/conferences/{name}",
    operationId: "putWish",
    summary:
      "Say how a conference is to be, whole. Putting the same again changes nothing; the last one counts, also for whoever comes later.",
    body: controlWishSchema,
    run: (target, { name }, wish) => {
      target.wish(name, wish);
    },
  }),
  route({
    method: "DELETE",
    path: "/control/v1/conferences/{name}",
    operationId: "closeConference",
    summary: "Put everybody out. One that does not run is fine.",
    run: (target, { name }) => {
      target.closeRoom(name);
    },
  }),
  route({
    method: "DELETE",
    path: "/control/v1/conferences/{name}/participants/{userId}",
    operationId: "removePerson",
    summary:
      "Put all devices of a person out and void the tokens they hold. One who is not there is fine.",
    run: (target, { name, userId }) => {
      target.removePerson(name, userId);
    },
  }),
  route({
    method: "POST",
    path: "/control/v1/conferences/{name}/participants/{userId}/mute",
    operationId: "mutePerson",
    summary:
      "Ask all devices of a person to mute, once; they may unmute again unless the wish says otherwise.",
    body: controlMuteSchema,
    run: (target, { name, userId }, wanted) => {
      target.mute(name, userId, wanted);
    },
  }),
  route({
    method: "POST",
    path: "/control/v1/conferences/{name}/participants/{userId}/ask",
    operationId: "askPerson",
    summary: "Ask a person, on all devices, to switch something on. Nothing is switched on by it.",
    body: controlMuteSchema,
    run: (target, { name, userId }, wanted) => {
      target.ask(name, userId, wanted);
    },
  }),
  {
    method: "GET",
    path: "/control/v1/openapi.json",
    operationId: "describeControl",
    summary: "This description.",
    answer: z.record(z.string(), z.unknown()),
    open: true,
    run: () => describeControl(),
  },
];

type JsonObject = Record<string, unknown>;

const PROBLEM = { content: { "application/problem+json": { schema: { type: "object" } } } };

/**
 * The interface as OpenAPI 3.1, whose schemas are JSON Schema 2020-12: exactly what zod writes. So
 * the description cannot differ from what the server checks.
 */
export function describeControl(): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const described of CONTROL_ROUTES) {
    paths[described.path] = {
      ...paths[described.path],
      [described.method.toLowerCase()]: describeRoute(described),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Control of conferences",
      version: "1",
      description:
        "How the appservice of Plenum steers a conference server. Errors are problem details (RFC 9457).",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      securitySchemes: {
        secret: {
          type: "http",
          scheme: "bearer",
          description: "`conference.controlSecret` of the configuration.",
        },
      },
    },
  };
}

function describeRoute(described: ControlRoute): JsonObject {
  const { operationId, summary, path, body, answer, open } = described;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const parameters = names.map((name) => {
    const schema = PARAMETERS[name];
    return {
      name,
      in: "path",
      required: true,
      schema: schema === undefined ? {} : jsonSchema(schema, "input"),
    };
  });
  return {
    operationId,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchema(body, "input") } },
          },
        }),
    security: open === true ? [] : [{ secret: [] }],
    responses: {
      ...(answer === undefined
        ? { 204: { description: "Done, or nothing was to do." } }
        : {
            200: {
              description: "The answer.",
              content: { "application/json": { schema: jsonSchema(answer, "output") } },
            },
          }),
      ...(body === undefined && parameters.length === 0
        ? {}
        : { 400: { description: "invalid-request", ...PROBLEM } }),
      ...(open === true ? {} : { 401: { description: "unauthorised", ...PROBLEM } }),
    },
  };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
