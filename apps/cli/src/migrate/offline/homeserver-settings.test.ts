import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { servicesOf, settingsOf } from "./homeserver-settings.ts";

describe("settings of the homeserver", () => {
  it("are read as we write them", () => {
    const template = readFileSync(
      new URL("../../../../../synapse-config/homeserver.template.yaml", import.meta.url),
      "utf8",
    )
      .replace("${serverName}", "a.example")
      .replace("${registrations}", "[plenum.yaml]")
      .replace("${modules}", "[{ module: plenum_guest_module.PlenumGuestModule, config: {} }]")
      .replaceAll(/\$\{\w+\}/g, "null");
    expect(settingsOf(parse(template))).toEqual({
      serverName: "a.example",
      registrations: ["plenum.yaml"],
      others: [],
    });
  });

  it.each([
    ["auto_join_rooms", "auto_join_rooms: ['#all:a.example']"],
    ["account_validity", "account_validity: { enabled: true, period: 6w }"],
    ["stats.enabled", "stats: { enabled: false }"],
    ["email.enable_notifs", "email: { enable_notifs: true }"],
    ["user_types.default_user_type", "user_types: { default_user_type: staff }"],
    ["matrix_authentication_service", "matrix_authentication_service: { enabled: true }"],
    ["experimental_features.msc3861", "experimental_features: { msc3861: { enabled: true } }"],
    ["experimental_features.msc3866", "experimental_features: { msc3866: { enabled: true } }"],
    ["modules", "modules: [{ module: somebody.elses.Module }]"],
    ["spam_checker", "spam_checker: [{ module: x }]"],
    ["third_party_event_rules", "third_party_event_rules: { module: x }"],
    ["allow_underscore_prefixed_localpart", "allow_underscore_prefixed_localpart: true"],
  ])("by which an account is another one: %s", (name, line) => {
    expect(settingsOf(parse(`server_name: a.example\n${line}`)).others).toEqual([name]);
  });

  it.each([
    ["nothing said", "x: 1"],
    ["rooms of nobody", "auto_join_rooms: []"],
    ["an empty section", "modules:\nemail:\nspam_checker: []"],
    ["mails for those who ask", "email: { enable_notifs: true, notif_for_new_users: false }"],
    ["switched off", "experimental_features: { msc3861: { enabled: false }, msc4155: true }"],
  ])("that change nothing: %s", (_story, lines) => {
    expect(settingsOf(parse(`server_name: a.example\n${lines}`)).others).toEqual([]);
  });
});

describe("ids of application services", () => {
  const isService = servicesOf(
    [
      {
        sender_localpart: "plenum",
        namespaces: { users: [{ exclusive: true, regex: "@guest-.*:a\\.example" }] },
      },
      { sender_localpart: "bridge", namespaces: { users: null } },
    ],
    "a.example",
  );
  it.each([
    ["@plenum:a.example", true],
    ["@bridge:a.example", true],
    ["@guest-1:a.example", true],
    ["@no-guest-1:a.example", false],
    ["@anna:a.example", false],
  ])("%s: %s", (userId, expected) => {
    expect(isService(userId)).toBe(expected);
  });
});
