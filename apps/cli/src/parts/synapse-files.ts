import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { GUEST_LOCALPART_PREFIX, type InstallationConfig, PUBLIC_WEB } from "@plenum/model";
import { parse, stringify } from "yaml";
import { readIfThere, writeAtomically } from "../installation/files.ts";
import { refusedPages } from "../installation/link-previews.ts";
import type { Paths } from "../installation/paths.ts";

/**
 * Fills a YAML template: each `${name}` becomes the value as JSON, which is YAML too.
 * @throws Error when a name has no value, or the result is no YAML
 */
export function renderTemplate(
  template: string,
  values: Readonly<Record<string, unknown>>,
): string {
  const text = template.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    if (!(name in values)) throw new Error(`The template names ${name}, which has no value.`);
    return JSON.stringify(values[name]);
  });
  parse(text);
  return text;
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Registration of the appservice at the homeserver. Guests belong to it alone, staff never. */
export function appserviceRegistration(config: InstallationConfig): string {
  const server = escapeForPattern(config.serverName);
  const bot = escapeForPattern(config.appservice.senderLocalpart);
  return stringify({
    id: config.appservice.id,
    url: config.appservice.url,
    as_token: config.appservice.asToken,
    hs_token: config.appservice.hsToken,
    sender_localpart: config.appservice.senderLocalpart,
    rate_limited: false,
    namespaces: {
      users: [
        { exclusive: true, regex: `@${bot}:${server}` },
        { exclusive: true, regex: `@${GUEST_LOCALPART_PREFIX}.*:${server}` },
      ],
      aliases: [],
      rooms: [],
    },
  });
}

/** Registration under which the demo agency's history is written; removed again right after. */
export function importRegistration(config: InstallationConfig, token: string): string {
  return stringify({
    id: "plenum-import",
    url: null,
    as_token: token,
    hs_token: randomBytes(32).toString("base64url"),
    sender_localpart: "plenum-import",
    rate_limited: false,
    namespaces: {
      users: [{ exclusive: false, regex: `@.*:${escapeForPattern(config.serverName)}` }],
      aliases: [{ exclusive: false, regex: `#.*:${escapeForPattern(config.serverName)}` }],
      rooms: [],
    },
  });
}

/** Where Python finds the guest module, or undefined as long as it is not there. */
export function guestModuleFolder(root: string): string | undefined {
  const folder = join(root, "synapse-config", "guest_module");
  const there =
    existsSync(join(folder, "plenum_guest_module.py")) ||
    existsSync(join(folder, "plenum_guest_module", "__init__.py"));
  return there ? folder : undefined;
}

export interface SynapseFiles {
  readonly homeserver: string;
  readonly importRegistration: string;
}

export function synapseFiles(paths: Paths): SynapseFiles {
  return {
    homeserver: join(paths.synapse, "homeserver.yaml"),
    importRegistration: join(paths.synapse, "import-registration.yaml"),
  };
}

/**
 * Writes everything that Synapse reads at its start.
 * @param importToken opens the import registration; without it that registration is removed
 */
export async function writeSynapseFiles(
  paths: Paths,
  config: InstallationConfig,
  importToken?: string,
): Promise<void> {
  const files = synapseFiles(paths);
  await mkdir(join(paths.synapse, "media"), { recursive: true });
  const signingKey = join(paths.synapse, "signing.key");
  if ((await readIfThere(signingKey)) === undefined) {
    const seed = randomBytes(32).toString("base64").replaceAll("=", "");
    await writeAtomically(
      signingKey,
      `ed25519 a_${randomBytes(2).toString("hex")} ${seed}\n`,
      0o600,
    );
  }
  const registration = join(paths.synapse, "appservice-registration.yaml");
  await writeAtomically(registration, appserviceRegistration(config), 0o600);
  if (importToken) {
    await writeAtomically(files.importRegistration, importRegistration(config, importToken), 0o600);
  } else {
    await rm(files.importRegistration, { force: true });
  }
  const templates = join(paths.root, "synapse-config");
  const logConfig = join(paths.synapse, "log.yaml");
  await writeAtomically(logConfig, await readFile(join(templates, "log.yaml"), "utf8"));
  const template = await readFile(join(templates, "homeserver.template.yaml"), "utf8");
  const bot = `@${config.appservice.senderLocalpart}:${config.serverName}`;
  const modules = guestModuleFolder(paths.root)
    ? [
        {
          module: "plenum_guest_module.PlenumGuestModule",
          config: { bot_user_id: bot, guest_prefix: GUEST_LOCALPART_PREFIX },
        },
      ]
    : [];
  const text = renderTemplate(template, {
    serverName: config.serverName,
    publicBaseUrl: `${config.publicUrl}/`,
    port: config.ports.synapse,
    databaseHost: config.postgres.host,
    databasePort: config.ports.postgres,
    databaseUser: config.postgres.user,
    databasePassword: config.postgres.password,
    databaseName: config.postgres.synapseDatabase,
    logConfig,
    mediaStore: join(paths.synapse, "media"),
    pidFile: join(paths.synapse, "homeserver.pid"),
    signingKey,
    registrationSharedSecret: config.synapse.registrationSharedSecret,
    macaroonSecretKey: config.synapse.macaroonSecretKey,
    formSecret: config.synapse.formSecret,
    registrations: [registration, ...(importToken ? [files.importRegistration] : [])],
    modules,
    linkPreviews: config.agency.switches.linkPreviews,
    refusedPages: refusedPages(config.linkPreviews ?? PUBLIC_WEB),
    previewNetworks: (config.linkPreviews ?? PUBLIC_WEB).networks,
    previewLanguages:
      config.agency.defaultLanguage === "de" ? ["de", "en;q=0.7"] : ["en", "de;q=0.7"],
    presenceEnabled: config.agency.switches.presence,
  });
  await writeAtomically(files.homeserver, text, 0o600);
}
