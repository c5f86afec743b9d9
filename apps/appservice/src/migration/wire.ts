import type { InstallationConfig } from "@plenum/model";
import type { MigrationKind } from "@plenum/model/migration";
import type { Router } from "express";
import type { Pool } from "pg";
import type PgBoss from "pg-boss";
import type { Administrators } from "../administration/administrators.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { AttemptLimiter } from "../http/attempt-limiter.ts";
import type { Route } from "../http/route.ts";
import type { Logger } from "../logging/logger.ts";
import { PaceKeeper } from "../maintenance/pace-keeper.ts";
import { RepeatingTask } from "../maintenance/repeating.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { RoomAdmin } from "../matrix/room-admin.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { ServiceAccount } from "../matrix/service-account.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import type { MeetingParts } from "../meetings/wire.ts";
import type { Executor } from "./executor.ts";
import { Accounts } from "./executors/accounts.ts";
import { ChannelMembers } from "./executors/channel-members.ts";
import { ContactLists } from "./executors/contacts.ts";
import { History } from "./executors/history.ts";
import { KnownAccounts } from "./executors/known-accounts.ts";
import { MeetingPreparation } from "./executors/meetings.ts";
import { Members } from "./executors/members.ts";
import { Profiles } from "./executors/profiles.ts";
import { RoomMembers } from "./executors/room-members.ts";
import { noteRoom, Rooms } from "./executors/rooms.ts";
import { MigrationHomeserver } from "./homeserver.ts";
import { Ledger } from "./ledger.ts";
import { Mailings } from "./mails/mailings.ts";
import { migrationMailRoutes } from "./mails/routes.ts";
import { MigrationMailSender } from "./mails/sender.ts";
import { MigrationMailStore } from "./mails/store.ts";
import { MeetingApproval } from "./moved-meetings/approval.ts";
import { movedMeetingRoutes } from "./moved-meetings/routes.ts";
import { MovedMeetingStore } from "./moved-meetings/store.ts";
import { oldLinks } from "./old-links/router.ts";
import { migrationPeopleRoutes } from "./people/routes.ts";
import { Puppets } from "./puppets.ts";
import { migrationRoutes, whoMayMigrate } from "./routes.ts";
import { MigrationRunner } from "./runner.ts";
import { WaveStore } from "./wave-store.ts";
import { Waves } from "./waves.ts";

const SECOND = 1000;

/** The parts of the migration that the service works with. */
export interface MigrationParts {
  readonly routes: readonly Route[];
  /** Keeps addresses of the former system working. */
  readonly oldLinks: Router;
  readonly tasks: readonly RepeatingTask[];
  /** Hears every event. */
  handle(event: MatrixEvent): Promise<void>;
  start(): Promise<void>;
  /** Begins nothing new. */
  stop(): void;
}

/** Puts the parts together that move an agency off another system. */
export function wireMigration(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly boss: PgBoss;
  readonly gateway: MatrixGateway;
  readonly account: ServiceAccount;
  readonly provisionings: ProvisioningStore;
  readonly administrators: Administrators;
  readonly rooms: RoomReader;
  readonly meetings: Pick<MeetingParts, "adoption" | "access">;
  readonly audit: AuditLog;
  readonly log: Logger;
}): MigrationParts {
  const { config, pool, boss, gateway, account, administrators, audit, log } = deps;
  const { serverName } = config;
  const homeserver = new MigrationHomeserver(config, account);
  const puppets = new Puppets(homeserver);
  const ledger = new Ledger(pool);
  const store = new WaveStore(pool, audit);
  const members = new Members({ ledger, gateway, homeserver, puppets, serverName });
  const admin = new RoomAdmin(config, account);
  const rooms = { ledger, gateway, homeserver, admin, members, serverName };
  const moved = new MovedMeetingStore(pool);
  const approval = new MeetingApproval({
    config,
    pool,
    store: moved,
    rooms: deps.rooms,
    ...deps.meetings,
  });
  const executors = new Map<MigrationKind, Executor>([
    ["account", new Accounts(homeserver, new KnownAccounts(homeserver))],
    ["profile", new Profiles(homeserver, puppets, ledger)],
    ["space", new Rooms("space", rooms)],
    ["group-room", new Rooms("group-room", rooms)],
    ["channel", new Rooms("channel", rooms)],
    ["history", new History(homeserver, ledger)],
    ["channel-members", new ChannelMembers({ ledger, gateway, homeserver, members })],
    ["members", new RoomMembers({ ledger, members })],
    ["contacts", new ContactLists(puppets, ledger)],
    ["meeting", new MeetingPreparation(moved)],
  ]);
  const pace = new PaceKeeper({
    gateway,
    waitingPeople: () => deps.provisionings.waitingPeople(),
    what: "the migration",
    log,
  });
  const runner = new MigrationRunner({ boss, pool, waves: store, ledger, executors, pace, log });
  const waves = new Waves({ config, pool, store, runner, homeserver, audit });
  const mails = new MigrationMailStore(pool);
  const mailings = new Mailings({ config, pool, waves: store, store: mails, audit });
  const sender =
    config.mail && new MigrationMailSender({ config, mail: config.mail, store: mails, log });
  return {
    routes: [
      ...migrationRoutes({ pool, waves, store, administrators }),
      ...migrationMailRoutes(mailings, whoMayMigrate(administrators)),
      ...movedMeetingRoutes(approval),
      ...migrationPeopleRoutes(pool, deps.meetings.access),
    ],
    oldLinks: oldLinks({
      config,
      store: moved,
      // A whole agency may come from one address, and people try links of which nothing is known.
      attempts: new AttemptLimiter(pool, "old-links", {
        perAddress: 300,
        perNetwork: 1_500,
        within: 300,
      }),
      log,
    }),
    tasks: [
      new RepeatingTask("migration", 10 * SECOND, () => runner.resume(), log),
      ...(sender === undefined
        ? []
        : [new RepeatingTask("migration mails", 5 * SECOND, () => sender.run(), log)]),
    ],
    handle: (event) => noteRoom(event, gateway.botUserId, ledger),
    start: () => runner.start(),
    stop() {
      runner.stop();
      sender?.stop();
    },
  };
}
