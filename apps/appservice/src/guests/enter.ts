import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import {
  GUEST_LOCALPART_PREFIX,
  guestDisplayName,
  guestStayEnds,
  judgeGuestLink,
  passesForSomebody,
  powerOfGuestRole,
  type EnterAsGuestResponse,
  type GuestLinkRole,
  type InstallationConfig,
  withPower,
} from "@plenum/model";
import { z } from "zod";
import { holdingLock } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { Logger } from "../logging/logger.ts";
import type { GuestSession, MatrixGateway } from "../matrix/gateway.ts";
import type { GuestWords, LobbyAtTheDoor } from "../lobby/guest-knocks.ts";
import { isRoomLocked } from "../moderation/room-open.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { ColleagueNames } from "./colleague-names.ts";
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
      readonly names: ColleagueNames;
      readonly lobby: LobbyAtTheDoor;
      readonly log: Logger;
    },
  ) {}

  /**
   * Makes an account for a guest, lets it into the room of the link or has it knock there, and gives
   * its session. What fails on the way gives the use back and clears away the account.
   * @throws ApiProblem `guest-link-…`, `invalid-request` for a name without a letter,
   *   `guest-name-taken` for a name that passes for a colleague in the room, `room-gone`,
   *   `lobby-refused` and `too-many-attempts` where the guest has to knock
   */
  async enter(
    link: StoredLink,
    name: string,
    door: GuestWords & { readonly address: string },
  ): Promise<EnterAsGuestResponse> {
    const { config, entries, lobby } = this.deps;
    const displayName = guestDisplayName(name);
    if (displayName === undefined) {
      throw new ApiProblem("invalid-request", { detail: "body.displayName: unreadable" });
    }
    // Two guests may have one name, and somebody may come back while his former stay still lasts.
    if (passesForSomebody(displayName, await this.colleaguesIn(link.roomId))) {
      throw new ApiProblem("guest-name-taken");
    }
    const waiting = await lobby.mustWait(link);
    if (waiting) {
      await lobby.mayKnock(link.roomId, name, door.address);
      await lobby.letKnock(link.roomId);
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
    const session = await this.carryOut(entry, link, localpart, displayName, waiting);
    if (waiting) await lobby.knocked(link.roomId, userId, door, door.address);
    return { userId, roomId: link.roomId, expiresAt: expiresAt.toISOString(), waiting, ...session };
  }

  /**
   * Lets a guest in who waits before a room, with the rights of the link.
   * @returns false where nobody of this id waits there (any more)
   * @throws HomeserverError and HomeserverUnreachable
   */
  async admit(userId: string, roomId: string): Promise<boolean> {
    const { entries, gateway, links } = this.deps;
    const entry = await entries.waitingOf(userId, roomId);
    const link = entry === undefined ? undefined : await links.byId(entry.linkId);
    if (entry === undefined || link === undefined) return false;
    await this.grant(link.role, roomId, userId);
    await gateway.invite(roomId, userId);
    await gateway.join(userId, roomId);
    return entries.inside(entry.id);
  }

  /**
   * Ends the stay of a guest who waits, or is inside.
   * @returns false where there is none (any more)
   */
  async sendAway(userId: string): Promise<boolean> {
    const { entries, endings } = this.deps;
    if (!(await entries.endOfUser(userId))) return false;
    await endings.endDue();
    return true;
  }

  private async carryOut(
    entry: GuestEntry,
    link: StoredLink,
    localpart: string,
    displayName: string,
    waiting: boolean,
  ): Promise<GuestSession> {
    const { entries, gateway } = this.deps;
    try {
      await gateway.register(localpart);
      const [session] = await Promise.all([
        gateway.signIn(localpart, DEVICE_NAME),
        gateway.setName(entry.userId, displayName),
        // The level stands before the guest does, so nobody ever sees him without his role.
        waiting ? undefined : this.grant(link.role, link.roomId, entry.userId),
        waiting ? undefined : gateway.invite(link.roomId, entry.userId),
      ]);
      if (waiting) await gateway.knock(entry.userId, link.roomId);
      else await gateway.join(entry.userId, link.roomId);
      const arrived = await (waiting ? entries.waiting(entry.id) : entries.inside(entry.id));
      if (!arrived) throw await this.refusal(link.id);
      return session;
    } catch (error) {
      await this.clearAway(entry, error);
      if (!(error instanceof HomeserverError && error.status === 403)) throw error;
      const locked = await isRoomLocked(gateway, link.roomId);
      throw new ApiProblem(locked ? "room-locked" : "room-gone", { cause: error });
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

  private async colleaguesIn(roomId: string): Promise<readonly string[]> {
    try {
      return await this.deps.names.in(roomId);
    } catch (error) {
      if (error instanceof HomeserverError && [403, 404].includes(error.status)) {
        throw new ApiProblem("room-gone", { cause: error });
      }
      throw error;
    }
  }

  /** Gives somebody the power of a link's role, one person of a room after the other. */
  async grant(role: GuestLinkRole, roomId: string, userId: string): Promise<void> {
    const power = powerOfGuestRole(role);
    if (power === 0) return;
    const { pool, gateway } = this.deps;
    await holdingLock(pool, `power:${roomId}`, async () => {
      const content = await gateway.stateContent(roomId, "m.room.power_levels", "");
      const levels = powerLevelsSchema.parse(content ?? {});
      await gateway.sendState(roomId, "m.room.power_levels", "", withPower(levels, userId, power));
    });
  }

  /** Why a link gives no use; somebody else may have been faster. */
  async refusal(linkId: string): Promise<ApiProblem> {
    const link = await this.deps.links.byId(linkId);
    if (link === undefined) return new ApiProblem("guest-link-unknown");
    const verdict = judgeGuestLink(link, new Date());
    return new ApiProblem(verdict === "open" ? "guest-link-used-up" : verdict);
  }
}
