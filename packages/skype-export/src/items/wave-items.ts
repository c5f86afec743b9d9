import type { MigrationItemInput } from "@plenum/model/migration";
import { contactItems } from "./contact-items.ts";
import { historyAndPeople } from "./history-items.ts";
import { meetingItems } from "./meeting-items.ts";
import { personItems } from "./people.ts";
import { roomItems } from "./room-items.ts";
import { say, type WaveItemsInput } from "./wave-input.ts";

/**
 * Everything of an export that one wave makes, a thing at a time. The same export with the same rules gives the
 * same items; memory holds no message and no appointment longer than until it is handed on.
 */
export async function* waveItems(input: WaveItemsInput): AsyncGenerator<MigrationItemInput> {
  yield* peopleItems(input);
  const channels = yield* roomItems(input);
  yield* historyAndPeople(input, channels);
  yield* contactItems(input);
  yield* meetingItems(input);
}

function* peopleItems({ plan, wave, tell }: WaveItemsInput): Generator<MigrationItemInput> {
  const servers = new Set<string>();
  for (const mover of plan.moves.movers) {
    if (mover.wave !== wave.at) continue;
    if (mover.server === plan.serverName) yield* personItems(mover, plan.rules.signIn.provider);
    else servers.add(mover.server);
  }
  const facts = { count: wave.elsewhere, servers: [...servers].toSorted().join(", ") };
  say(tell, "items-other-server", "note", facts, wave.elsewhere);
}
