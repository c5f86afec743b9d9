import type { Pool } from "pg";
import {
  type changeGuestLinkRequestSchema,
  type createGuestLinkRequestSchema,
  shownName,
  type AuditDetails,
  type InstallationConfig,
} from "@plenum/model";
import type { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { inTransaction } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { GuestEndings } from "./ending.ts";
import type { GuestEntryStore } from "./entry-store.ts";
import { hashLinkPassword } from "./link-password.ts";
import type { GuestLinkStore, StoredLink } from "./link-store.ts";
import { GuestCodeHash, hashLinkToken, newGuestCode, newLinkToken } from "./link-token.ts";

type LinkWish = z.output<typeof createGuestLinkRequestSchema>;
type LinkChangeWish = z.output<typeof changeGuestLinkRequestSchema>;

/** What moderators do with guest links and guests. Every act is in the audit log. */
export class GuestLinks {
  private readonly codes: GuestCodeHash;

  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly links: GuestLinkStore;
      readonly entries: GuestEntryStore;
      readonly endings: GuestEndings;
      readonly gateway: MatrixGateway;
      readonly audit: AuditLog;
    },
  ) {
    this.codes = new GuestCodeHash(deps.config);
  }

  /** Links of a room, newest first. */
  ofRoom(roomId: string): Promise<readonly StoredLink[]> {
    return this.deps.links.ofRoom(roomId);
  }

  /** The link of a token, revoked or not. */
  byToken(token: string): Promise<StoredLink | undefined> {
    return this.deps.links.byTokenHash(hashLinkToken(token));
  }

  /** A link, if it belongs to the room. */
  async inRoom(roomId: string, linkId: string): Promise<StoredLink | undefined> {
    const link = await this.deps.links.byId(linkId);
    return link?.roomId === roomId ? link : undefined;
  }

  /**
   * Makes a link.
   * @param token where the caller has to know it again later; otherwise one by chance
   * @returns the link with its token and code, which nobody can read again
   * @throws ApiProblem `invalid-request` for times that leave nothing
   */
  async create(
    roomId: string,
    wish: LinkWish,
    actor: string,
    token = newLinkToken(),
  ): Promise<{ link: StoredLink; token: string; code: string | undefined }> {
    const { pool, links, audit } = this.deps;
    const expiresAt = new Date(wish.expiresAt);
    const notBefore = wish.notBefore === undefined ? undefined : new Date(wish.notBefore);
    ensureTimes(notBefore, expiresAt);
    const code = wish.withCode ? newGuestCode() : undefined;
    const passwordHash = await hashOf(wish.password);
    if (wish.lobby) await this.letKnock(roomId);
    const link = await inTransaction(pool, async (client) => {
      const made = await links.create(
        {
          roomId,
          tokenHash: hashLinkToken(token),
          codeHash: code === undefined ? undefined : this.codes.of(code),
          passwordHash: passwordHash ?? undefined,
          label: shownName(wish.label),
          role: wish.role,
          lobby: wish.lobby,
          notBefore,
          expiresAt,
          maxUses: wish.maxUses,
          createdBy: actor,
        },
        client,
      );
      const note = { actor, act: "guest-link.created", roomId, subject: made.id };
      await audit.record({ ...note, details: factsOf(made) }, client);
      return made;
    });
    return { link, token, code };
  }

  /**
   * Changes a link; the stays of its guests end when it now ends.
   * @throws ApiProblem `not-found` for a link that is revoked, `invalid-request` for times that leave nothing
   */
  async change(link: StoredLink, wish: LinkChangeWish, actor: string): Promise<StoredLink> {
    const { pool, links, entries, endings, audit } = this.deps;
    const expiresAt = wish.expiresAt === undefined ? undefined : new Date(wish.expiresAt);
    const notBefore =
      typeof wish.notBefore === "string" ? new Date(wish.notBefore) : wish.notBefore;
    if (expiresAt !== undefined || notBefore !== undefined) {
      const begins = notBefore === undefined ? link.notBefore : (notBefore ?? undefined);
      ensureTimes(begins, expiresAt ?? link.expiresAt);
    }
    const passwordHash = await hashOf(wish.password);
    if (wish.lobby === true) await this.letKnock(link.roomId);
    const changed = await inTransaction(pool, async (client) => {
      const { lobby, maxUses } = wish;
      const label = wish.label === undefined ? undefined : shownName(wish.label);
      const change = { label, lobby, maxUses, notBefore, expiresAt, passwordHash };
      const now = await links.change(link.id, change, client);
      if (now === undefined) throw new ApiProblem("not-found");
      if (expiresAt !== undefined) await entries.endWithLink(link.id, client);
      const note = { actor, act: "guest-link.changed", roomId: link.roomId, subject: link.id };
      await audit.record({ ...note, details: factsOf(now) }, client);
      return now;
    });
    await endings.endDue(link.id);
    return changed;
  }

  /** Revokes a link: nobody enters through it any more, and whoever did is out when this returns. */
  async revoke(link: StoredLink, actor: string): Promise<void> {
    const { pool, links, entries, endings, audit } = this.deps;
    await inTransaction(pool, async (client) => {
      await links.revoke(link.id, client);
      await entries.endAllOfLink(link.id, client);
      const note = { actor, act: "guest-link.revoked", roomId: link.roomId, subject: link.id };
      if (!link.revoked) await audit.record(note, client);
    });
    await endings.endDue(link.id);
  }

  /** Ends one guest's stay. @returns false where that guest is not there (any more) */
  async endStay(roomId: string, userId: string, actor: string): Promise<boolean> {
    const { pool, entries, endings, audit } = this.deps;
    const ended = await inTransaction(pool, async (client) => {
      if (!(await entries.endOfUser(userId, client, roomId))) return false;
      await audit.record({ actor, act: "guest.removed", roomId, subject: userId }, client);
      return true;
    });
    if (ended) await endings.endDue();
    return ended;
  }

  /** Ends the stays of all guests of a room; links stay as they are. */
  async endAllStays(roomId: string, actor: string): Promise<void> {
    const { pool, entries, endings, audit } = this.deps;
    await inTransaction(pool, async (client) => {
      const guests = await entries.endAllOfRoom(roomId, client);
      if (guests === 0) return;
      await audit.record({ actor, act: "guests.dismissed", roomId, details: { guests } }, client);
    });
    await endings.endDue();
  }

  /** Guests of a link with a lobby knock, which only a room can answer that lets people knock. */
  private async letKnock(roomId: string): Promise<void> {
    const { gateway } = this.deps;
    const rules = await gateway.stateContent(roomId, "m.room.join_rules", "");
    const rule: unknown =
      typeof rules === "object" && rules !== null ? Reflect.get(rules, "join_rule") : undefined;
    if (rule !== "invite") return;
    await gateway.sendState(roomId, "m.room.join_rules", "", { join_rule: "knock" });
  }
}

/** @throws ApiProblem `invalid-request` */
function ensureTimes(notBefore: Date | undefined, expiresAt: Date): void {
  if (expiresAt <= new Date() || (notBefore !== undefined && notBefore >= expiresAt)) {
    throw new ApiProblem("invalid-request", { detail: "body.expiresAt: too early" });
  }
}

async function hashOf(password: string | null | undefined): Promise<string | null | undefined> {
  return typeof password === "string" ? hashLinkPassword(password) : password;
}

function factsOf(link: StoredLink): AuditDetails {
  return {
    role: link.role,
    notBefore: link.notBefore?.toISOString() ?? null,
    expiresAt: link.expiresAt.toISOString(),
    maxUses: link.maxUses,
    lobby: link.lobby,
    withCode: link.withCode,
    withPassword: link.passwordHash !== undefined,
  };
}
