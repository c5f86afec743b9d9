import type { Server } from "node:http";
import PgBoss from "pg-boss";
import type { InstallationConfig } from "@plenum/model";
import { publicConfigSchema } from "@plenum/model";
import { z } from "zod";
import { Administrators } from "./administration/administrators.ts";
import { CallEndings } from "./administration/call-endings.ts";
import { Overview } from "./administration/overview.ts";
import { administratorRoutes } from "./administration/routes.ts";
import { AgencySettingsStore } from "./agency/settings.ts";
import { agencyRoutes } from "./agency/routes.ts";
import { Attendance } from "./attendance/attendance.ts";
import { attendanceRoutes } from "./attendance/routes.ts";
import { AttendanceStore } from "./attendance/store.ts";
import { AuditLog } from "./audit/audit-log.ts";
import { publicConfigOf } from "./calls/call-service.ts";
import { CallApplier } from "./calls/apply/applier.ts";
import { applyRoutes } from "./calls/apply/routes.ts";
import { ConferenceControl } from "./calls/conference-control.ts";
import { joinRoutes } from "./calls/join.ts";
import { MembershipEvents } from "./calls/membership-events.ts";
import { CallReconciler } from "./calls/reconcile.ts";
import { subRoomRoutes } from "./calls/sub-rooms/routes.ts";
import { SubRoomStore } from "./calls/sub-rooms/store.ts";
import { SubRooms } from "./calls/sub-rooms/sub-rooms.ts";
import { wireClients } from "./clients/wire.ts";
import { wireConferences } from "./conferences/wire.ts";
import { connectionOf, openDatabase } from "./database/database.ts";
import { wireGuests } from "./guests/wire.ts";
import { healthRoutes, type Readiness } from "./health/health.ts";
import { createApiServer } from "./http/api-server.ts";
import { AttemptLimiter } from "./http/attempt-limiter.ts";
import { forgetOldAttempts } from "./http/counter.ts";
import { IdempotentAnswers } from "./http/idempotency.ts";
import { RequestLimits } from "./http/request-limits.ts";
import { defineRoute, type Route } from "./http/route.ts";
import { wireLobbies } from "./lobby/wire.ts";
import type { Logger } from "./logging/logger.ts";
import { RoomChanges } from "./moderation/room-changes.ts";
import { RoomLock } from "./moderation/room-lock.ts";
import { wireModeration } from "./moderation/wire.ts";
import { persist } from "./maintenance/persist.ts";
import { RepeatingTask } from "./maintenance/repeating.ts";
import { wireMeetings } from "./meetings/wire.ts";
import { MatrixGateway } from "./matrix/gateway.ts";
import { homeserverRoutes } from "./matrix/homeserver-routes.ts";
import { RoomReader } from "./matrix/room-reader.ts";
import { ServiceAccount } from "./matrix/service-account.ts";
import { TransactionHandler } from "./matrix/transactions.ts";
import { wireMigration } from "./migration/wire.ts";
import { describeApi } from "./openapi/describe.ts";
import { pushGateway } from "./push/gateway.ts";
import { BearerTokens } from "./sessions/bearer.ts";
import { sessionRoutes } from "./sessions/routes.ts";
import { wireSpeakingLists } from "./speaking-list/wire.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A running appservice. */
export interface RunningService {
  /** Settles when everything is up; rejects when it cannot come up. */
  readonly ready: Promise<void>;
  /** Ends what is under way and closes everything. */
  stop(): Promise<void>;
}

/**
 * Puts the parts together and starts them: database, HTTP, then what needs the homeserver. The
 * health route answers as soon as the database is there, and says "starting" until all is done.
 * @param migrations folder of the SQL migrations
 * @param signal gives up a start under way
 */
export async function startService(
  config: InstallationConfig,
  migrations: string,
  log: Logger,
  signal: AbortSignal,
): Promise<RunningService> {
  const pool = await openDatabase(config, migrations, log, signal);
  const gateway = new MatrixGateway(config);
  const account = new ServiceAccount(config, pool, log);
  const rooms = new RoomReader(config, account);
  const control = new ConferenceControl(config);
  const bearer = new BearerTokens(config);
  const readiness: Readiness = { ready: false };

  const boss = new PgBoss({ ...bossConnection(config), schedule: false, max: 4 });
  boss.on("error", (error) => log.warn({ err: error }, "the job queue has trouble"));
  const audit = new AuditLog(pool);
  const administrators = new Administrators(config, rooms);
  const applier = new CallApplier({ rooms, control, serverName: config.serverName, log });
  const answers = new IdempotentAnswers(pool);
  const clients = wireClients({ pool, administrators, audit, bearer });
  const conferences = wireConferences({
    config,
    pool,
    boss,
    gateway,
    account,
    rooms,
    administrators,
    audit,
    applier,
    log,
  });
  const lobbies = wireLobbies({
    config,
    pool,
    conferences: conferences.store,
    // Asked when somebody is decided about: by then they are there.
    guests: {
      admit: (userId, roomId) => guests.entrance.admit(userId, roomId),
      sendAway: (userId) => guests.entrance.sendAway(userId),
    },
    rooms,
    gateway,
    audit,
    log,
  });
  const guests = wireGuests({
    config,
    pool,
    conferences: conferences.store,
    gateway,
    rooms,
    control,
    audit,
    administrators,
    lobby: lobbies.guestKnocks,
    log,
  });
  const { entries } = guests;
  const meetings = wireMeetings({
    config,
    pool,
    conferences: conferences.store,
    provisioner: conferences.provisioner,
    templates: conferences.templates,
    lives: conferences.lives,
    ends: conferences.ends,
    gateway,
    rooms,
    links: guests.links,
    audit,
    log,
  });
  const sessionAttempts = new AttemptLimiter(pool, "session", {
    perAddress: 60,
    perNetwork: 300,
    within: 300,
  });
  const subRoomStore = new SubRoomStore(pool);
  const subRooms = new SubRooms({ config, rooms, entries, control, store: subRoomStore, log });
  const membership = new MembershipEvents({
    config,
    entries,
    endings: guests.endings,
    control,
    subRooms,
    log,
  });
  const agency = new AgencySettingsStore(
    pool,
    audit,
    config.agency.switches,
    config.mail !== undefined,
  );
  const roomLock = new RoomLock(pool);
  const roomChanges = new RoomChanges(gateway);
  const attendance = new Attendance({
    lock: roomLock,
    changes: roomChanges,
    store: new AttendanceStore(pool),
    agency,
    control,
    audit,
    serverName: config.serverName,
  });
  const moderation = wireModeration({
    config,
    pool,
    lock: roomLock,
    changes: roomChanges,
    rooms,
    gateway,
    control,
    applier,
    audit,
    administrators,
    agency,
    log,
  });
  const speaking = wireSpeakingLists(
    { config, pool, gateway, rooms, control, applier, audit, log },
    log,
  );
  const migration = wireMigration({
    config,
    pool,
    boss,
    gateway,
    account,
    provisionings: conferences.store,
    administrators,
    rooms,
    meetings,
    audit,
    log,
  });
  const transactions = new TransactionHandler(pool, [
    (event) => conferences.handle(event),
    (event) => migration.handle(event),
    speaking.listener,
    (event) => membership.handle(event),
    (event) => moderation.hear(event),
    (event) => attendance.handle(event),
    lobbies.listen,
  ]);

  const routes: readonly Route[] = [
    ...healthRoutes({ config, pool, readiness }),
    configRoute(config, agency),
    ...joinRoutes({ config, rooms, entries, applier, attempts: sessionAttempts }),
    ...applyRoutes({ config, rooms, speaking: speaking.lists, applier }),
    ...speaking.routes,
    ...subRoomRoutes(subRooms),
    ...conferences.routes,
    ...clients.routes,
    ...guests.routes,
    ...meetings.routes,
    ...sessionRoutes({ config, bearer, attempts: sessionAttempts }),
    ...administratorRoutes(
      administrators,
      new Overview(pool, control, config.serverName),
      new CallEndings({ control, conferences: conferences.store, audit }),
    ),
    ...moderation.routes,
    ...agencyRoutes({ agency, administrators }),
    ...attendanceRoutes({ attendance, rooms }),
    ...lobbies.routes,
    ...migration.routes,
  ];
  const allRoutes: readonly Route[] = [
    ...routes,
    descriptionRoute(() => describeApi(allRoutes, config.publicUrl)),
  ];
  const app = createApiServer({
    routes: allRoutes,
    log,
    authenticate: (token) => clients.authenticate(token),
    limits: new RequestLimits(pool),
    answers,
    before: [
      homeserverRoutes({ hsToken: config.appservice.hsToken, transactions, log }),
      migration.oldLinks,
      ...(config.push === undefined ? [] : [pushGateway({ config: config.push, log })]),
    ],
  });
  const server = await listen(app, config.ports.appservice).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  const reconciler = new CallReconciler(rooms, control, applier, subRooms, speaking.lists, log);
  const tasks = [
    ...lobbies.tasks,
    new RepeatingTask(
      "guests",
      5 * SECOND,
      async () => {
        await entries.giveBackAbandoned();
        await guests.endings.endDue();
      },
      log,
    ),
    new RepeatingTask("calls", 15 * SECOND, () => reconciler.run(), log),
    new RepeatingTask("roles", 5 * SECOND, () => moderation.endRoles(), log),
    new RepeatingTask("attendance", 5 * SECOND, () => attendance.look(), log),
    new RepeatingTask("new calls", 2 * SECOND, () => reconciler.runForNew(), log),
    ...meetings.tasks,
    ...moderation.tasks,
    ...conferences.tasks,
    ...speaking.tasks,
    ...migration.tasks,
    new RepeatingTask(
      "tidying",
      10 * MINUTE,
      async () => {
        await transactions.forgetOld();
        await subRoomStore.forgetOld();
        await forgetOldAttempts(pool);
        await answers.forgetOld();
        await meetings.forgetOld();
        await attendance.forgetOld();
        await moderation.forgetOld();
        await speaking.forgetOld();
      },
      log,
    ),
  ];

  const starting = new AbortController();
  const ready = prepare().catch((error: unknown) => {
    if (!starting.signal.aborted) throw error;
  });

  async function prepare(): Promise<void> {
    await boss.start();
    await agency.current();
    await persist("the accounts at the homeserver", starting.signal, log, async () => {
      await gateway.start();
      await account.current();
    });
    await persist("the homeserver's call back", starting.signal, log, () => gateway.ping());
    await conferences.start();
    await meetings.start();
    await migration.start();
    for (const task of tasks) task.start();
    speaking.catchUp();
    readiness.ready = true;
    void lobbies.lookEverywhere();
    log.info("the appservice is ready");
  }

  return {
    ready,
    async stop() {
      readiness.ready = false;
      starting.abort();
      lobbies.stop();
      await Promise.allSettled([ready]);
      conferences.stop();
      migration.stop();
      await Promise.all(tasks.map((task) => task.stop()));
      await meetings.stop();
      await moderation.stop();
      await close(server);
      await boss.stop({ graceful: true, wait: true, timeout: 8 * SECOND });
      await gateway.stop();
      await pool.end();
    },
  };
}

function configRoute(config: InstallationConfig, agency: AgencySettingsStore): Route {
  return defineRoute({
    method: "get",
    path: "/api/v1/config",
    operationId: "getConfig",
    summary: "What a client has to know before anybody signs in.",
    security: "none",
    problems: [],
    success: { status: 200, description: "The installation.", schema: publicConfigSchema },
    handle: async () => publicConfigOf(config, await agency.currentOrLast()),
  });
}

function descriptionRoute(describe: () => Record<string, unknown>): Route {
  return defineRoute({
    method: "get",
    path: "/api/v1/openapi.json",
    operationId: "getDescription",
    summary: "This description.",
    security: "none",
    problems: [],
    success: {
      status: 200,
      description: "OpenAPI 3.1.",
      schema: z.record(z.string(), z.unknown()),
    },
    handle: () => Promise.resolve(describe()),
  });
}

function bossConnection(config: InstallationConfig): PgBoss.DatabaseOptions {
  const { host, port, user, database } = connectionOf(config);
  return {
    host: host ?? "127.0.0.1",
    port: port ?? 5432,
    user: user ?? "",
    password: config.postgres.password,
    database: database ?? "",
    application_name: "plenum-jobs",
  };
}

function listen(app: ReturnType<typeof createApiServer>, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, "127.0.0.1", (error?: Error) => {
      if (error === undefined) resolve(server);
      else reject(error);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
