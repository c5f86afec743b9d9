import { describe, expect, it } from "vitest";
import { isPageRequest, routeOf } from "./routes.ts";

describe("the origin sends", () => {
  it.each([
    ["/", "web"],
    ["/room/!abc:localhost", "web"],
    ["/join/some-token", "web"],
    ["/assets/index-abc.js", "web"],
    ["/_matrix/client/v3/sync?timeout=30000", "synapse"],
    ["/_matrix", "synapse"],
    ["/_matrixx", "web"],
    ["/_synapse/client/oidc/callback", "synapse"],
    ["/_synapse/admin/v2/users", "refused"],
    ["/_synapse", "refused"],
    ["/api/v1/config", "appservice"],
    ["/apiary", "web"],
    ["/xmpp-websocket?room=x", "conference"],
    ["/colibri-ws/default/abc", "conference"],
    ["/captions?token=x", "conference"],
    ["/conference-request/v1", "conference"],
    ["/libs/lib-jitsi-meet.min.js", "library"],
    ["/call/", "call-page"],
    ["/call/assets/x.js", "call-page"],
    ["/calls", "web"],
    ["/healthz", "health"],
    ["/.well-known/matrix/client", "client-well-known"],
    ["/.well-known/matrix/server", "server-well-known"],
    ["/_matrix/../_synapse/admin/v2/users", "refused"],
    ["/_matrix/%2e%2E/_synapse/admin", "refused"],
    ["/_matrix/..\\_synapse/admin", "refused"],
    ["http://elsewhere.example/_matrix", "refused"],
  ])("%s to %s", (target, kind) => {
    expect(routeOf(target).kind).toBe(kind);
  });
});

describe("a path without a file", () => {
  it.each([
    ["a page of the client", "/room/!a:localhost", "text/html,*/*", true],
    ["a page whose last part has a dot", "/people/anna.schmidt", "text/html", true],
    ["a script of an older build", "/assets/index-old.js", "*/*", false],
    ["a missing picture", "/logo.png", "image/*", false],
    ["a page asked for by a program", "/room/abc", "*/*", true],
  ])("%s", (_, path, accept, expected) => {
    expect(isPageRequest(path, accept)).toBe(expected);
  });
});
