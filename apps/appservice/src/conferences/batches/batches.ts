import {
  createConferenceRequestSchema,
  remainingSeconds,
  type BadLine,
  type Batch,
} from "@plenum/model";
import type { Pool } from "pg";
import type { z } from "zod";
import type { AuditLog } from "../../audit/audit-log.ts";
import { inTransaction } from "../../database/database.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import type { Caller } from "../../http/route.ts";
import type { LookedUp, RoomPlanner } from "../planner.ts";
import type { ProvisioningStore } from "../provisioning-store.ts";
import type { BatchRow, BatchStore, PlannedEntry } from "./batch-store.ts";
import type { BatchRunner } from "./batch-runner.ts";

/** Many wishes, as they came. */
export interface Submission {
  readonly entries: readonly { readonly line: number; readonly wish: unknown }[];
  /** Lines that could not even be read. */
  readonly bad: readonly BadLine[];
  readonly skipInvalid: boolean;
  readonly externalKey: string | undefined;
  readonly label: string;
}

/** Accounts looked up at the same time. */
const LOOKUPS = 8;

/** Takes batches in, tells how far they are, and ends or mends them. */
export class Batches {
  constructor(
    private readonly deps: {
      readonly pool: Pool;
      readonly store: BatchStore;
      readonly wishes: ProvisioningStore;
      readonly planner: RoomPlanner;
      readonly runner: BatchRunner;
      readonly audit: AuditLog;
    },
  ) {}

  /**
   * Checks every entry and stores the batch.
   * @throws ApiProblem `invalid-lines` with all that are wrong, `conflict`
   */
  async submit(caller: Caller, submission: Submission): Promise<Batch> {
    const { entries, bad } = await this.check(caller, submission);
    if (entries.length === 0 || (bad.length > 0 && !submission.skipInvalid)) refuse(bad);
    const { store, runner, audit, pool } = this.deps;
    const id = await inTransaction(pool, async (client) => {
      const outcome = await store.create(client, {
        maker: caller.userId,
        externalKey: submission.externalKey,
        label: submission.label,
        skipInvalid: submission.skipInvalid,
        skipped: bad,
        entries,
      });
      if ("bad" in outcome) return refuse([...bad, ...outcome.bad]);
      if (outcome.made) {
        await runner.enqueue(client);
        await audit.record(
          {
            actor: caller.userId,
            act: "batch.created",
            subject: outcome.id,
            details: { rooms: entries.length, skipped: bad.length },
          },
          client,
        );
      }
      return outcome.id;
    });
    runner.wake();
    const row = await store.find(id);
    if (row === undefined) throw new ApiProblem("internal");
    return this.shown(row);
  }

  /** Makes no further room of a batch. */
  async cancel(caller: Caller, row: BatchRow): Promise<Batch> {
    const { pool, store, audit } = this.deps;
    await inTransaction(pool, async (client) => {
      const rooms = await store.cancel(client, row.id);
      await audit.record(
        { actor: caller.userId, act: "batch.cancelled", subject: row.id, details: { rooms } },
        client,
      );
    });
    return this.again(row);
  }

  /** Takes up what has failed. */
  async retry(caller: Caller, row: BatchRow): Promise<Batch> {
    const { pool, store, wishes, runner, audit } = this.deps;
    await inTransaction(pool, async (client) => {
      const rooms = await wishes.retry(await store.failedOf(client, row.id), true, client);
      if (rooms === 0) return;
      await runner.enqueue(client);
      await audit.record(
        { actor: caller.userId, act: "batch.retried", subject: row.id, details: { rooms } },
        client,
      );
    });
    runner.wake();
    return this.again(row);
  }

  /** A batch as the API shows it. */
  async shown(row: BatchRow): Promise<Batch> {
    const { counts } = row;
    const left = counts.queued + counts.running;
    const done = counts.ready + counts.failed + counts.cancelled;
    const finished = left === 0 ? [] : await this.deps.store.finishedLately(row.id);
    const remaining = left === 0 ? undefined : remainingSeconds(finished, left, Date.now());
    const state = row.cancelled
      ? "cancelled"
      : left === 0
        ? "done"
        : done + counts.running === 0
          ? "queued"
          : "running";
    return {
      id: row.id,
      label: row.label,
      state,
      total: left + done,
      ...counts,
      ...(remaining === undefined || row.problem !== undefined
        ? {}
        : { remainingSeconds: remaining }),
      ...(row.problem === undefined ? {} : { problem: row.problem }),
      skipped: [...row.skipped],
      createdBy: row.maker,
      createdAt: row.createdAt.toISOString(),
      ...(left > 0 || row.latest === undefined ? {} : { finishedAt: row.latest.toISOString() }),
    };
  }

  private async again(row: BatchRow): Promise<Batch> {
    return this.shown((await this.deps.store.find(row.id)) ?? row);
  }

  private async check(
    caller: Caller,
    submission: Submission,
  ): Promise<{ entries: readonly PlannedEntry[]; bad: readonly BadLine[] }> {
    const bad: BadLine[] = [...submission.bad];
    const good: { line: number; wish: z.output<typeof createConferenceRequestSchema> }[] = [];
    const keys = new Set<string>();
    for (const { line, wish } of submission.entries) {
      const parsed = createConferenceRequestSchema.safeParse(wish);
      if (!parsed.success) {
        bad.push(...parsed.error.issues.slice(0, 3).map((issue) => badLine(line, issue)));
        continue;
      }
      const { externalKey } = parsed.data;
      if (externalKey !== undefined && keys.has(externalKey)) {
        bad.push({ line, field: "externalKey", reason: "key-twice" });
        continue;
      }
      if (externalKey !== undefined) keys.add(externalKey);
      good.push({ line, wish: parsed.data });
    }
    const entries: PlannedEntry[] = [];
    const known: LookedUp = { owners: new Map(), templates: new Map() };
    const queue = [...good].toReversed();
    const look = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const { line, wish } = next;
        const room = await this.deps.planner.plan(caller, wish, known);
        if ("reason" in room) bad.push({ line, ...room });
        else entries.push({ line, room });
      }
    };
    await Promise.all(Array.from({ length: LOOKUPS }, look));
    return {
      entries: entries.toSorted((a, b) => a.line - b.line),
      bad: bad.toSorted((a, b) => a.line - b.line),
    };
  }
}

function refuse(lines: readonly BadLine[]): never {
  throw new ApiProblem("invalid-lines", {
    lines: lines.toSorted((a, b) => a.line - b.line),
  });
}

/** What is wrong with one field, in words that do not change. */
function badLine(line: number, issue: z.core.$ZodIssue): BadLine {
  const [field] = issue.path;
  const reason = ((): BadLine["reason"] => {
    if (issue.code === "custom" && field === "endsAt") return "ends-before-it-begins";
    if (issue.code === "too_big") return "too-long";
    if (issue.code === "too_small") return "missing";
    if (issue.code === "invalid_type" && issue.input === undefined && field === "title") {
      return "missing";
    }
    return "not-valid";
  })();
  return { line, ...(typeof field === "string" ? { field } : {}), reason };
}
