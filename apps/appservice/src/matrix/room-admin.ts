import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import { HomeserverError, HomeserverUnreachable } from "./homeserver-error.ts";
import { requestJson } from "./json-request.ts";
import { errcodeOf, type ServiceAccount } from "./service-account.ts";

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 1024 * 1024;

const userAnswer = z.looseObject({ deactivated: z.coerce.boolean().default(false) });
const deletionAnswer = z.object({ delete_id: z.string() });
const statusAnswer = z.looseObject({
  results: z.array(z.looseObject({ status: z.string() })).default([]),
});

/**
 * What only an administrator of the homeserver may do with rooms and accounts.
 * @see https://element-hq.github.io/synapse/latest/admin_api/rooms.html#delete-room-api
 * @throws HomeserverError and HomeserverUnreachable from every method
 */
export class RoomAdmin {
  constructor(
    private readonly config: InstallationConfig,
    private readonly account: ServiceAccount,
  ) {}

  /** Whether an account of this server is there and may be used. */
  async isActive(userId: string): Promise<boolean> {
    const answer = await this.ask("GET", `/v2/users/${encodeURIComponent(userId)}`);
    if (answer === undefined) return false;
    const user = userAnswer.safeParse(answer);
    return user.success && !user.data.deactivated;
  }

  /** Takes everybody of this server out of a room and removes it here; a room that is gone is fine. */
  async deleteRoom(roomId: string, options: { readonly block: boolean }): Promise<void> {
    const path = `/v2/rooms/${encodeURIComponent(roomId)}`;
    const answer = await this.ask("DELETE", path, { block: options.block, purge: true });
    if (answer === undefined) return;
    if (!deletionAnswer.safeParse(answer).success) throw new HomeserverUnreachable();
  }

  /** Whether a deletion of this room is under way. */
  async isBeingDeleted(roomId: string): Promise<boolean> {
    const answer = await this.ask("GET", `/v2/rooms/${encodeURIComponent(roomId)}/delete_status`);
    const status = statusAnswer.safeParse(answer);
    if (!status.success) return false;
    return status.data.results.some((result) =>
      ["scheduled", "active", "shutting_down", "purging"].includes(result.status),
    );
  }

  /** @returns undefined for 404 */
  private async ask(method: "GET" | "DELETE", path: string, body?: object): Promise<unknown> {
    const token = await this.account.current();
    const first = await this.once(method, path, token, body);
    const answer =
      first.status === 401
        ? await this.once(method, path, await this.account.replace(token), body)
        : first;
    if (answer.status === 200) return answer.body;
    if (answer.status === 404) return undefined;
    throw new HomeserverError(answer.status, errcodeOf(answer.body));
  }

  private async once(
    method: "GET" | "DELETE",
    path: string,
    bearer: string,
    body: object | undefined,
  ): Promise<{ status: number; body: unknown }> {
    const url = new URL(`/_synapse/admin${path}`, this.config.synapse.url);
    try {
      return await requestJson(url, {
        method,
        bearer,
        ...(body === undefined ? {} : { body }),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
    } catch (cause) {
      throw new HomeserverUnreachable(cause);
    }
  }
}
