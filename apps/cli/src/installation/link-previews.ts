import { isIP } from "node:net";
import type { LinkPreviewsConfig } from "@plenum/model";
import { Trouble } from "../terminal/trouble.ts";

/**
 * Reads `--link-previews intranet.amt.example,*.land.example,10.20.0.0/16`; `web` stands for all
 * public pages.
 * @throws Trouble for what is neither a host name nor a network
 */
export function parseLinkPreviews(text: string): LinkPreviewsConfig {
  const entries = text.split(",").map((entry) => entry.trim().toLowerCase());
  if (entries.length === 1 && entries[0] === "web") return { hosts: [], networks: [] };
  for (const entry of entries) {
    if (!isNetwork(entry) && !isHost(entry)) {
      throw new Trouble(
        `--link-previews does not know "${entry}"; it takes host names such as intranet.example.org or *.example.org, private networks such as 10.20.0.0/16, or web.`,
      );
    }
  }
  return { hosts: entries.filter((it) => !isNetwork(it)), networks: entries.filter(isNetwork) };
}

/**
 * What Synapse has to refuse so that only the named hosts are left; nothing for the whole web.
 * The pattern looks at the host name alone: a name and password in an address cannot pretend.
 * @see https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html#url_preview_url_blacklist
 */
export function refusedPages({
  hosts,
}: LinkPreviewsConfig): readonly Readonly<Record<string, string>>[] {
  if (hosts.length === 0) return [];
  const patterns = hosts.map((host) => {
    const name = host.replace(/^\*\./, "").replaceAll(".", String.raw`\.`);
    return host.startsWith("*.") ? String.raw`.+\.${name}` : name;
  });
  return [{ hostname: `^(?!(?:${patterns.join("|")})$)` }];
}

function isHost(text: string): boolean {
  return /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(text);
}

function isNetwork(text: string): boolean {
  const [address = "", bits = "", ...rest] = text.split("/");
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}
