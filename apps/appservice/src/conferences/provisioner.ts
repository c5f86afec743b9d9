import type PgBoss from "pg-boss";
import type { Pool } from "pg";
import type { ProblemCode } from "@plenum/model";
import { z } from "zod";
import { inTransaction } from "../database/database.ts";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { createRoomBody, plannedState, PROVISIONING_MARKER } from "./room-plan.ts";
import type { ProvisioningRow, ProvisioningStore, StoredWish } from "./provisioning-store.ts";

const QUEUE = "provision-conference";
/** Rooms made at the same time; more only makes each of them slower. */
const PARALLEL = 3;
/** Seconds between looks into the queue; a wish made here starts at once. */
const POLL_SECONDS = 5;
const RETRIES = 6;
/** Seconds after which a wish without progress is taken up again; a job under way holds its lock. */
const STALLED_SECONDS = 60;

const createContentSchema = z.looseObject({ [PROVISIONING_MARKER]: z.string() });

/**
 * Makes conference rooms from stored wishes, one job each. Whatever is done is looked up before
 * it is done again, so a job may be killed at any point and taken up by another process.
 */
export class Provisioner {
  private readonly workers: string[] = [];

  constructor(
    private readonly deps: {
      readonly boss: PgBoss;
      readonly pool: Pool;
      readonly store: ProvisioningStore;
      readonly gateway: MatrixGateway;
      readonly log: Logger;
    },
  ) {}

  /** Starts to work off the queue, beginning with what an earlier process left unfinished. */
  async start(): Promise<void> {
    const { boss } = this.deps;
    // "short": one waiting job for each wish is enough.
    await boss.createQueue(QUEUE, { name: QUEUE, policy: "short" });
    const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 } as const;
    for (let worker = 0; worker < PARALLEL; worker += 1) {
      const id = await boss.work(QUEUE, { ...options, includeMetadata: true }, async ([job]) => {
        if (job === undefined) return;
        try {
          await this.work(job.data, job.retryCount >= job.retryLimit);
        } finally {
          // The next one at once, instead of at the next look into the queue.
          this.wake();
        }
      });
      this.workers.push(id);
    }
    await this.resume(0);
  }

  /** Queues a wish, or finds the same wish made before. */
  async request(requester: string, wish: StoredWish): Promise<ProvisioningRow> {
    const row = await this.deps.store.open(requester, wish, (client, id) =>
      this.enqueue(id, {
        executeSql: (text, values) => client.query(text, values),
      }),
    );
    this.wake();
    return row;
  }

  /** Puts wishes back into the queue whose process has died. */
  async resume(olderThanSeconds = STALLED_SECONDS): Promise<void> {
    const stalled = await this.deps.store.stalled(olderThanSeconds);
    for (const id of stalled) await this.enqueue(id);
    if (stalled.length > 0) this.wake();
  }

  private wake(): void {
    for (const worker of this.workers) this.deps.boss.notifyWorker(worker);
  }

  private async enqueue(id: string, db?: PgBoss.Db): Promise<void> {
    await this.deps.boss.send(
      QUEUE,
      { id },
      {
        retryLimit: RETRIES,
        retryDelay: 1,
        retryBackoff: true,
        expireInMinutes: 30,
        singletonKey: id,
        ...(db === undefined ? {} : { db }),
      },
    );
  }

  private async work(data: unknown, lastTry: boolean): Promise<void> {
    const { id } = z.object({ id: z.string() }).parse(data);
    await inTransaction(this.deps.pool, async (client) => {
      const lock = await client.query(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held",
        [`provisioning:${id}`],
      );
      // Another process is at it; its lock goes when it dies.
      if (!z.object({ held: z.boolean() }).parse(lock.rows[0]).held) return;
      await this.provision(id, lastTry);
    });
  }

  private async provision(id: string, lastTry: boolean): Promise<void> {
    const { store, log } = this.deps;
    const row = await store.find(id);
    if (row === undefined || row.state === "ready" || row.state === "failed") return;
    const started = performance.now();
    try {
      const resumed = row.state === "running";
      await store.started(id);
      const roomId = row.roomId ?? (await this.makeRoom(row, resumed));
      const notInvited = await this.inviteAll(row, roomId, resumed);
      await store.ready(id, notInvited);
      log.info(
        {
          provisioning: id,
          notInvited: notInvited.length,
          milliseconds: Math.round(performance.now() - started),
        },
        "conference room is ready",
      );
    } catch (error) {
      log.warn({ err: error, provisioning: id, lastTry }, "conference room could not be made");
      if (!lastTry && isWorthRetrying(error)) throw error;
      await store.failed(id, problemOf(error));
    }
  }

  private async makeRoom(row: ProvisioningRow, resumed: boolean): Promise<string> {
    const { gateway, store } = this.deps;
    const found = resumed ? await this.findRoom(row.id) : undefined;
    const roomId =
      found ?? (await gateway.createRoom(createRoomBody(row.wish, row.requester, row.id)));
    await store.roomMade(row, roomId);
    if (found !== undefined) await this.completeState(row, roomId);
    return roomId;
  }

  /** The room of a wish whose id got lost between the homeserver's answer and our database. */
  private async findRoom(id: string): Promise<string | undefined> {
    const { gateway, store } = this.deps;
    const [joined, known] = await Promise.all([gateway.joinedRooms(), store.knownRooms()]);
    for (const roomId of joined) {
      if (known.has(roomId)) continue;
      const create = await gateway.stateContent(roomId, "m.room.create", "");
      const marked = createContentSchema.safeParse(create);
      if (marked.success && marked.data[PROVISIONING_MARKER] === id) return roomId;
    }
    return undefined;
  }

  /** A homeserver that died while it made the room may have left it half-furnished. */
  private async completeState(row: ProvisioningRow, roomId: string): Promise<void> {
    const { gateway } = this.deps;
    for (const event of plannedState(row.wish, row.requester)) {
      const present = await gateway.stateContent(roomId, event.type, event.stateKey);
      if (present === undefined) {
        await gateway.sendState(roomId, event.type, event.stateKey, event.content);
      }
    }
  }

  /** @returns those whom the homeserver would not invite */
  private async inviteAll(
    row: ProvisioningRow,
    roomId: string,
    resumed: boolean,
  ): Promise<readonly string[]> {
    const { gateway } = this.deps;
    const notInvited: string[] = [];
    for (const userId of new Set([row.requester, ...row.wish.invite])) {
      if (userId === gateway.botUserId) continue;
      if (resumed && (await gateway.membership(roomId, userId)) !== undefined) continue;
      try {
        await gateway.invite(roomId, userId);
      } catch (error) {
        if (isWorthRetrying(error)) throw error;
        notInvited.push(userId);
      }
    }
    return notInvited;
  }
}

/** Trouble that passes: no answer, too much to do, an error of the homeserver's own. */
function isWorthRetrying(error: unknown): boolean {
  if (error instanceof HomeserverError) return error.status === 429 || error.status >= 500;
  return true;
}

function problemOf(error: unknown): ProblemCode {
  if (error instanceof HomeserverUnreachable) return "homeserver-unavailable";
  return error instanceof HomeserverError && error.status === 403 ? "forbidden" : "internal";
}
