import { describe, expect, it } from "vitest";
import { routeOf, STATIC_ROUTES } from "./routing.ts";

const ORIGIN = "https://plenum.example";

/** The first static route that fits, as a browser finds it. */
function sourceOf(path: string): string {
  return (
    STATIC_ROUTES.find(({ condition: { urlPattern } }) =>
      urlPattern.endsWith("*") ? path.startsWith(urlPattern.slice(0, -1)) : path === urlPattern,
    )?.source ?? "fetch-event"
  );
}

describe("what the service worker keeps", () => {
  it.each([
    ["/", true, "page"],
    ["/room/!abc?event=$x", true, "page"],
    ["/join/token", true, "page"],
    ["/assets/index-BgZwMYOd.js", false, "file"],
    ["/assets/matrix_sdk_crypto_wasm_bg-w3ZerdqQ.wasm", false, "file"],
    ["/icons/icon-192.png", false, "file"],
    ["/api/v1/config", false, "config"],
    ["/api/v1/sessions", false, "nothing"],
    ["/_matrix/client/v3/sync", false, "nothing"],
    ["/_matrix/client/v1/media/download/a/b", false, "nothing"],
    ["/_matrix/client/v3/login/sso/redirect", true, "nothing"],
    ["/call/?room=x", true, "nothing"],
    ["/libs/lib-jitsi-meet.min.js", false, "nothing"],
    ["/.well-known/matrix/client", false, "nothing"],
    ["/assets/no-hash.js", false, "nothing"],
    ["https://elsewhere.example/assets/index-BgZwMYOd.js", false, "nothing"],
  ] as const)("%s (shown in a window: %s): %s", (path, navigation, expected) => {
    expect(routeOf(new URL(path, ORIGIN), ORIGIN, navigation)).toBe(expected);
  });
});

describe("what the browser takes to the servers without the service worker", () => {
  it.each([
    "/_matrix/client/v3/sync",
    "/_matrix/client/v1/media/download/a/b",
    "/api/v1/sessions",
    "/libs/lib-jitsi-meet.min.js",
  ])("%s goes by", (path) => {
    expect(sourceOf(path)).toBe("network");
    expect(routeOf(new URL(path, ORIGIN), ORIGIN, false)).toBe("nothing");
  });

  it.each(["/", "/room/!abc", "/api/v1/config", "/assets/index-BgZwMYOd.js", "/join/token"])(
    "%s does not",
    (path) => {
      expect(sourceOf(path)).toBe("fetch-event");
    },
  );
});
