import {
  lookUpItemsResponseSchema,
  MOST_ITEMS,
  waveSchema,
  type LookedUpItem,
  type Wave,
} from "@plenum/model/migration";
import type { LedgerClient } from "./ledger-client.ts";

/**
 * Whose history the ledger has. A channel's opening is sent after its last message: where it is there, all of it was.
 * While the wave has not begun, its own channels are sent again, since the export may have grown.
 * @param exportedAt when the chat was exported, milliseconds since 1970
 */
export async function knownHistory(
  client: LedgerClient,
  wave: string,
  channels: readonly string[],
  exportedAt: number,
): Promise<{ readonly there: ReadonlySet<string>; readonly open: ReadonlySet<string> }> {
  const waves = new Map<string, Wave>();
  const there = new Set<string>();
  const open = new Set<string>();
  for (const item of await lookedUp(client, channels)) {
    if (item.state === "undone") continue;
    const owner =
      waves.get(item.wave) ??
      (await client.ask(
        { method: "GET", path: `/api/v1/migration/waves/${item.wave}` },
        waveSchema,
      ));
    waves.set(item.wave, owner);
    if (item.wave === wave && owner.state === "planned" && item.state === "queued") continue;
    there.add(item.key);
    const isOpen = item.state === "done" || item.state === "kept";
    if (isOpen && Date.parse(owner.startedAt ?? owner.createdAt) < exportedAt) open.add(item.key);
  }
  return { there, open };
}

async function lookedUp(
  client: LedgerClient,
  channels: readonly string[],
): Promise<readonly LookedUpItem[]> {
  const found: LookedUpItem[] = [];
  for (let start = 0; start < channels.length; start += MOST_ITEMS) {
    const items = channels
      .slice(start, start + MOST_ITEMS)
      .map((key) => ({ kind: "channel-members", key }));
    const path = "/api/v1/migration/items/look-up";
    const body = JSON.stringify({ items });
    const answer = await client.ask({ method: "POST", path, body }, lookUpItemsResponseSchema);
    found.push(...answer.items);
  }
  return found;
}
