import type { OpenIdToken } from "@plenum/model";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiClient } from "./client.ts";

const openIdToken: OpenIdToken = {
  access_token: "open",
  token_type: "Bearer",
  matrix_server_name: "amt.example",
  expires_in: 3600,
};

function answer(body: object): Response {
  return Response.json(body);
}

describe("asking for a place in a call on a network that went away", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse("2026-11-22T10:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("is given up after some seconds, and the next question does not wait for the first", async () => {
    let hangs = true;
    const client = new ApiClient(() =>
      hangs ? new Promise<OpenIdToken>(() => undefined) : Promise.resolve(openIdToken),
    );
    const asked = vi.fn<(path: string) => Promise<Response>>((path) =>
      Promise.resolve(
        path === "/api/v1/sessions"
          ? answer({
              token: "session",
              userId: "@anna:amt.example",
              expiresAt: "2026-11-22T11:00:00.000Z",
            })
          : answer({}),
      ),
    );
    vi.stubGlobal("fetch", asked);
    const first = client.joinConference("!a:amt.example", "DEV").catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(4_500);
    expect(await first).toMatchObject({ code: "unreachable" });
    expect(asked).not.toHaveBeenCalled();

    hangs = false;
    await client.joinConference("!a:amt.example", "DEV").catch(() => undefined);
    expect(asked.mock.calls.map(([path]) => path)).toEqual([
      "/api/v1/sessions",
      "/api/v1/conferences/!a%3Aamt.example/join",
    ]);
  });
});
