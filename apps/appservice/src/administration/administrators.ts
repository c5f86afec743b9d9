import { isGuestUserId, parseUserId, type InstallationConfig } from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";
import type { RoomReader } from "../matrix/room-reader.ts";

/** Who may administrate conferences: whoever administrates this homeserver. Nothing is remembered. */
export class Administrators {
  constructor(
    private readonly config: InstallationConfig,
    private readonly rooms: Pick<RoomReader, "isAdministrator">,
  ) {}

  /** @throws HomeserverError and HomeserverUnreachable */
  async includes(userId: string): Promise<boolean> {
    const { serverName } = this.config;
    if (parseUserId(userId).server !== serverName || isGuestUserId(userId, serverName))
      return false;
    return this.rooms.isAdministrator(userId);
  }

  /** @throws ApiProblem `forbidden` for anybody else */
  async ensure(userId: string): Promise<void> {
    if (!(await this.includes(userId))) {
      throw new ApiProblem("forbidden", { obstacle: "administrators" });
    }
  }
}
