import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineRoute } from "../http/route.ts";
import { describeApi } from "./describe.ts";

const route = defineRoute({
  method: "post",
  path: "/api/v1/things/{id}",
  operationId: "makeThing",
  summary: "Make a thing.",
  security: "session",
  problems: ["conflict", "not-a-conference", "room-gone"],
  params: z.object({ id: z.uuid() }),
  body: z.object({ name: z.string().default("x") }),
  success: { status: 201, description: "It.", schema: z.object({ name: z.string() }) },
  handle: () => Promise.resolve({ name: "x" }),
});

describe("the description of a route", () => {
  const api = describeApi([route], "https://plenum.example");

  it("carries input, output and every problem under its status", () => {
    expect(api).toMatchObject({
      openapi: "3.1.1",
      servers: [{ url: "https://plenum.example" }],
      paths: {
        "/api/v1/things/{id}": {
          post: {
            operationId: "makeThing",
            security: [{ session: [] }],
            parameters: [{ name: "id", in: "path", required: true }],
            requestBody: {
              content: {
                "application/json": { schema: { properties: { name: { default: "x" } } } },
              },
            },
            responses: {
              201: { description: "It." },
              400: { description: "invalid-request" },
              401: { description: "unauthorised" },
              409: { description: "conflict, not-a-conference" },
              410: { description: "room-gone" },
              500: { description: "internal" },
            },
          },
        },
      },
    });
  });

  it("does not ask callers for what has a default", () => {
    expect(JSON.stringify(api)).not.toContain('"required":["name"],"type":"object"');
  });
});

describe("a route at work", () => {
  const context = { caller: undefined, address: "" };

  it("names the wrong fields, not their content", async () => {
    const params = { id: "nonsense" };
    await expect(route.run({ params, body: {}, ...context })).rejects.toMatchObject({
      code: "invalid-request",
      detail: "path.id: invalid_format",
    });
  });

  it("lets nothing out that is not in the contract", async () => {
    const leaky = defineRoute({
      method: "get",
      path: "/api/v1/leaky",
      operationId: "leak",
      summary: "",
      security: "none",
      problems: [],
      success: { status: 200, description: "", schema: z.object({ name: z.string() }) },
      handle: () => Promise.resolve({ name: "x", secret: "y" }),
    });
    const answer = await leaky.run({ params: {}, body: undefined, ...context });
    expect(answer).toEqual({ status: 200, body: { name: "x" } });
  });
});
