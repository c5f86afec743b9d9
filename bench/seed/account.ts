import type { InstallationConfig } from "@plenum/model";
import { FULL_SIZE, planSeed, type PlannedRoom } from "./plan.ts";
import { ACCOUNT, AccountSeeder } from "./seeder.ts";
import { readSeedState } from "./state.ts";

/** The account with 500 rooms, one of them with 20,000 messages. */
export interface BigAccount {
  readonly localpart: string;
  readonly userId: string;
  readonly password: string;
  /** Most recent first. */
  readonly rooms: readonly (PlannedRoom & { readonly roomId: string })[];
  /** Id of the room with 20,000 messages. */
  readonly bigRoomId: string;
}

/**
 * The measured account of an installation: made now if it is not there yet (some minutes), else
 * at once. A seeding that was broken off is continued.
 */
export async function bigAccount(
  config: InstallationConfig,
  log: (line: string) => void,
): Promise<BigAccount> {
  const plan = planSeed(FULL_SIZE);
  const state = await readSeedState(config.dataDir);
  if (!state.complete) await new AccountSeeder(config, plan, state, log).run();
  const rooms = plan.rooms.map((room) =>
    Object.assign(room, { roomId: state.rooms[room.key] ?? "" }),
  );
  return {
    localpart: ACCOUNT,
    userId: `@${ACCOUNT}:${config.serverName}`,
    password: state.password,
    rooms,
    bigRoomId: rooms.find(({ kind }) => kind === "big")?.roomId ?? "",
  };
}
