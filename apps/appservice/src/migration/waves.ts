import { createHash } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";
import type { AddItemsResponse, Wave, WaveState } from "@plenum/model/migration";
import type { Pool, PoolClient } from "pg";
import type { AuditLog } from "../audit/audit-log.ts";
import { inTransaction } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { MigrationHomeserver } from "./homeserver.ts";
import { takeIn } from "./intake.ts";
import { kindsOf, shownWave } from "./progress.ts";
import type { MigrationRunner } from "./runner.ts";
import { handOnSharedRooms, oneAfterAnother, takeSharedRooms } from "./shared-rooms.ts";
import type { WaveRow, WaveStore } from "./wave-store.ts";

/** What somebody may want of a wave. */
export type WaveAct = "start" | "pause" | "retry" | "rollback";

/** States from which each act leads on, and where to. */
const ACTS: Readonly<
  Record<
    WaveAct,
    { readonly from: readonly WaveState[]; readonly to: WaveState; readonly act: string }
  >
> = {
  start: {
    from: ["planned", "paused", "running", "done"],
    to: "running",
    act: "migration-wave.started",
  },
  pause: { from: ["running", "paused"], to: "paused", act: "migration-wave.paused" },
  retry: {
    from: ["planned", "paused", "running", "done"],
    to: "running",
    act: "migration-wave.retried",
  },
  rollback: {
    from: ["planned", "paused", "running", "done", "rolling-back", "rolled-back"],
    to: "rolling-back",
    act: "migration-wave.rollback-started",
  },
};

/** Makes waves, takes items in, and starts, stops and takes back what they make. All of it is audited. */
export class Waves {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly store: WaveStore;
      readonly runner: MigrationRunner;
      readonly homeserver: MigrationHomeserver;
      readonly audit: AuditLog;
    },
  ) {}

  async save(
    actor: string,
    name: string,
    wish: { readonly label: string; readonly day?: string | undefined; readonly frozen: boolean },
  ): Promise<{ readonly wave: Wave; readonly made: boolean }> {
    const { pool, store, audit } = this.deps;
    const made = await inTransaction(pool, async (client) => {
      const isNew = await store.save(client, {
        name,
        label: wish.label,
        day: wish.day,
        frozen: wish.frozen,
        by: actor,
      });
      await audit.record(
        {
          actor,
          act: isNew ? "migration-wave.created" : "migration-wave.changed",
          subject: name,
          details: { label: wish.label, day: wish.day ?? null, frozen: wish.frozen },
        },
        client,
      );
      return isNew;
    });
    return { wave: await this.shown(name), made };
  }

  /** @throws ApiProblem `not-found`, `conflict` for a wave that takes no items */
  async add(actor: string, name: string, items: readonly unknown[]): Promise<AddItemsResponse> {
    const { pool, store, runner, audit, config } = this.deps;
    const response = await inTransaction(pool, async (client) => {
      const wave = await this.locked(client, name);
      if (wave.frozen || wave.state === "rolling-back") {
        throw new ApiProblem("conflict", { detail: "This wave takes no items." });
      }
      const taken = await takeIn(client, config, name, items);
      const news = taken.added + taken.replaced;
      if (news > 0 && (wave.state === "done" || wave.state === "rolled-back")) {
        await store.setState(client, name, "planned");
      }
      if (news > 0 && wave.state === "running") await runner.enqueue(client);
      if (news + taken.changed + taken.refused > 0) {
        const { told: _told, ...details } = taken;
        await audit.record(
          { actor, act: "migration-wave.items-added", subject: name, details },
          client,
        );
      }
      return taken;
    });
    return response;
  }

  /** @throws ApiProblem `not-found`, `conflict` where that does not fit its state */
  async act(actor: string, name: string, wish: WaveAct): Promise<Wave> {
    const { pool, store, runner, audit } = this.deps;
    const { from, to, act } = ACTS[wish];
    await inTransaction(pool, async (client) => {
      if (to !== "paused") await oneAfterAnother(client);
      const wave = await this.locked(client, name);
      if (!from.includes(wave.state)) {
        throw new ApiProblem("conflict", { detail: `The wave is ${wave.state}.` });
      }
      const items = wish === "retry" ? await store.retry(client, name) : undefined;
      if (to === "running") await takeSharedRooms(client, name);
      if (to === "rolling-back") await handOnSharedRooms(client, name);
      const changes = wave.state !== to || (items ?? 0) > 0;
      if (!changes) return;
      await store.setState(client, name, to);
      if (to !== "paused") await runner.enqueue(client);
      await audit.record(
        { actor, act, subject: name, ...(items === undefined ? {} : { details: { items } }) },
        client,
      );
    });
    runner.wake();
    return this.shown(name);
  }

  async list(): Promise<readonly Wave[]> {
    const { store } = this.deps;
    const [rows, counts] = await Promise.all([store.list(), store.counts()]);
    return rows.map((row) =>
      shownWave(row, kindsOf(counts.filter(({ wave }) => wave === row.name))),
    );
  }

  /** @throws ApiProblem `not-found` */
  async shown(name: string): Promise<Wave> {
    const { store } = this.deps;
    const row = await store.find(name);
    if (row === undefined) throw new ApiProblem("not-found");
    const kinds = kindsOf(await store.counts(name));
    const current = await this.currentOf(row);
    if (current === undefined) return shownWave(row, kinds);
    const [lately, problem] = await Promise.all([
      store.lately(name, current),
      store.waitsFor(name, current),
    ]);
    return shownWave(row, kinds, { current, lately, problem });
  }

  /**
   * Keeps a file that a message will name.
   * @returns whether it was there already
   * @throws ApiProblem `invalid-request` where the bytes are not those of the hash
   */
  async keepFile(
    actor: string,
    sha256: string,
    file: { readonly bytes: Buffer; readonly name: string; readonly mediaType: string },
  ): Promise<boolean> {
    const { pool, homeserver, audit } = this.deps;
    const digest = createHash("sha256").update(file.bytes).digest("hex");
    if (digest !== sha256) throw new ApiProblem("invalid-request", { detail: "path.sha256" });
    const known = await pool.query("SELECT 1 FROM migration_files WHERE sha256 = $1", [sha256]);
    if (known.rows.length > 0) return true;
    const mxc = await homeserver.keepFile(new Uint8Array(file.bytes), file.name, file.mediaType);
    await inTransaction(pool, async (client) => {
      await client.query(
        `INSERT INTO migration_files (sha256, mxc, media_type, bytes) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING`,
        [sha256, mxc, file.mediaType, file.bytes.byteLength],
      );
      await audit.record(
        {
          actor,
          act: "migration-file.kept",
          subject: sha256,
          details: { bytes: file.bytes.byteLength },
        },
        client,
      );
    });
    return false;
  }

  private async currentOf(row: WaveRow) {
    const { name, state } = row;
    if (state !== "running" && state !== "rolling-back") return undefined;
    return this.deps.store.nextKind({ name, state });
  }

  private async locked(client: PoolClient, name: string): Promise<WaveRow> {
    const wave = await this.deps.store.lock(client, name);
    if (wave === undefined) throw new ApiProblem("not-found");
    return wave;
  }
}
