import {
  isGuestUserId,
  madeFrom,
  parseUserId,
  planRoom,
  type BadLine,
  type ConferenceTemplate,
  type createConferenceRequestSchema,
  type InstallationConfig,
  type RoomPlan,
} from "@plenum/model";
import type { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { Caller } from "../http/route.ts";
import type { RoomAdmin } from "../matrix/room-admin.ts";
import { settingsOf, type TemplateStore } from "./templates/template-store.ts";

/** A wish with all defaults filled in, as it is stored. */
export type StoredWish = z.output<typeof createConferenceRequestSchema>;

/** A wish that can be carried out. */
export interface PlannedRoom {
  /** The caller under which the wish stands: a Matrix user id, or `client:<id>`. */
  readonly maker: string;
  readonly owner: string;
  readonly wish: StoredWish;
  readonly plan: RoomPlan;
  /** Not before. */
  readonly dueAt: Date;
}

/** Why a wish cannot be carried out. */
export type Refusal = Pick<BadLine, "field" | "reason">;

/** What was looked up already, for many wishes at once. */
export interface LookedUp {
  readonly owners: Map<string, Promise<boolean>>;
  readonly templates: Map<string, Promise<ConferenceTemplate | undefined>>;
}

/** Finds out whose room a wish is for and what it is to be like. */
export class RoomPlanner {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly templates: TemplateStore;
      readonly accounts: Pick<RoomAdmin, "isActive">;
      readonly administrators: Pick<Administrators, "includes">;
    },
  ) {}

  /** A plan for a wish, or why there is none. */
  async plan(
    caller: Caller,
    wish: StoredWish,
    known: LookedUp = { owners: new Map(), templates: new Map() },
  ): Promise<PlannedRoom | Refusal> {
    const owner = wish.owner ?? (caller.client === undefined ? caller.userId : undefined);
    if (owner === undefined) return { field: "owner", reason: "missing" };
    if (!this.isColleague(owner)) return { field: "owner", reason: "unknown-person" };
    if (owner !== caller.userId) {
      const active = known.owners.get(owner) ?? this.deps.accounts.isActive(owner);
      known.owners.set(owner, active);
      if (!(await active)) return { field: "owner", reason: "unknown-person" };
    }
    const id = wish.template ?? wish.kind;
    const looked = known.templates.get(id) ?? this.deps.templates.find(id);
    known.templates.set(id, looked);
    const template = await looked;
    if (template === undefined) return { field: "template", reason: "unknown-template" };
    if (template.away) return { field: "template", reason: "template-away" };
    const { plan, refused } = planRoom(wish, { id, settings: settingsOf(template) });
    if (refused[0] !== undefined) return { field: refused[0], reason: "template-fixed" };
    const from = madeFrom(plan);
    const dueAt = from !== undefined && from > new Date() ? from : new Date();
    return { maker: caller.userId, owner, wish, plan, dueAt };
  }

  /**
   * As `plan`, for a single request of somebody.
   * @throws ApiProblem `forbidden`, `invalid-request`
   */
  async planOne(caller: Caller, wish: StoredWish): Promise<PlannedRoom> {
    // Rooms are made for people of this server, not for guests or other agencies.
    if (caller.client === undefined && !this.isColleague(caller.userId)) {
      throw new ApiProblem("forbidden");
    }
    if (wish.owner !== undefined && wish.owner !== caller.userId) {
      await this.ensureMayNameOwners(caller);
    }
    const planned = await this.plan(caller, wish);
    if ("reason" in planned) {
      throw new ApiProblem("invalid-request", {
        detail: `body.${planned.field ?? ""}: ${planned.reason}`,
      });
    }
    return planned;
  }

  /** Other systems and administrators make rooms for others. @throws ApiProblem `forbidden` */
  async ensureMayNameOwners(caller: Caller): Promise<void> {
    if (caller.client !== undefined) return;
    if (!(await this.deps.administrators.includes(caller.userId))) {
      throw new ApiProblem("forbidden");
    }
  }

  private isColleague(userId: string): boolean {
    const { serverName } = this.deps.config;
    return parseUserId(userId).server === serverName && !isGuestUserId(userId, serverName);
  }
}
