import type { Pool } from "pg";
import type { InstallationConfig } from "@plenum/model";
import type { Administrators } from "../administration/administrators.ts";
import { AuditedEvents, forgetAuditedEvents } from "../audit/audited-events.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { LogReaders } from "../audit/readers.ts";
import { auditRoutes } from "../audit/routes.ts";
import type { CallApplier } from "../calls/apply/applier.ts";
import type { ConferenceControl } from "../calls/conference-control.ts";
import type { Route } from "../http/route.ts";
import type { AgencySettingsStore } from "../agency/settings.ts";
import type { Logger } from "../logging/logger.ts";
import { RepeatingTask } from "../maintenance/repeating.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { EventListener } from "../matrix/transactions.ts";
import { ReportMailer } from "../reports/mailer.ts";
import { ReportStore } from "../reports/report-store.ts";
import { reportRoutes } from "../reports/routes.ts";
import { Moderation } from "./moderation.ts";
import type { RoomChanges } from "./room-changes.ts";
import type { RoomLock } from "./room-lock.ts";
import { moderationRoutes } from "./routes.ts";
import { TemporaryRoles } from "./temporary-roles.ts";

const SECOND = 1000;

/** Moderation, the audit log and reports, put together. */
export function wireModeration(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly lock: RoomLock;
  readonly changes: RoomChanges;
  readonly rooms: RoomReader;
  readonly gateway: MatrixGateway;
  readonly control: ConferenceControl;
  readonly applier: CallApplier;
  readonly audit: AuditLog;
  readonly administrators: Administrators;
  readonly agency: AgencySettingsStore;
  readonly log: Logger;
}): {
  readonly routes: readonly Route[];
  readonly tasks: readonly RepeatingTask[];
  readonly hear: EventListener;
  /** Takes back roles for one meeting that are over. */
  endRoles(): Promise<void>;
  forgetOld(): Promise<void>;
  stop(): Promise<void>;
} {
  const {
    config,
    pool,
    lock,
    changes,
    rooms,
    gateway,
    control,
    applier,
    audit,
    administrators,
    agency,
    log,
  } = deps;
  const { serverName } = config;
  const audited = new AuditedEvents(pool, audit, gateway.botUserId);
  const temporary = new TemporaryRoles({ pool, lock, changes, audit, applier, serverName, log });
  const readers = new LogReaders({ administrators, rooms, serverName });
  const reports = new ReportStore(pool);
  const { mail } = config;
  const mailer = mail && new ReportMailer({ config, mail, agency, pool, log });
  const moderation = new Moderation({
    serverName,
    rooms,
    control,
    gateway,
    changes,
    lock,
    applier,
    audit,
    audited,
    temporary,
  });
  return {
    routes: [
      ...auditRoutes({ audit, administrators, readers }),
      ...moderationRoutes(moderation),
      ...reportRoutes({ pool, reports, rooms, readers, audit, mailer }),
    ],
    tasks:
      mailer === undefined
        ? []
        : [new RepeatingTask("report mails", 20 * SECOND, () => mailer.run(), log)],
    async stop() {
      await mailer?.stop();
    },
    hear: (event) => audited.handle(event),
    async endRoles() {
      await temporary.endDue(await control.conferences().catch(() => undefined));
    },
    async forgetOld() {
      await forgetAuditedEvents(pool);
      await reports.forgetOld();
      const newest = await audit.newest();
      // In another place than the database, so that a log made anew shows.
      if (newest !== undefined) {
        log.info({ number: newest.number, hash: newest.hash }, "the end of the audit log");
      }
    },
  };
}
