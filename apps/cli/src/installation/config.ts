import { randomBytes } from "node:crypto";
import { networkInterfaces } from "node:os";
import {
  AGENCY_SWITCHES,
  type AgencySwitch,
  type AgencySwitches,
  ALL_ON,
  type InstallationConfig,
  installationConfigSchema,
  type LinkPreviewsConfig,
  PUBLIC_WEB,
} from "@plenum/model";
import { Trouble } from "../terminal/trouble.ts";
import { type CaptionsWish, settleCaptions } from "./captions.ts";
import { readIfThere, writeAtomically } from "./files.ts";
import { embeddedConference, type JitsiWish, settleJitsi } from "./external.ts";
import type { Paths } from "./paths.ts";
import { newPush, pushServicesOf } from "./push.ts";
import { DEFAULT_BASE_PORT, planPorts } from "./ports.ts";
import { settleTurn, type TurnWish } from "./turn.ts";

/** What the command line may say about an installation; what is left out stays as it was. */
export interface InstallationWishes {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly tls?: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** What the agency does without; all the rest is on. */
  readonly without?: readonly AgencySwitch[] | undefined;
  /** Host names of the push services of browsers that may be used; none switches push off. */
  readonly pushServices?: readonly string[] | undefined;
  /** Which web pages the server may look at for previews. */
  readonly linkPreviews?: LinkPreviewsConfig | undefined;
  /** Which conference server calls go to. */
  readonly jitsi?: JitsiWish | undefined;
  /** Servers that relay media past firewalls. */
  readonly turn?: TurnWish | undefined;
  /** Who writes down what people say in calls. */
  readonly captions?: CaptionsWish | undefined;
}

type Secret = () => string;
const randomSecret: Secret = () => randomBytes(32).toString("base64url");

/** Addresses of this machine that others can reach, IPv4 first. */
export function machineAddresses(interfaces = networkInterfaces()): string[] {
  const all = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter((address) => !address.internal && !address.address.startsWith("fe80"));
  const family = (wanted: string): string[] =>
    all.filter((address) => address.family === wanted).map((address) => address.address);
  return [...family("IPv4"), ...family("IPv6")];
}

/**
 * Where browsers reach the media port. Firefox sends no media to loopback, so that a browser on this
 * machine needs one of its other addresses, too; nothing else listens there without a host.
 */
function mediaAddresses(host: string | undefined): string[] {
  return host === undefined ? ["127.0.0.1", ...machineAddresses()] : machineAddresses();
}

/** A new installation with fresh secrets. Pure but for `secret`. */
export function newConfig(
  dataDir: string,
  wishes: InstallationWishes,
  secret: Secret = randomSecret,
): InstallationConfig {
  const ports = planPorts(wishes.port ?? DEFAULT_BASE_PORT);
  const place = placeOf(ports, wishes);
  const turn = settleTurn(undefined, { ...place, ports }, wishes.turn, secret);
  return {
    version: 1,
    serverName: wishes.host ?? "localhost",
    ...place,
    dataDir,
    agency: {
      name: "Landesamt für Digitales",
      defaultLanguage: "de",
      switches: switchesWithout(wishes.without ?? []),
    },
    ports,
    postgres: {
      host: "127.0.0.1",
      user: "plenum",
      password: secret(),
      synapseDatabase: "synapse",
      appserviceDatabase: "appservice",
    },
    synapse: {
      url: `http://127.0.0.1:${ports.synapse}`,
      registrationSharedSecret: secret(),
      macaroonSecretKey: secret(),
      formSecret: secret(),
    },
    appservice: {
      id: "plenum",
      url: `http://127.0.0.1:${ports.appservice}`,
      senderLocalpart: "plenum",
      asToken: secret(),
      hsToken: secret(),
      sessionSecret: secret(),
      trustedHomeservers: {},
    },
    push: newPush(wishes),
    linkPreviews: wishes.linkPreviews ?? PUBLIC_WEB,
    conference: settleJitsi(
      {
        url: `http://127.0.0.1:${ports.conference}`,
        ...embeddedConference(secret),
        tokenLifetime: 300,
        mediaAddresses: mediaAddresses(wishes.host),
        libraryUrl: "/libs/lib-jitsi-meet.min.js",
        ...(turn === undefined ? {} : { turn }),
        ...settleCaptions(undefined, wishes.captions),
      },
      wishes.jitsi,
      secret,
    ),
  };
}

function switchesWithout(without: readonly AgencySwitch[]): AgencySwitches {
  return { ...ALL_ON, ...Object.fromEntries(without.map((name) => [name, false])) };
}

function optionName(name: AgencySwitch): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Names that `--without` knows, as one writes them on a command line. */
export const WITHOUT_NAMES: readonly string[] = AGENCY_SWITCHES.map(optionName);

/**
 * Reads `--without presence,read-receipts`; `nothing` switches everything on again.
 * @throws Trouble for a name that is none
 */
export function parseWithout(text: string): readonly AgencySwitch[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.length === 1 && names[0] === "nothing") return [];
  return names.map((name) => {
    const found = AGENCY_SWITCHES.find((it) => optionName(it) === name);
    if (found === undefined) {
      throw new Trouble(
        `--without does not know "${name}"; it takes ${WITHOUT_NAMES.join(", ")}, or nothing.`,
      );
    }
    return found;
  });
}

function placeOf(
  ports: InstallationConfig["ports"],
  wishes: InstallationWishes,
): Pick<InstallationConfig, "publicUrl" | "listenHost" | "tls"> {
  if (!wishes.host) {
    return { publicUrl: `http://localhost:${ports.origin}`, listenHost: "127.0.0.1" };
  }
  return {
    publicUrl: `https://${wishes.host}:${ports.origin}`,
    listenHost: "0.0.0.0",
    ...(wishes.tls ? { tls: { ...wishes.tls } } : {}),
  };
}

/**
 * The same installation at another place: ports and host follow the wishes, secrets, data and the
 * server name (it is part of every user id) stay.
 */
export function moveConfig(
  config: InstallationConfig,
  wishes: InstallationWishes,
): InstallationConfig {
  const current = new URL(config.publicUrl);
  const host = wishes.host ?? (config.listenHost === "127.0.0.1" ? undefined : current.hostname);
  const ports = wishes.port === undefined ? config.ports : planPorts(wishes.port);
  const { tls: oldTls, ...rest } = config;
  const place = placeOf(ports, { host, tls: wishes.tls ?? oldTls });
  const {
    turn: oldTurn,
    captions,
    ...conference
  } = settleJitsi(config.conference, wishes.jitsi, randomSecret);
  const turn = settleTurn(oldTurn, { ...place, ports }, wishes.turn, randomSecret);
  return {
    ...rest,
    ...place,
    ports,
    ...(wishes.without === undefined
      ? {}
      : { agency: { ...config.agency, switches: switchesWithout(wishes.without) } }),
    synapse: { ...config.synapse, url: `http://127.0.0.1:${ports.synapse}` },
    appservice: { ...config.appservice, url: `http://127.0.0.1:${ports.appservice}` },
    // Installations from before this could do without a key.
    push: { ...(config.push ?? newPush(wishes)), ...pushServicesOf(wishes) },
    linkPreviews: wishes.linkPreviews ?? config.linkPreviews ?? PUBLIC_WEB,
    conference: {
      ...conference,
      url: `http://127.0.0.1:${ports.conference}`,
      mediaAddresses: mediaAddresses(host),
      ...(turn === undefined ? {} : { turn }),
      ...settleCaptions(captions, wishes.captions),
    },
  };
}

/** Reads `<data>/config.json`. @returns undefined if this installation was never started */
export async function readConfig(paths: Paths): Promise<InstallationConfig | undefined> {
  const text = await readIfThere(paths.config);
  if (text === undefined) return undefined;
  try {
    return installationConfigSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Trouble(
      `${paths.config} is damaged; put a backup of it back, or remove this installation with ./plenum reset.`,
      { cause },
    );
  }
}

/** Writes `<data>/config.json`, readable by its owner alone. */
export async function writeConfig(paths: Paths, config: InstallationConfig): Promise<void> {
  const checked = installationConfigSchema.parse(config);
  await writeAtomically(paths.config, `${JSON.stringify(checked, null, 2)}\n`, 0o600);
}
