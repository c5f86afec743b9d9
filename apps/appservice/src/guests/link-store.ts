import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { GuestLink, GuestLinkRole } from "@plenum/model";
import { z } from "zod";

const rowSchema = z.object({
  id: z.string(),
  room_id: z.string(),
  label: z.string(),
  role: z.enum(["moderator", "presenter", "guest"]),
  not_before: z.date().nullable(),
  expires_at: z.date(),
  max_uses: z.number(),
  uses: z.number(),
  revoked_at: z.date().nullable(),
  created_by: z.string(),
  created_at: z.date(),
});

/** A guest link as the database has it; fits the rules of `judgeGuestLink`. */
export interface StoredLink {
  readonly id: string;
  readonly roomId: string;
  readonly label: string;
  readonly role: GuestLinkRole;
  readonly notBefore: Date | undefined;
  readonly expiresAt: Date;
  readonly maxUses: number;
  readonly uses: number;
  readonly revoked: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const COLUMNS =
  "id, room_id, label, role, not_before, expires_at, max_uses, uses, revoked_at, created_by, created_at";

/** Guest links; of their tokens only hashes. */
export class GuestLinkStore {
  constructor(private readonly pool: Pool) {}

  async create(link: {
    readonly roomId: string;
    readonly tokenHash: Buffer;
    readonly label: string;
    readonly role: GuestLinkRole;
    readonly notBefore: Date | undefined;
    readonly expiresAt: Date;
    readonly maxUses: number;
    readonly createdBy: string;
  }): Promise<StoredLink> {
    const made = await this.pool.query(
      `INSERT INTO guest_links
         (id, room_id, token_hash, label, role, not_before, expires_at, max_uses, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
      [
        randomUUID(),
        link.roomId,
        link.tokenHash,
        link.label,
        link.role,
        link.notBefore ?? null,
        link.expiresAt,
        link.maxUses,
        link.createdBy,
      ],
    );
    return linkOf(made.rows[0]);
  }

  async byTokenHash(hash: Buffer): Promise<StoredLink | undefined> {
    return this.one(`SELECT ${COLUMNS} FROM guest_links WHERE token_hash = $1`, [hash]);
  }

  async byId(id: string): Promise<StoredLink | undefined> {
    return this.one(`SELECT ${COLUMNS} FROM guest_links WHERE id = $1`, [id]);
  }

  async ofRoom(roomId: string): Promise<readonly StoredLink[]> {
    const found = await this.pool.query(
      `SELECT ${COLUMNS} FROM guest_links WHERE room_id = $1 ORDER BY created_at DESC, id`,
      [roomId],
    );
    return found.rows.map(linkOf);
  }

  async revoke(id: string): Promise<void> {
    await this.pool.query(
      "UPDATE guest_links SET revoked_at = COALESCE(revoked_at, now()) WHERE id = $1",
      [id],
    );
  }

  private async one(text: string, values: unknown[]): Promise<StoredLink | undefined> {
    const found = await this.pool.query(text, values);
    return found.rows.length === 0 ? undefined : linkOf(found.rows[0]);
  }
}

function linkOf(raw: unknown): StoredLink {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    roomId: row.room_id,
    label: row.label,
    role: row.role,
    notBefore: row.not_before ?? undefined,
    expiresAt: row.expires_at,
    maxUses: row.max_uses,
    uses: row.uses,
    revoked: row.revoked_at !== null,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

/** A link as moderators see it. */
export function shownLink(link: StoredLink): GuestLink {
  return {
    id: link.id,
    roomId: link.roomId,
    label: link.label,
    ...(link.notBefore === undefined ? {} : { notBefore: link.notBefore.toISOString() }),
    expiresAt: link.expiresAt.toISOString(),
    maxUses: link.maxUses,
    uses: link.uses,
    role: link.role,
    revoked: link.revoked,
    createdBy: link.createdBy,
    createdAt: link.createdAt.toISOString(),
  };
}
