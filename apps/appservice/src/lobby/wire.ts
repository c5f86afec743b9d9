import type { Pool } from "pg";
import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { AttemptLimiter } from "../http/attempt-limiter.ts";
import type { Route } from "../http/route.ts";
import type { Logger } from "../logging/logger.ts";
import { RepeatingTask } from "../maintenance/repeating.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { EventListener } from "../matrix/transactions.ts";
import { GuestKnocks } from "./guest-knocks.ts";
import { GuestPasses } from "./guest-passes.ts";
import { Knocks } from "./knocks.ts";
import { Lobby, type GuestAccounts } from "./lobby.ts";
import { lobbyRoutes } from "./routes.ts";
import { LobbySettingsOfRooms } from "./settings.ts";
import { WaitStore } from "./wait-store.ts";
import { WaitingSign } from "./waiting-sign.ts";
import { Wakeups } from "./wakeups.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The lobbies, put together. */
export interface Lobbies {
  readonly guestKnocks: GuestKnocks;
  readonly listen: EventListener;
  readonly routes: readonly Route[];
  readonly tasks: readonly RepeatingTask[];
  /** Looks into every room with a lobby: for what happened while nobody listened. */
  lookEverywhere(): Promise<void>;
  /** Lets go of those who wait for an answer. */
  stop(): void;
}

/** @param guests made later than the lobbies, and asked only when somebody is decided about */
export function wireLobbies(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly conferences: ProvisioningStore;
  readonly guests: GuestAccounts;
  readonly rooms: RoomReader;
  readonly gateway: MatrixGateway;
  readonly audit: AuditLog;
  readonly log: Logger;
}): Lobbies {
  const { config, pool, conferences, guests, rooms, gateway, audit, log } = deps;
  const waits = new WaitStore(pool);
  const wakeups = new Wakeups();
  const passes = new GuestPasses(config);
  const settings = new LobbySettingsOfRooms({ pool, gateway, audit });
  const sign = new WaitingSign({ waits, gateway, log });
  const lobby = new Lobby({
    waits,
    settings,
    sign,
    wakeups,
    guests,
    passes,
    gateway,
    audit,
    log,
  });
  const knocks = new Knocks({
    config,
    conferences,
    waits,
    settings,
    lobby,
    gateway,
    linkOfGuest: (userId, roomId) => linkOfGuest(pool, userId, roomId),
    log,
  });
  const guestKnocks = new GuestKnocks({
    config,
    waits,
    settings,
    lobby,
    knocks,
    passes,
    // A whole class may wait behind one address.
    limit: new AttemptLimiter(pool, "lobby", { perAddress: 60, perNetwork: 300, within: 300 }),
  });

  const lookAt = async (roomIds: readonly string[]): Promise<void> => {
    for (const roomId of roomIds) {
      try {
        await knocks.follow(roomId);
        await knocks.lookAt(roomId);
        sign.put(roomId);
      } catch (error) {
        log.warn({ err: error }, "a lobby could not be looked at");
      }
    }
  };
  const lookEverywhere = async (): Promise<void> => {
    try {
      await lookAt([...new Set([...(await settings.rooms()), ...(await waits.rooms())])]);
    } catch (error) {
      log.warn({ err: error }, "the lobbies could not be looked at");
    }
  };

  return {
    guestKnocks,
    listen: (event) => knocks.handle(event),
    routes: lobbyRoutes({ config, conferences, rooms, waits, settings, lobby, knocks }),
    tasks: [
      new RepeatingTask(
        "lobby",
        5 * SECOND,
        async () => {
          await lobby.applyPending();
          for (const wait of await waits.silent()) await lobby.leave(wait);
        },
        log,
      ),
      new RepeatingTask(
        "those who wait",
        30 * SECOND,
        async () => lookAt(await waits.rooms()),
        log,
      ),
      new RepeatingTask(
        "all lobbies",
        10 * MINUTE,
        async () => {
          await lookEverywhere();
          await waits.forgetOld();
        },
        log,
      ),
    ],
    lookEverywhere,
    stop: () => wakeups.close(),
  };
}

/** Also while the guest is still on the way from the door to the lobby. */
async function linkOfGuest(
  pool: Pool,
  userId: string,
  roomId: string,
): Promise<string | undefined> {
  const found = await pool.query(
    `SELECT link.label FROM guest_entries AS entry JOIN guest_links AS link ON link.id = entry.link_id
     WHERE entry.user_id = $1 AND entry.room_id = $2 AND entry.state IN ('entering', 'waiting')`,
    [userId, roomId],
  );
  return found.rows.length === 0
    ? undefined
    : z.object({ label: z.string() }).parse(found.rows[0]).label;
}
