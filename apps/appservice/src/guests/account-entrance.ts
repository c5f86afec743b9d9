import {
  isGuestUserId,
  parseUserId,
  powerLevelOf,
  powerOfGuestRole,
  type EnterWithAccountResponse,
  type InstallationConfig,
} from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { LobbyAtTheDoor } from "../lobby/guest-knocks.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import { isRoomLocked } from "../moderation/room-open.ts";
import type { GuestEntrance } from "./enter.ts";
import type { GuestEntryStore } from "./entry-store.ts";
import type { StoredLink } from "./link-store.ts";

/** Lets people in through a guest link who have an account of their own, here or elsewhere. */
export class AccountEntrance {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly entries: GuestEntryStore;
      readonly entrance: GuestEntrance;
      readonly gateway: MatrixGateway;
      readonly lobby: Pick<LobbyAtTheDoor, "mustWait" | "letKnock">;
    },
  ) {}

  /**
   * Whose account enters. An account of this agency is proven by its session. One of another agency is
   * only named: an invitation does nothing unless its owner accepts it.
   * @throws ApiProblem `unauthorised` for what is not proven, `forbidden` for guests and servers not known
   */
  accountOf(caller: string | undefined, named: string | undefined): string {
    const { serverName, appservice } = this.deps.config;
    if (named !== undefined && caller !== undefined && named !== caller) {
      throw new ApiProblem("unauthorised");
    }
    const userId = caller ?? named;
    if (userId === undefined) throw new ApiProblem("unauthorised");
    const { server } = parseUserId(userId);
    const known = server === serverName || Object.hasOwn(appservice.trustedHomeservers, server);
    if (!known || isGuestUserId(userId, server)) throw new ApiProblem("forbidden");
    if (caller === undefined && server === serverName) throw new ApiProblem("unauthorised");
    return userId;
  }

  /**
   * Invites an account to the room of a link, which takes a use; who is in already takes none.
   * Where the link has a lobby the person knocks, like everybody else.
   * @throws ApiProblem `guest-link-…`, `forbidden` for somebody banned, `room-locked`, `room-gone`,
   *   `homeserver-unavailable` where the account's own server does not answer
   */
  async enter(link: StoredLink, userId: string): Promise<EnterWithAccountResponse> {
    const { entries, entrance, gateway, lobby } = this.deps;
    const { roomId } = link;
    const before = await gateway.membership(roomId, userId);
    if (before === "ban") throw new ApiProblem("forbidden");
    if (before === "join" || before === "invite") return { roomId, membership: before };
    if (await isRoomLocked(gateway, roomId)) throw new ApiProblem("room-locked");
    if (await lobby.mustWait(link)) {
      await lobby.letKnock(roomId);
      return { roomId, membership: "knock" };
    }
    if (!(await entries.useWithAccount(link.id))) throw await entrance.refusal(link.id);
    try {
      if (await this.wouldRaise(link, userId)) await entrance.grant(link.role, roomId, userId);
      await gateway.invite(roomId, userId);
      return { roomId, membership: "invite" };
    } catch (error) {
      await entries.giveBackUse(link.id);
      if (!(error instanceof HomeserverError)) throw error;
      if (error.status === 403) throw new ApiProblem("room-gone", { cause: error });
      // An invitation is handed over to the server of whoever is invited, which does not answer.
      if (error.status >= 500) {
        throw new ApiProblem("homeserver-unavailable", { retryAfter: 30, cause: error });
      }
      throw error;
    }
  }

  /** A link gives rights, and takes none that somebody has. */
  private async wouldRaise(link: StoredLink, userId: string): Promise<boolean> {
    const { gateway } = this.deps;
    const levels = await gateway.stateContent(link.roomId, "m.room.power_levels", "");
    const create = { sender: gateway.botUserId, content: {} };
    return powerOfGuestRole(link.role) > powerLevelOf(userId, create, levels);
  }
}
