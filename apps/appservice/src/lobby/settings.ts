import type { Pool } from "pg";
import {
  CONFERENCE_EVENT,
  conferenceContentSchema,
  joinRuleWithLobby,
  LOBBY_EVENT,
  lobbyContentSchema,
  MAX_LOBBY_MESSAGE,
  shownWords,
  type ChangeLobbyRequest,
} from "@plenum/model";
import { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import { holdingLock } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";

const joinRulesSchema = z.looseObject({ join_rule: z.string() });

/** What a room says about its lobby. */
export interface LobbySettings {
  readonly on: boolean;
  readonly message: string;
  readonly colleagues: boolean;
  readonly returning: boolean;
  readonly beginsAt: Date | undefined;
  /** Rises with every change. */
  readonly version: number;
}

const rowSchema = z.object({
  is_on: z.boolean(),
  message: z.string(),
  colleagues: z.boolean(),
  come_back: z.boolean(),
  begins_at: z.date().nullable(),
  version: z.coerce.number(),
});

const NONE: LobbySettings = {
  on: false,
  message: "",
  colleagues: false,
  returning: true,
  beginsAt: undefined,
  version: 0,
};

/**
 * The settings of lobbies: written into the rooms, and mirrored from them into the database, where
 * those who wait may look without the homeserver being asked each time.
 */
export class LobbySettingsOfRooms {
  constructor(
    private readonly deps: {
      readonly pool: Pool;
      readonly gateway: Pick<MatrixGateway, "stateContent" | "sendState">;
      readonly audit: AuditLog;
    },
  ) {}

  /** As they were when the room was looked at last. */
  async of(roomId: string): Promise<LobbySettings> {
    const found = await this.deps.pool.query("SELECT * FROM lobbies WHERE room_id = $1", [roomId]);
    if (found.rows.length > 0) return settingsOf(found.rows[0]);
    // A new room, of which nothing was heard yet.
    return (await this.follow(roomId)) ?? NONE;
  }

  /** Rooms with a lobby. */
  async rooms(): Promise<readonly string[]> {
    const found = await this.deps.pool.query("SELECT room_id FROM lobbies WHERE is_on");
    return found.rows.map((row) => z.object({ room_id: z.string() }).parse(row).room_id);
  }

  /**
   * Reads a room anew, and opens it for knocking where it wants a lobby.
   * @returns undefined for a room that is no conference room
   */
  async follow(roomId: string): Promise<LobbySettings | undefined> {
    const { gateway, pool } = this.deps;
    // A change under way has written one half of itself: it is waited for.
    return holdingLock(pool, `lobby:${roomId}`, async (client) => {
      const [conference, lobby] = await Promise.all([
        gateway.stateContent(roomId, CONFERENCE_EVENT, ""),
        gateway.stateContent(roomId, LOBBY_EVENT, ""),
      ]);
      const wanted = conferenceContentSchema.safeParse(conference);
      if (!wanted.success) return undefined;
      if (wanted.data.lobby) await this.setJoinRule(roomId, true);
      const content = lobbyContentSchema.parse(lobby);
      const stored = await client.query(
        `INSERT INTO lobbies AS old (room_id, is_on, message, colleagues, come_back, begins_at)
       SELECT room_id, $2, $3, $4, $5, $6 FROM conferences WHERE room_id = $1
       ON CONFLICT (room_id) DO UPDATE SET is_on = EXCLUDED.is_on, message = EXCLUDED.message,
         colleagues = EXCLUDED.colleagues, come_back = EXCLUDED.come_back,
         begins_at = EXCLUDED.begins_at,
         version = old.version + CASE WHEN
           (old.message, old.begins_at, old.is_on, old.colleagues, old.come_back) IS DISTINCT FROM
           (EXCLUDED.message, EXCLUDED.begins_at, EXCLUDED.is_on, EXCLUDED.colleagues, EXCLUDED.come_back)
           THEN 1 ELSE 0 END
       RETURNING *`,
        [
          roomId,
          wanted.data.lobby,
          shownWords(content.message, MAX_LOBBY_MESSAGE, { lines: true }),
          content.colleagues,
          content.returning,
          wanted.data.starts_at ?? null,
        ],
      );
      return stored.rows.length === 0 ? undefined : settingsOf(stored.rows[0]);
    });
  }

  /**
   * Writes a change into the room. Those inside notice nothing of it; those who wait go on waiting.
   * @throws ApiProblem `not-a-conference`
   */
  async change(roomId: string, change: ChangeLobbyRequest, by: string): Promise<void> {
    const { gateway, pool, audit } = this.deps;
    await holdingLock(pool, `lobby:${roomId}`, async (client) => {
      const [conferenceNow, lobbyNow] = await Promise.all([
        gateway.stateContent(roomId, CONFERENCE_EVENT, ""),
        gateway.stateContent(roomId, LOBBY_EVENT, ""),
      ]);
      const conference = conferenceContentSchema.safeParse(conferenceNow);
      if (!conference.success) throw new ApiProblem("not-a-conference");
      const before = lobbyContentSchema.parse(lobbyNow);
      const after = {
        ...before,
        ...(change.message === undefined
          ? {}
          : { message: shownWords(change.message, MAX_LOBBY_MESSAGE, { lines: true }) }),
        ...(change.colleagues === undefined ? {} : { colleagues: change.colleagues }),
        ...(change.returning === undefined ? {} : { returning: change.returning }),
      };
      const different =
        before.message !== after.message ||
        before.colleagues !== after.colleagues ||
        before.returning !== after.returning;
      if (different) await gateway.sendState(roomId, LOBBY_EVENT, "", after);
      const turned = change.on !== undefined && change.on !== conference.data.lobby;
      if (turned) {
        await this.setJoinRule(roomId, change.on === true);
        // As it stands there, with whatever others keep in it.
        const content = { ...z.looseObject({}).parse(conferenceNow), lobby: change.on };
        await gateway.sendState(roomId, CONFERENCE_EVENT, "", content);
      }
      if (!different && !turned) return;
      await audit.record(
        {
          actor: by,
          act: turned
            ? change.on === true
              ? "lobby.turned-on"
              : "lobby.turned-off"
            : "lobby.changed",
          roomId,
          details: { colleagues: after.colleagues, returning: after.returning },
        },
        client,
      );
    });
  }

  /** People may knock at the room, also where only a guest link has a lobby. */
  letKnock(roomId: string): Promise<void> {
    return this.setJoinRule(roomId, true);
  }

  private async setJoinRule(roomId: string, on: boolean): Promise<void> {
    const { gateway } = this.deps;
    const now = joinRulesSchema.safeParse(
      await gateway.stateContent(roomId, "m.room.join_rules", ""),
    );
    const before = now.success ? now.data : { join_rule: "invite" };
    const rule = joinRuleWithLobby(before.join_rule, on);
    if (rule === before.join_rule) return;
    await gateway.sendState(roomId, "m.room.join_rules", "", { ...before, join_rule: rule });
  }
}

function settingsOf(raw: unknown): LobbySettings {
  const row = rowSchema.parse(raw);
  return {
    on: row.is_on,
    message: row.message,
    colleagues: row.colleagues,
    returning: row.come_back,
    beginsAt: row.begins_at ?? undefined,
    version: row.version,
  };
}
