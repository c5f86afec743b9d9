import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import {
  guestLinkRoleSchema,
  type GuestInside,
  type GuestLink,
  type GuestLinkRole,
} from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";

const rowSchema = z.object({
  id: z.string(),
  room_id: z.string(),
  label: z.string(),
  role: guestLinkRoleSchema,
  lobby: z.boolean(),
  with_code: z.boolean(),
  password_hash: z.string().nullable(),
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
  readonly lobby: boolean;
  readonly withCode: boolean;
  readonly passwordHash: string | undefined;
  readonly notBefore: Date | undefined;
  readonly expiresAt: Date;
  readonly maxUses: number;
  readonly uses: number;
  readonly revoked: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** What a new link is made of. */
export interface NewLink {
  readonly roomId: string;
  readonly tokenHash: Buffer;
  readonly codeHash: Buffer | undefined;
  readonly passwordHash: string | undefined;
  readonly label: string;
  readonly role: GuestLinkRole;
  readonly lobby: boolean;
  readonly notBefore: Date | undefined;
  readonly expiresAt: Date;
  readonly maxUses: number;
  readonly createdBy: string;
}

/** What of a link may be changed; absent things stay, `null` takes away. */
export interface LinkChange {
  readonly label?: string | undefined;
  readonly lobby?: boolean | undefined;
  readonly notBefore?: Date | null | undefined;
  readonly expiresAt?: Date | undefined;
  readonly maxUses?: number | undefined;
  readonly passwordHash?: string | null | undefined;
}

/** What `linkOf` reads of a row that goes by the name `link`. */
export const LINK_COLUMNS = `link.id, link.room_id, link.label, link.role, link.lobby,
  link.code_hash IS NOT NULL AS with_code, link.password_hash, link.not_before, link.expires_at,
  link.max_uses, link.uses, link.revoked_at, link.created_by, link.created_at`;

/** Guest links; of their tokens, codes and passwords only hashes. */
export class GuestLinkStore {
  constructor(private readonly pool: Pool) {}

  /** @param client of the transaction in which the making is recorded */
  async create(link: NewLink, client: Queryable): Promise<StoredLink> {
    const made = await client.query(
      `INSERT INTO guest_links AS link (id, room_id, token_hash, code_hash, password_hash, label, role, lobby,
         not_before, expires_at, max_uses, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING ${LINK_COLUMNS}`,
      [
        randomUUID(),
        link.roomId,
        link.tokenHash,
        link.codeHash ?? null,
        link.passwordHash ?? null,
        link.label,
        link.role,
        link.lobby,
        link.notBefore ?? null,
        link.expiresAt,
        link.maxUses,
        link.createdBy,
      ],
    );
    return linkOf(made.rows[0]);
  }

  /**
   * Changes a link that is not revoked. Uses that were taken stay taken: a number below them closes the
   * link for further guests.
   * @returns undefined where there is no such link
   */
  async change(id: string, change: LinkChange, client: Queryable): Promise<StoredLink | undefined> {
    const changed = await client.query(
      `UPDATE guest_links AS link SET
         label = COALESCE($2, label),
         lobby = COALESCE($3, lobby),
         not_before = CASE WHEN $4 THEN $5 ELSE not_before END,
         expires_at = COALESCE($6, expires_at),
         max_uses = GREATEST(COALESCE($7, max_uses), uses),
         password_hash = CASE WHEN $8 THEN $9 ELSE password_hash END
       WHERE id = $1 AND revoked_at IS NULL RETURNING ${LINK_COLUMNS}`,
      [
        id,
        change.label ?? null,
        change.lobby ?? null,
        change.notBefore !== undefined,
        change.notBefore ?? null,
        change.expiresAt ?? null,
        change.maxUses ?? null,
        change.passwordHash !== undefined,
        change.passwordHash ?? null,
      ],
    );
    return changed.rows.length === 0 ? undefined : linkOf(changed.rows[0]);
  }

  async byCodeHash(hash: Buffer): Promise<StoredLink | undefined> {
    return this.one(`SELECT ${LINK_COLUMNS} FROM guest_links AS link WHERE code_hash = $1`, [hash]);
  }

  async byTokenHash(hash: Buffer): Promise<StoredLink | undefined> {
    return this.one(`SELECT ${LINK_COLUMNS} FROM guest_links AS link WHERE token_hash = $1`, [
      hash,
    ]);
  }

  async byId(id: string): Promise<StoredLink | undefined> {
    return this.one(`SELECT ${LINK_COLUMNS} FROM guest_links AS link WHERE id = $1`, [id]);
  }

  async ofRoom(roomId: string): Promise<readonly StoredLink[]> {
    const found = await this.pool.query(
      `SELECT ${LINK_COLUMNS} FROM guest_links AS link WHERE room_id = $1 ORDER BY created_at DESC, id`,
      [roomId],
    );
    return found.rows.map(linkOf);
  }

  async revoke(id: string, client: Queryable): Promise<void> {
    await client.query(
      "UPDATE guest_links SET revoked_at = COALESCE(revoked_at, now()) WHERE id = $1",
      [id],
    );
  }

  private async one(text: string, values: unknown[]): Promise<StoredLink | undefined> {
    const found = await this.pool.query(text, values);
    return found.rows.length === 0 ? undefined : linkOf(found.rows[0]);
  }
}

/** A link from its row. */
export function linkOf(raw: unknown): StoredLink {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    roomId: row.room_id,
    label: row.label,
    role: row.role,
    lobby: row.lobby,
    withCode: row.with_code,
    passwordHash: row.password_hash ?? undefined,
    notBefore: row.not_before ?? undefined,
    expiresAt: row.expires_at,
    maxUses: row.max_uses,
    uses: row.uses,
    revoked: row.revoked_at !== null,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}

/**
 * A link as moderators see it.
 * @param guests who came through it and is still there
 */
export function shownLink(link: StoredLink, guests: readonly GuestInside[] = []): GuestLink {
  return {
    id: link.id,
    roomId: link.roomId,
    label: link.label,
    ...(link.notBefore === undefined ? {} : { notBefore: link.notBefore.toISOString() }),
    expiresAt: link.expiresAt.toISOString(),
    maxUses: link.maxUses,
    uses: link.uses,
    role: link.role,
    withCode: link.withCode,
    lobby: link.lobby,
    withPassword: link.passwordHash !== undefined,
    revoked: link.revoked,
    createdBy: link.createdBy,
    createdAt: link.createdAt.toISOString(),
    guests: [...guests],
  };
}
