import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { MigrationItemInput } from "@plenum/model/migration";
import { MOST_ITEMS } from "@plenum/model/migration";
import { accountItem, type MigrationDesk } from "../../apps/appservice/src/testing/migration.ts";
import { durations } from "../src/durations.ts";
import type { BenchContext, Figure } from "../src/figure.ts";

/** Accounts on each side; fewer for a quick run. */
const ACCOUNTS = Number(process.env["PLENUM_BENCH_ACCOUNTS"] ?? 4_000);
/** Accounts made in one go, before it is the other side's turn. */
const TURN = 1_000;
/** The first ones fill caches, and the runner finds its pace; they are made, but not counted. */
const WARM_UP = 300;
/** Requests at the same time: as many as the runner has. */
const PARALLEL = 8;
/** Milliseconds between two looks at a wave: about as often as the page of it, and more often when it ends. */
const LOOK = { usual: 1_000, atTheEnd: 100 };
/** Share of a wave after which its end is near. */
const NEAR = 0.95;
/** Rate of the waves by the homeserver's own. */
const AIM = 0.95;

/** What the making of accounts costs beside what the homeserver itself takes for it. */
export async function accountFigures(
  desk: MigrationDesk,
  { log }: Pick<BenchContext, "log">,
): Promise<Figure[]> {
  await bySeconds(desk, WARM_UP, byWave);
  await bySeconds(desk, WARM_UP, bare);
  const turns: { readonly wave: number; readonly bare: number }[] = [];
  for (let made = 0; made < ACCOUNTS; made += TURN) {
    // By turns, so that a machine that gets slower is slower for both.
    const first = turns.length % 2 === 0;
    const before = await bySeconds(desk, TURN, first ? byWave : bare);
    const after = await bySeconds(desk, TURN, first ? bare : byWave);
    const turn = { wave: first ? before : after, bare: first ? after : before };
    turns.push(turn);
    log(
      `migrate: ${TURN} accounts by a wave ${turn.wave.toFixed(1)} per s, ` +
        `by the bare admin API ${turn.bare.toFixed(1)} per s`,
    );
  }
  const waves = durations(
    "migrate",
    "accounts by a wave",
    turns.map(({ wave }) => wave),
    undefined,
    "1/s",
  );
  const bares = durations(
    "migrate",
    `accounts by the bare admin API, ${PARALLEL} at once`,
    turns.map((turn) => turn.bare),
    undefined,
    "1/s",
  );
  const ratios = turns.map((turn) => turn.wave / turn.bare);
  return [
    {
      ...durations("migrate", "accounts by a wave, by those of the bare admin API", ratios),
      value: Math.round((waves.value / bares.value) * 1000) / 1000,
      unit: "×",
      aim: { atLeast: AIM },
    },
    waves,
    bares,
  ];
}

type AccountItem = Extract<MigrationItemInput, { kind: "account" }>;
/** Makes accounts. @returns milliseconds */
type Side = (desk: MigrationDesk, items: readonly AccountItem[]) => Promise<number>;

/** @returns accounts per second */
async function bySeconds(desk: MigrationDesk, count: number, side: Side): Promise<number> {
  const id = randomBytes(4).toString("hex");
  const items = Array.from({ length: count }, (_, index) => accountNamed(desk, `${id}-${index}`));
  return (count / (await side(desk, items))) * 1000;
}

export function accountNamed(desk: MigrationDesk, name: string): AccountItem {
  const item = accountItem(`@bench-${name}:${desk.stack.config.serverName}`);
  if (item.kind !== "account") throw new Error("an account is no account");
  return item;
}

/** Lays items into a wave, as many at once as a request takes. */
export async function laid(
  desk: MigrationDesk,
  items: readonly MigrationItemInput[],
): Promise<string> {
  const wave = await desk.wave();
  for (let at = 0; at < items.length; at += MOST_ITEMS) {
    await desk.add(wave, items.slice(at, at + MOST_ITEMS));
  }
  return wave;
}

/** From its start until it is done; the items have been handed in before. */
async function byWave(desk: MigrationDesk, items: readonly AccountItem[]): Promise<number> {
  const wave = await laid(desk, items);
  const start = performance.now();
  await desk.act(wave, "start");
  for (;;) {
    const { state, kinds } = await desk.state(wave);
    const done = kinds.find(({ kind }) => kind === "account")?.done ?? 0;
    if (state === "done") {
      const took = performance.now() - start;
      if (done !== items.length) throw new Error(`only ${done} accounts were made`);
      return took;
    }
    await pause(done < NEAR * items.length ? LOOK.usual : LOOK.atTheEnd);
  }
}

async function bare(desk: MigrationDesk, items: readonly AccountItem[]): Promise<number> {
  const { synapse } = desk.stack.config;
  const { accessToken } = await desk.stack.administrator();
  const left = [...items];
  const work = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      const path = `/_synapse/admin/v2/users/${encodeURIComponent(item.userId)}`;
      const response = await fetch(`${synapse.url}${path}`, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${accessToken}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(bodyOf(item)),
      });
      await response.arrayBuffer();
      if (response.status !== 201) throw new Error(`an account was answered ${response.status}`);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return performance.now() - start;
}

/** What the appservice sends for it, too. */
function bodyOf({ displayName, externalIds = [] }: AccountItem): object {
  return {
    displayname: displayName,
    external_ids: externalIds.map(({ provider, id }) => ({
      auth_provider: provider,
      external_id: id,
    })),
  };
}
