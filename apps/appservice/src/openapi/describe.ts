import { apiScopeSchema, problemSchema, type ProblemCode } from "@plenum/model";
import { z } from "zod";
import { statusOf } from "../http/api-problem.ts";
import type { Route } from "../http/route.ts";

type JsonObject = Record<string, unknown>;

const PHONE_SECRET =
  "The secret of the telephone gateway from the configuration; with HTTP Basic as the password.";

/**
 * Describes the routes as OpenAPI 3.1, whose schemas are JSON Schema 2020-12: exactly what zod
 * writes. So the description cannot differ from what the server checks.
 * @param serverUrl origin under which the API is reached
 */
export function describeApi(routes: readonly Route[], serverUrl: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: describeRoute(route) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Plenum",
      version: "1",
      description:
        "Conference rooms, calls and guests. Errors are problem details (RFC 9457); their `code` is stable.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, "output") },
      securitySchemes: {
        session: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "From POST /api/v1/sessions.",
        },
        phone: { type: "http", scheme: "bearer", description: PHONE_SECRET },
        phoneBasic: { type: "http", scheme: "basic", description: PHONE_SECRET },
        client: {
          type: "oauth2",
          description: "Other systems, with credentials that an administrator has made.",
          flows: {
            clientCredentials: {
              tokenUrl: "/api/v1/oauth/token",
              scopes: Object.fromEntries(apiScopeSchema.options.map((scope) => [scope, scope])),
            },
          },
        },
      },
    },
  };
}

function describeRoute(route: Route): JsonObject {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...describeParameters(route),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              ...(route.takes === "application/octet-stream"
                ? { [route.takes]: {} }
                : route.takes === "application/x-www-form-urlencoded"
                  ? { [route.takes]: { schema: jsonSchema(route.body, "input") } }
                  : { "application/json": { schema: jsonSchema(route.body, "input") } }),
              ...(route.takes === "text/csv" ? { "text/csv": { schema: { type: "string" } } } : {}),
            },
          },
        }),
    security: describeSecurity(route),
    responses: { ...describeSuccess(route), ...describeProblems(route) },
  };
}

const IDEMPOTENCY_KEY: JsonObject = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "The same request with the same key is worked off once; for 24 hours its answer is repeated. With another request it is a conflict.",
  schema: { type: "string", minLength: 1, maxLength: 200 },
};

function describeParameters(route: Route): JsonObject {
  const parameters = [
    ...parametersOf(route.params, "path"),
    ...parametersOf(route.query, "query"),
    ...(route.idempotent === true ? [IDEMPOTENCY_KEY] : []),
  ];
  return parameters.length === 0 ? {} : { parameters };
}

function parametersOf(fields: z.ZodType | undefined, where: "path" | "query"): JsonObject[] {
  if (fields === undefined) return [];
  const schema = jsonSchema(fields, "input");
  const properties = z.record(z.string(), z.unknown()).parse(schema["properties"] ?? {});
  const needed = new Set(z.array(z.string()).parse(schema["required"] ?? []));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || needed.has(name),
    schema: property,
  }));
}

function describeSecurity(route: Route): readonly JsonObject[] {
  if (route.security === "none") return [];
  if (route.security === "phone") return [{ phone: [] }, { phoneBasic: [] }];
  const people = [{ session: [] }];
  if (route.scope !== undefined) return [...people, { client: [route.scope] }];
  return route.security === "session" ? people : [...people, {}];
}

function describeSuccess(route: Route): JsonObject {
  const { success } = route;
  const content =
    success.schema === undefined
      ? {}
      : {
          content: {
            [success.contentType ?? "application/json"]: {
              schema: jsonSchema(success.schema, "output"),
            },
          },
        };
  const responses: JsonObject = {
    [success.status]: { description: success.description, ...content },
  };
  for (const [status, description] of Object.entries(success.alternatives)) {
    // Whoever has it already gets nothing more.
    responses[status] = { description, ...(status === "304" ? {} : content) };
  }
  return responses;
}

/** One response for each status, naming the problem codes that it can carry. */
function describeProblems(route: Route): JsonObject {
  const codes = new Set<ProblemCode>([...route.problems, "database-unavailable", "internal"]);
  if (route.body !== undefined || route.params !== undefined || route.query !== undefined)
    codes.add("invalid-request");
  if (route.security !== "none" || route.operationId === "createSession") codes.add("unauthorised");
  if (route.security === "session" || route.security === "session-or-body")
    codes.add("rate-limited");
  if (route.scope !== undefined) codes.add("forbidden");
  if (route.idempotent === true) codes.add("conflict");
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const status = statusOf(code);
    if (status in route.success.alternatives) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problem = {
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  };
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      { description: list.toSorted().join(", "), content: problem },
    ]),
  );
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
