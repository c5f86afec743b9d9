import type { InstallationConfig } from "@plenum/model";
import type { Pool } from "pg";
import type PgBoss from "pg-boss";
import type { Administrators } from "../administration/administrators.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { CallApplier } from "../calls/apply/applier.ts";
import type { Route } from "../http/route.ts";
import type { Logger } from "../logging/logger.ts";
import { RepeatingTask } from "../maintenance/repeating.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { RoomAdmin } from "../matrix/room-admin.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { ServiceAccount } from "../matrix/service-account.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { BatchRunner } from "./batches/batch-runner.ts";
import { BatchStore } from "./batches/batch-store.ts";
import { Batches } from "./batches/batches.ts";
import { batchRoutes } from "./batches/routes.ts";
import { LifeStore } from "./life/life-store.ts";
import { RoomEnds } from "./life/room-ends.ts";
import { RoomRepair } from "./life/room-repair.ts";
import { RoomUpgrades } from "./life/room-upgrades.ts";
import { lifeRoutes } from "./life/routes.ts";
import { FreshRooms } from "./fresh-rooms.ts";
import { RoomPlanner } from "./planner.ts";
import { Provisioner } from "./provisioner.ts";
import { ProvisioningStore } from "./provisioning-store.ts";
import { RoomMaker } from "./room-maker.ts";
import { conferenceRoutes } from "./routes.ts";
import { templateRoutes } from "./templates/routes.ts";
import { TemplateStore } from "./templates/template-store.ts";

const SECOND = 1000;

/** What other parts need of the making of conference rooms. */
export interface ConferenceParts {
  readonly store: ProvisioningStore;
  readonly provisioner: Provisioner;
  readonly templates: TemplateStore;
  readonly lives: LifeStore;
  readonly ends: RoomEnds;
  readonly routes: readonly Route[];
  readonly tasks: readonly RepeatingTask[];
  /** Hears every event. */
  handle(event: MatrixEvent): Promise<void>;
  start(): Promise<void>;
  /** Begins nothing new. */
  stop(): void;
}

/** Puts the parts together that make conference rooms and look after them. */
export function wireConferences(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly boss: PgBoss;
  readonly gateway: MatrixGateway;
  readonly account: ServiceAccount;
  readonly rooms: RoomReader;
  readonly administrators: Administrators;
  readonly audit: AuditLog;
  readonly applier: CallApplier;
  readonly log: Logger;
}): ConferenceParts {
  const { config, pool, boss, gateway, account, rooms, administrators, audit, applier, log } = deps;
  const store = new ProvisioningStore(pool);
  const templates = new TemplateStore(pool);
  const accounts = new RoomAdmin(config, account);
  const planner = new RoomPlanner({ config, templates, accounts, administrators });
  const { host: jitsiDomain } = new URL(config.conference.external?.serviceUrl ?? config.publicUrl);
  const maker = new RoomMaker({ store, gateway, log, jitsiDomain });
  const provisioner = new Provisioner({ boss, pool, store, planner, maker, log });
  const batchStore = new BatchStore(pool);
  const runner = new BatchRunner({ boss, pool, batches: batchStore, store, maker, gateway, log });
  const batches = new Batches({ pool, store: batchStore, wishes: store, planner, runner, audit });
  const lives = new LifeStore(pool);
  const ends = new RoomEnds({ config, pool, lives, gateway, admin: accounts, audit, log });
  const repair = new RoomRepair({ lives, gateway, audit, applier, log });
  const upgrades = new RoomUpgrades({ config, pool, lives, gateway, audit, log, jitsiDomain });
  const fresh = new FreshRooms(gateway.botUserId);
  return {
    store,
    provisioner,
    templates,
    lives,
    ends,
    routes: [
      ...conferenceRoutes({ provisioner, store, rooms, administrators }),
      ...templateRoutes({ pool, templates, administrators, audit }),
      ...batchRoutes({ batches, store: batchStore, administrators }),
      ...lifeRoutes({
        config,
        lives,
        wishes: store,
        rooms,
        administrators,
        ends,
        repair,
        upgrades,
      }),
    ],
    tasks: [
      new RepeatingTask(
        "provisioning",
        30 * SECOND,
        async () => {
          await provisioner.resume();
          await runner.resume();
        },
        log,
      ),
      new RepeatingTask("changed rooms", SECOND, () => repair.runChanged(), log),
      new RepeatingTask(
        "lives of rooms",
        30 * SECOND,
        async () => {
          await ends.run();
          await repair.runUnseen();
        },
        log,
      ),
    ],
    async handle(event) {
      await maker.handle(event);
      await upgrades.handle(event);
      repair.handle(event);
      if (!fresh.isFurnishing(event)) applier.handle(event);
    },
    async start() {
      await provisioner.start();
      await runner.start();
    },
    stop: () => runner.stop(),
  };
}
