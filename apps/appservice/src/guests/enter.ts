import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import {
  GUEST_LOCALPART_PREFIX,
  guestDisplayName,
  guestStayEnds,
  isGuestUserId,
  judgeGuestLink,
  passesForSomebody,
  powerOfGuestRole,
  type EnterAsGuestResponse,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import { holdingLock } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { Logger } from "../logging/logger.ts";
import type { GuestSession, MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { GuestEndings } from "./ending.ts";
import type { GuestEntry, GuestEntryStore } from "./entry-store.ts";
import type { GuestLinkStore, StoredLink } from "./link-store.ts";

const DEVICE_NAME = "Plenum";
const powerLevelsSchema = z.looseObject({ users: z.record(z.string(), z.number()).default({}) });

/** Lets guests in. */
export class GuestEntrance {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly links: GuestLinkStore;
      readonly entries: GuestEntryStore;
      readonly endings: GuestEndings;
      readonly gateway: MatrixGateway;
      readonly log: Logger;
    },
  ) {}

  /**
   * Makes an account for a guest, lets it into the room of the link, and gives its session. What
   * fails on the way gives the use back and clears away the account.
   * @throws ApiProblem `guest-link-…`, `invalid-request` for a name without a letter, `conflict`
   *   for a name that passes for a colleague in the room, `room-gone`
   */
  async enter(link: StoredLink, name: string): Promise<EnterAsGuestResponse> {
    const { config, entries } = this.deps;
    const displayName = guestDisplayName(name);
    if (displayName === undefined) {
      throw new ApiProblem("invalid-request", { detail: "body.displayName: unreadable" });
    }
    const members = await this.membersOf(link.roomId);
    // Two guests may have one name, and somebody may come back while his former stay still lasts.
    const colleagues = members.filter((member) => !isGuestUserId(member.userId, config.serverName));
    const names = colleagues.map((member) => member.displayName);
    if (passesForSomebody(displayName, names)) {
      throw new ApiProblem("conflict", { detail: "Somebody in the room has this name." });
    }
    const localpart = GUEST_LOCALPART_PREFIX + randomBytes(10).toString("hex");
    const userId = `@${localpart}:${config.serverName}`;
    const expiresAt = guestStayEnds(link.expiresAt, new Date());
    const entry = await entries.open({
      linkId: link.id,
      roomId: link.roomId,
      userId,
      displayName,
      expiresAt,
    });
    if (entry === undefined) throw await this.refusal(link.id);
    const session = await this.carryOut(entry, link, localpart, displayName);
    return { userId, roomId: link.roomId, expiresAt: expiresAt.toISOString(), ...session };
  }

  private async carryOut(
    entry: GuestEntry,
    link: StoredLink,
    localpart: string,
    displayName: string,
  ): Promise<GuestSession> {
    const { entries, gateway } = this.deps;
    try {
      await gateway.register(localpart);
      await gateway.setName(entry.userId, displayName);
      await gateway.invite(link.roomId, entry.userId);
      // The level stands before the guest does, so nobody ever sees him without his role.
      await this.grant(link, entry.userId);
      await gateway.join(entry.userId, link.roomId);
      const session = await gateway.signIn(localpart, DEVICE_NAME);
      if (!(await entries.inside(entry.id))) throw await this.refusal(link.id);
      return session;
    } catch (error) {
      await this.clearAway(entry, error);
      throw error instanceof HomeserverError && error.status === 403
        ? new ApiProblem("room-gone", { cause: error })
        : error;
    }
  }

  private async clearAway(entry: GuestEntry, reason: unknown): Promise<void> {
    const { entries, endings, log } = this.deps;
    log.warn({ err: reason, entry: entry.id }, "a guest could not be let in");
    try {
      await entries.giveBack(entry.id);
      await endings.endDue(entry.linkId);
    } catch (error) {
      // The sweep finds it later.
      log.warn({ err: error, entry: entry.id }, "a failed entry could not be cleared away yet");
    }
  }

  private async membersOf(
    roomId: string,
  ): Promise<readonly { userId: string; displayName: string }[]> {
    try {
      return await this.deps.gateway.members(roomId);
    } catch (error) {
      if (error instanceof HomeserverError && [403, 404].includes(error.status)) {
        throw new ApiProblem("room-gone", { cause: error });
      }
      throw error;
    }
  }

  /** Gives the guest the power of the link's role, one guest of a room after the other. */
  private async grant(link: StoredLink, userId: string): Promise<void> {
    const power = powerOfGuestRole(link.role);
    if (power === 0) return;
    const { pool, gateway } = this.deps;
    await holdingLock(pool, `power:${link.roomId}`, async () => {
      const content = await gateway.stateContent(link.roomId, "m.room.power_levels", "");
      const levels = powerLevelsSchema.parse(content ?? {});
      await gateway.sendState(link.roomId, "m.room.power_levels", "", {
        ...levels,
        users: { ...levels.users, [userId]: power },
      });
    });
  }

  /** Why a link gives no use; somebody else may have been faster. */
  private async refusal(linkId: string): Promise<ApiProblem> {
    const link = await this.deps.links.byId(linkId);
    if (link === undefined) return new ApiProblem("guest-link-unknown");
    const verdict = judgeGuestLink(link, new Date());
    return new ApiProblem(verdict === "open" ? "guest-link-used-up" : verdict);
  }
}
