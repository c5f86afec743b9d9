import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { apiScopeSchema, type ApiClientDescription, type ApiScope } from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(apiScopeSchema),
  requests_per_minute: z.number(),
  created_by: z.string(),
  created_at: z.date(),
  expires_at: z.date(),
  last_used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
});
const hashSchema = z.object({ secret_hash: z.instanceof(Buffer) });

/** Compared with where there is no such client, so that this takes as long. */
const NOBODY = randomBytes(32);

const COLUMNS =
  "id, name, scopes, requests_per_minute, created_by, created_at, expires_at, last_used_at, revoked_at";

/** Other systems and their credentials; of the secrets only hashes. */
export class ApiClientStore {
  constructor(private readonly pool: Pool) {}

  /** @returns the client and its secret, which is to be had this once */
  async create(
    client: PoolClient,
    wish: {
      readonly name: string;
      readonly scopes: readonly ApiScope[];
      readonly requestsPerMinute: number;
      readonly expiresAt: Date;
      readonly createdBy: string;
    },
  ): Promise<{ readonly description: ApiClientDescription; readonly secret: string }> {
    const secret = randomBytes(32).toString("base64url");
    const made = await client.query(
      `INSERT INTO api_clients
         (id, name, secret_hash, scopes, requests_per_minute, expires_at, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
      [
        randomBytes(9).toString("hex"),
        wish.name,
        hashOf(secret),
        [...new Set(wish.scopes)],
        wish.requestsPerMinute,
        wish.expiresAt,
        wish.createdBy,
      ],
    );
    return { description: described(made.rows[0]), secret };
  }

  async list(): Promise<readonly ApiClientDescription[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM api_clients ORDER BY created_at DESC, id LIMIT 1000`,
    );
    return found.rows.map(described);
  }

  /** @returns false where there is none */
  async revoke(id: string, on: Queryable): Promise<boolean> {
    const changed = await on.query(
      "UPDATE api_clients SET revoked_at = COALESCE(revoked_at, now()) WHERE id = $1",
      [id],
    );
    return changed.rowCount === 1;
  }

  /** A client that may do something now; undefined for one that is unknown, revoked or has ended. */
  async valid(id: string): Promise<ApiClientDescription | undefined> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM api_clients
       WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()`,
      [id],
    );
    return found.rows.length === 0 ? undefined : described(found.rows[0]);
  }

  /** The client with this secret, compared in constant time. */
  async proven(id: string, secret: string): Promise<ApiClientDescription | undefined> {
    const found = await this.pool.query("SELECT secret_hash FROM api_clients WHERE id = $1", [id]);
    const row = hashSchema.safeParse(found.rows[0]);
    const fits = timingSafeEqual(row.success ? row.data.secret_hash : NOBODY, hashOf(secret));
    if (!fits) return undefined;
    const client = await this.valid(id);
    if (client !== undefined) {
      await this.pool.query("UPDATE api_clients SET last_used_at = now() WHERE id = $1", [id]);
    }
    return client;
  }
}

/** The secret is 256 bits of chance: there is nothing to guess that a slow hash would protect. */
function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function described(raw: unknown): ApiClientDescription {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    requestsPerMinute: row.requests_per_minute,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at.toISOString() }),
    revoked: row.revoked_at !== null,
  };
}
