import { z } from "zod";
import { succeeded, understood, type MigrationHomeserver } from "../homeserver.ts";

/** Accounts of one answer. */
const PAGE = 5_000;
/** Accounts of the first answer where only new ones are asked for. */
const NEW_PAGE = 500;
/** Milliseconds that clocks of one machine's parts differ, and that the homeserver rounds. */
const OVERLAP = 5_000;

const pageSchema = z.looseObject({
  users: z.array(z.looseObject({ name: z.string(), creation_ts: z.number() })),
  next_token: z.string().optional(),
});

/**
 * Names of all accounts of the homeserver, to be asked about without a request for each. Listed once, and
 * from then on only what has become new.
 */
export class KnownAccounts {
  private readonly names = new Set<string>();
  /** Milliseconds since 1970 of the newest account that was listed. */
  private newest: number | undefined;

  constructor(private readonly homeserver: MigrationHomeserver) {}

  has(userId: string): boolean {
    return this.names.has(userId);
  }

  add(userId: string): void {
    this.names.add(userId);
  }

  /** @throws HomeserverError, HomeserverUnreachable */
  async refresh(): Promise<void> {
    const since = this.newest === undefined ? undefined : this.newest - OVERLAP;
    let newest = this.newest ?? 0;
    let from: string | undefined;
    do {
      const query = new URLSearchParams({
        order_by: "creation_ts",
        dir: "b",
        // Of tens of thousands that came in one second, short pages would cost a sorting each.
        limit: String(since === undefined || from !== undefined ? PAGE : NEW_PAGE),
        deactivated: "true",
        locked: "true",
        ...(from === undefined ? {} : { from }),
      });
      const path = `/_synapse/admin/v2/users?${query.toString()}`;
      const page = understood(
        pageSchema,
        succeeded(await this.homeserver.asAdministrator("GET", path)),
      );
      for (const { name } of page.users) this.names.add(name);
      newest = Math.max(newest, ...page.users.map((user) => user.creation_ts));
      const oldest = page.users.at(-1)?.creation_ts ?? 0;
      from = since !== undefined && oldest < since ? undefined : page.next_token;
    } while (from !== undefined);
    this.newest = newest;
  }

  /** The next question begins with a list of all. */
  forget(): void {
    this.names.clear();
    this.newest = undefined;
  }
}
