import type { Pool } from "pg";
import { reportListSchema, reportRequestSchema, reportSchema } from "@plenum/model";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { inTransaction } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { standingIn } from "../matrix/standing.ts";
import type { LogReaders } from "../audit/readers.ts";
import type { ReportMailer } from "./mailer.ts";
import type { ReportStore } from "./report-store.ts";

interface ReportDependencies {
  readonly pool: Pool;
  readonly reports: ReportStore;
  readonly rooms: Pick<RoomReader, "standing">;
  readonly readers: LogReaders;
  readonly audit: Pick<AuditLog, "record">;
  /** Tells the agency's address of reports; undefined without a mail server. */
  readonly mailer: Pick<ReportMailer, "wanted" | "wake"> | undefined;
}

/** Reporting a person or a message, and dealing with what was reported. */
export function reportRoutes(deps: ReportDependencies): readonly Route[] {
  const { pool, reports, rooms, readers, audit, mailer } = deps;
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/reports",
      operationId: "report",
      summary:
        "Report a person or a message to the moderators of the room and the agency's administrators. For everybody in the room, guests too.",
      security: "session",
      problems: ["not-a-member", "room-gone", "too-many-attempts", "homeserver-unavailable"],
      body: reportRequestSchema,
      success: {
        status: 201,
        description: "It was taken down.",
        schema: z.object({ id: z.uuid() }),
      },
      async handle(input) {
        const { userId: reporter } = callerOf(input);
        const { roomId, userId, eventId, kind } = input.body;
        await standingIn(rooms, roomId, reporter);
        const mailed = (await mailer?.wanted()) === true;
        const made = await inTransaction(pool, async (client) => {
          const id = await reports.add(input.body, reporter, mailed, client);
          if (id === undefined) throw new ApiProblem("too-many-attempts", { retryAfter: 3600 });
          const details = { report: id, kind, message: eventId !== undefined };
          await audit.record(
            { actor: reporter, act: "report.made", roomId, subject: userId, details },
            client,
          );
          return { id };
        });
        if (mailed) mailer?.wake();
        return made;
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/reports",
      operationId: "listReports",
      summary:
        "Reports, newest first: of a room for its moderators, of all rooms for administrators. Moderators do not see what is about themselves.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({
        roomId: z.string().max(255).optional(),
        state: z.enum(["open", "done", "all"]).default("open"),
        before: z.iso.datetime({ offset: true }).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, description: "The reports.", schema: reportListSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        const { roomId, state, before, limit } = input.query;
        const reader = await readers.ensure(userId, roomId, "see-reports");
        const found = await reports.list({
          roomId,
          before,
          limit,
          ...(state === "all" ? {} : { open: state === "open" }),
          ...(reader === "administrator" ? {} : { notAbout: userId }),
        });
        // The tab asks each time it opens; where there is none nobody has read anything.
        if (found.length > 0) {
          await audit.record({
            actor: userId,
            act: "report.read",
            roomId,
            details: { reports: found.length },
          });
        }
        const last = found.length === limit ? found.at(-1) : undefined;
        return { reports: [...found], ...(last === undefined ? {} : { next: last.at }) };
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/reports/{id}/done",
      operationId: "reportDone",
      summary: "Say that a report was dealt with.",
      security: "session",
      problems: ["forbidden", "not-found", "conflict", "homeserver-unavailable"],
      params: z.object({ id: z.uuid() }),
      success: { status: 200, description: "The report.", schema: reportSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        const { id } = input.params;
        const report = await reports.byId(id);
        if (report === undefined) {
          await readers.ensure(userId, undefined, "see-reports");
          throw new ApiProblem("not-found");
        }
        const reader = await readers.ensure(userId, report.roomId, "see-reports");
        if (reader !== "administrator" && report.userId === userId) {
          throw new ApiProblem("forbidden");
        }
        await inTransaction(pool, async (client) => {
          if (!(await reports.done(id, userId, client))) throw new ApiProblem("conflict");
          const details = { report: id };
          await audit.record(
            { actor: userId, act: "report.done", roomId: report.roomId, details },
            client,
          );
        });
        return { ...report, doneBy: userId, doneAt: new Date().toISOString() };
      },
    }),
  ];
}
