import type { Pool } from "pg";
import {
  agencySettingsSchema,
  type AgencySettings,
  type AgencySettingsAnswer,
  type AgencySwitches,
} from "@plenum/model";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { holdingLock, type Queryable } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";

const rowSchema = z.object({ version: z.number().int(), settings: agencySettingsSchema });

/** What the agency has settled for everybody; kept in the database and read with every question. */
export class AgencySettingsStore {
  private last: AgencySettingsAnswer | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly audit: AuditLog,
    /** What the configuration file leaves on. */
    private readonly possible: AgencySwitches,
    /** Whether there is a mail server to send by. */
    private readonly sendsMail = false,
  ) {}

  async current(): Promise<AgencySettingsAnswer> {
    const { possible, sendsMail } = this;
    this.last = { ...(await stored(this.pool)), possible, sendsMail };
    return this.last;
  }

  /** As `current`; while the database is away, what held before. */
  async currentOrLast(): Promise<AgencySettingsAnswer> {
    try {
      return await this.current();
    } catch (error) {
      if (this.last === undefined) throw error;
      return this.last;
    }
  }

  /**
   * Changes the settings as a whole.
   * @param version that the change was made on
   * @throws ApiProblem `conflict` where somebody else has changed them since
   */
  async change(
    by: string,
    version: number,
    settings: AgencySettings,
  ): Promise<AgencySettingsAnswer> {
    return holdingLock(this.pool, "agency-settings", async (client) => {
      const before = await stored(client);
      if (before.version !== version) throw new ApiProblem("conflict");
      await client.query(
        `INSERT INTO agency_settings (version, settings, changed_by) VALUES ($1, $2, $3)
         ON CONFLICT (only_one) DO UPDATE
         SET version = $1, settings = $2, changed_by = $3, changed_at = now()`,
        [version + 1, JSON.stringify(settings), by],
      );
      await this.audit.record(
        {
          actor: by,
          act: "agency.changed",
          details: {
            off: settings.off.toSorted().join(" "),
            attendanceAllowed: settings.attendance.allowed,
            attendanceKeepDays: settings.attendance.keepDays,
            // The address itself may be somebody's.
            reportMail: settings.reportMail !== undefined,
          },
        },
        client,
      );
      const { possible, sendsMail } = this;
      return { ...settings, version: version + 1, possible, sendsMail };
    });
  }
}

async function stored(on: Queryable): Promise<AgencySettings & { version: number }> {
  const found = await on.query("SELECT version, settings FROM agency_settings");
  const row = rowSchema.safeParse(found.rows[0]);
  return row.success
    ? { ...row.data.settings, version: row.data.version }
    : { ...agencySettingsSchema.parse({}), version: 0 };
}
