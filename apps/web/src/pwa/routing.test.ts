import { describe, expect, it } from "vitest";
import { routeOf } from "./routing.ts";

const ORIGIN = "https://plenum.example";

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
