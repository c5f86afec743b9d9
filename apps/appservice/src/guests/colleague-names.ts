import { isGuestUserId, type InstallationConfig } from "@plenum/model";
import type { MatrixGateway } from "../matrix/gateway.ts";

/** Milliseconds for which a room's names are taken from memory: a class entering reads them once. */
const FRESH_MS = 3_000;
/** Rooms that are kept at most. */
const ROOMS = 200;

/**
 * The names that guests may not take: of everybody in the room, or invited to it, who is no guest.
 * Names of an agency's other people are not among them: seventy thousand people leave few names
 * to the rest of the world, and the mark behind a guest's name says what he is.
 */
export class ColleagueNames {
  private readonly known = new Map<string, { at: number; names: Promise<readonly string[]> }>();

  constructor(
    private readonly config: Pick<InstallationConfig, "serverName">,
    private readonly gateway: Pick<MatrixGateway, "namesIn">,
  ) {}

  /** @throws HomeserverError and HomeserverUnreachable */
  async in(roomId: string): Promise<readonly string[]> {
    const now = performance.now();
    const known = this.known.get(roomId);
    if (known !== undefined && now - known.at < FRESH_MS) return known.names;
    const names = this.read(roomId);
    this.known.delete(roomId);
    this.known.set(roomId, { at: now, names });
    const [oldest] = this.known.keys();
    if (this.known.size > ROOMS && oldest !== undefined) this.known.delete(oldest);
    try {
      return await names;
    } catch (error) {
      this.known.delete(roomId);
      throw error;
    }
  }

  private async read(roomId: string): Promise<readonly string[]> {
    const members = await this.gateway.namesIn(roomId);
    return members
      .filter(({ userId }) => !isGuestUserId(userId, this.config.serverName))
      .map(({ displayName }) => displayName);
  }
}
