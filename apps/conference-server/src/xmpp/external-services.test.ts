import { createHmac } from "node:crypto";
import { turnSchema } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { externalServices } from "./external-services.ts";
import { NS } from "./namespaces.ts";

const turn = turnSchema.parse({
  secret: "a secret of the TURN servers",
  lifetime: 600,
  urls: [
    "turn:turn.example",
    "turn:turn.example:3478?transport=tcp",
    "turns:[2001:db8::1]:443?transport=tcp",
  ],
});
const now = Date.parse("2026-11-27T12:00:00Z");

describe("external services", () => {
  it.each([NS.extdisco1, NS.extdisco2])("of %s are none without a TURN server", (namespace) => {
    expect(externalServices(undefined, namespace).toString()).toBe(
      `<services xmlns="${namespace}"/>`,
    );
  });

  it.each([NS.extdisco1, NS.extdisco2])("of %s are the TURN servers", (namespace) => {
    const services = externalServices(turn, namespace, undefined, now);
    expect(services.attrs["xmlns"]).toBe(namespace);
    const told = services
      .getChildren("service")
      .map(({ attrs }) =>
        ["type", "host", "port", "transport", "expires"].map((name) => attrs[name]).join(" "),
      );
    expect(told).toEqual([
      "turn turn.example 3478 udp 2026-11-27T12:10:00Z",
      "turn turn.example 3478 tcp 2026-11-27T12:10:00Z",
      "turns [2001:db8::1] 443 tcp 2026-11-27T12:10:00Z",
    ]);
  });

  it("come with credentials that the servers can check", () => {
    const service = externalServices(turn, NS.extdisco2, undefined, now).getChild("service");
    const username = service?.attrs["username"] ?? "";
    expect(username).toMatch(/^1795781400:[\w-]{12}$/);
    expect(service?.attrs["password"]).toBe(
      createHmac("sha1", turn.secret).update(username).digest("base64"),
    );
  });

  it.each([
    ["turns", 1],
    ["turn", 2],
    ["stun", 0],
  ])("of type %s alone", (type, count) => {
    const services = externalServices(turn, NS.extdisco2, type);
    expect(services.attrs["type"]).toBe(type);
    expect(services.getChildren("service")).toHaveLength(count);
  });
});
