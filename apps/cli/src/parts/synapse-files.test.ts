import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { newConfig } from "../installation/config.ts";
import { appserviceRegistration, importRegistration, renderTemplate } from "./synapse-files.ts";

const config = newConfig("/data", { host: "a.example.org" }, () => "secret");

describe("a template", () => {
  it("takes texts, numbers and lists as JSON, so that nothing can break out", () => {
    const text = renderTemplate("name: ${name}\nport: ${port}\nlist: ${list}\n", {
      name: 'a: "b"\nadmin: true',
      port: 8081,
      list: ["x", { y: 1 }],
    });
    expect(parse(text)).toEqual({ name: 'a: "b"\nadmin: true', port: 8081, list: ["x", { y: 1 }] });
  });

  it("with a name that has no value is refused", () => {
    expect(() => renderTemplate("a: ${unknown}", {})).toThrow(/unknown/);
  });
});

describe("the homeserver's template", () => {
  it("listens on this machine alone, without federation", async () => {
    const template = await readFile(
      resolve(import.meta.dirname, "../../../../synapse-config/homeserver.template.yaml"),
      "utf8",
    );
    const names = [...template.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? "");
    const values = Object.fromEntries(names.map((name) => [name, name]));
    const settings = parse(renderTemplate(template, values)) as {
      listeners: { bind_addresses: string[]; resources: { names: string[] }[] }[];
      enable_registration: boolean;
    };
    expect(settings.listeners.map((it) => it.bind_addresses)).toEqual([["127.0.0.1"]]);
    expect(settings.listeners[0]?.resources[0]?.names).not.toContain("federation");
    expect(settings.enable_registration).toBe(false);
  });
});

describe("the appservice's registration", () => {
  const registration = parse(appserviceRegistration(config)) as {
    namespaces: { users: { exclusive: boolean; regex: string }[] };
  };
  const owner = (userId: string): boolean =>
    registration.namespaces.users.some(({ regex }) => new RegExp(`^(?:${regex})$`).test(userId));

  it.each([
    ["a guest", "@guest-1f3a:a.example.org", true],
    ["its own bot", "@plenum:a.example.org", true],
    ["a colleague", "@anna.schmidt:a.example.org", false],
    ["a guest of another server", "@guest-1f3a:aXexample.org", false],
    ["somebody with guest inside the name", "@my-guest-1:a.example.org", false],
  ])("%s: belongs to it? %s %s", (_, userId, expected) => {
    expect(owner(userId)).toBe(expected);
  });

  it("claims all of that for itself alone", () => {
    expect(registration.namespaces.users.every(({ exclusive }) => exclusive)).toBe(true);
  });
});

describe("the import registration", () => {
  it("gets no events and claims nobody", () => {
    const registration = parse(importRegistration(config, "token")) as {
      url: null;
      namespaces: { users: { exclusive: boolean }[] };
    };
    expect(registration.url).toBeNull();
    expect(registration.namespaces.users.some(({ exclusive }) => exclusive)).toBe(false);
  });
});
