import { isGuestUserId, MODERATOR_POWER, parseUserId } from "@plenum/model";
import { z } from "zod";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import { NotYet } from "../executor.ts";
import { succeeded, type MigrationHomeserver } from "../homeserver.ts";
import type { Ledger } from "../ledger.ts";
import type { Puppets } from "../puppets.ts";

/** People looked up in the ledger at once. */
const AT_ONCE = 500;

const powerSchema = z.looseObject({ users: z.record(z.string(), z.unknown()).default({}) });

/** How many people came, were asked to come, or could not be asked. */
export interface MemberCounts {
  readonly joined: number;
  readonly invited: number;
  readonly notInvited: number;
}

/**
 * Brings people into rooms of the bot: those whose account the migration made are in it when they sign in
 * for the first time, all others get an invitation that they may decline.
 */
export class Members {
  constructor(
    private readonly deps: {
      readonly ledger: Ledger;
      readonly gateway: MatrixGateway;
      readonly homeserver: MigrationHomeserver;
      readonly puppets: Puppets;
      readonly serverName: string;
    },
  ) {}

  /**
   * Whoever is there already, or has left again, is let be.
   * @throws HomeserverError, HomeserverUnreachable, NotYet when it is halted
   */
  async bring(
    roomId: string,
    people: readonly string[],
    halted: AbortSignal,
  ): Promise<MemberCounts> {
    const { ledger, gateway, serverName } = this.deps;
    const wanted = [...new Set(people)].filter(
      (userId) => userId !== gateway.botUserId && !isGuestUserId(userId, serverName),
    );
    if (wanted.length === 0) return { joined: 0, invited: 0, notInvited: 0 };
    const memberships = await this.membershipsIn(roomId);
    const counts = { joined: 0, invited: 0, notInvited: 0 };
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const part = wanted.slice(start, start + AT_ONCE);
      const accounts = await ledger.accountsOf(part);
      for (const userId of part) {
        if (halted.aborted) throw new NotYet();
        const joins = accounts.get(userId) === "made";
        const became = await this.bringOne(roomId, userId, memberships.get(userId), joins);
        counts[became] += 1;
      }
    }
    return counts;
  }

  /** Takes back invitations that nobody has answered. @throws HomeserverError, HomeserverUnreachable */
  async withdraw(roomId: string, people: readonly string[]): Promise<void> {
    const { gateway } = this.deps;
    const memberships = await this.membershipsIn(roomId);
    for (const userId of new Set(people)) {
      if (memberships.get(userId) === "invite") await gateway.kick(roomId, userId);
    }
  }

  /** Makes people moderators who have no other rights there yet. */
  async promote(roomId: string, managers: readonly string[]): Promise<void> {
    const { gateway } = this.deps;
    if (managers.length === 0) return;
    const content = await gateway.stateContent(roomId, "m.room.power_levels", "");
    const power = powerSchema.parse(content ?? {});
    const users = new Map(Object.entries(power.users));
    const missing = managers.filter((userId) => !users.has(userId) && userId !== gateway.botUserId);
    if (missing.length === 0) return;
    for (const userId of missing) users.set(userId, MODERATOR_POWER);
    await gateway.sendState(roomId, "m.room.power_levels", "", {
      ...power,
      users: Object.fromEntries(users),
    });
  }

  /** Puts a room into the directory of this homeserver. */
  async list(roomId: string): Promise<void> {
    const path = `/_matrix/client/v3/directory/list/room/${encodeURIComponent(roomId)}`;
    succeeded(await this.deps.homeserver.asBot("PUT", path, { visibility: "public" }));
  }

  private async bringOne(
    roomId: string,
    userId: string,
    before: string | undefined,
    joins: boolean,
  ): Promise<keyof MemberCounts> {
    const { gateway, puppets, serverName } = this.deps;
    if (before === "join") return "joined";
    if (before === "leave" || before === "ban") return "notInvited";
    try {
      if (before === undefined) await gateway.invite(roomId, userId);
    } catch (error) {
      if (!isFinal(error)) throw error;
      return "notInvited";
    }
    if (!joins || parseUserId(userId).server !== serverName) return "invited";
    const path = `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`;
    try {
      succeeded(await puppets.ask(userId, "POST", path, {}));
      return "joined";
    } catch (error) {
      if (!isFinal(error)) throw error;
      return "invited";
    }
  }

  private async membershipsIn(roomId: string): Promise<ReadonlyMap<string, string>> {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/members`;
    const schema = z.object({
      chunk: z.array(
        z.looseObject({
          state_key: z.string(),
          content: z.looseObject({ membership: z.string() }),
        }),
      ),
    });
    const answer = schema.parse(succeeded(await this.deps.homeserver.asBot("GET", path)));
    return new Map(answer.chunk.map((member) => [member.state_key, member.content.membership]));
  }
}

/** Refused, and trying again is of no use. */
function isFinal(error: unknown): boolean {
  return error instanceof HomeserverError && error.status !== 429 && error.status < 500;
}
