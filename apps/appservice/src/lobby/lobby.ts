import { knockPause, MAX_LOBBY_SENTENCE, shownWords, type OwnWait } from "@plenum/model";
import type { LobbyOutcome } from "@plenum/model";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { GuestPasses } from "./guest-passes.ts";
import type { LobbySettings, LobbySettingsOfRooms } from "./settings.ts";
import type { Decision, StoredWait, WaitStore } from "./wait-store.ts";
import type { WaitingSign } from "./waiting-sign.ts";
import type { Wakeups } from "./wakeups.ts";

/** Who decides where no person does. */
export const SYSTEM = "system";
/** Milliseconds for which a question of somebody who waits stays open. */
const PATIENCE = 20_000;
/** Milliseconds after which a change made by another process is noticed. */
const NAP = 3_000;

/** What the lobby asks of the guests' part: their accounts are made and ended there. */
export interface GuestAccounts {
  /** Lets a guest in, with the rights of the link. @returns false where none waits (any more) */
  admit(userId: string, roomId: string): Promise<boolean>;
  /** Ends the stay of a guest. */
  sendAway(userId: string): Promise<unknown>;
}

interface LobbyDependencies {
  readonly waits: WaitStore;
  readonly settings: LobbySettingsOfRooms;
  readonly sign: WaitingSign;
  readonly wakeups: Wakeups;
  readonly guests: GuestAccounts;
  readonly passes: GuestPasses;
  readonly gateway: Pick<MatrixGateway, "membership" | "invite" | "kick">;
  readonly audit: AuditLog;
  readonly log: Logger;
}

/** Decides about those who wait, carries that out, and tells it to them. */
export class Lobby {
  constructor(private readonly deps: LobbyDependencies) {}

  /** Lets people in. Of everybody asked for it says what became of them, whoever decided. */
  admit(
    roomId: string,
    people: "all" | readonly string[],
    by: string,
  ): Promise<readonly LobbyOutcome[]> {
    return this.decide(roomId, people, { state: "admitted", by });
  }

  /** @param sentence read by those who are refused */
  refuse(
    roomId: string,
    people: "all" | readonly string[],
    sentence: string,
    by: string,
  ): Promise<readonly LobbyOutcome[]> {
    const shown = shownWords(sentence, MAX_LOBBY_SENTENCE);
    return this.decide(roomId, people, { state: "refused", by, sentence: shown });
  }

  /** Somebody does not want to wait any more, or has closed the window. */
  async leave(wait: StoredWait): Promise<void> {
    await this.decide(wait.roomId, [wait.id], { state: "left", by: undefined });
  }

  /** Any decision; a decision that the room does not show yet is carried out at once, or later. */
  async decide(
    roomId: string,
    people: "all" | readonly string[],
    decision: Decision,
  ): Promise<readonly LobbyOutcome[]> {
    const { waits, audit } = this.deps;
    const results = await waits.decide(roomId, people, decision, async (decided, client) => {
      if (decision.state === "left") return;
      // Names stay out of it: the log cannot forget.
      for (const wait of decided) {
        await audit.record(
          {
            actor: decision.by ?? SYSTEM,
            act: `lobby.${decision.state}`,
            roomId,
            subject: wait.userId,
            details: { kind: wait.kind },
          },
          client,
        );
      }
    });
    const fresh = results.filter(({ now }) => now).map(({ wait }) => wait);
    if (fresh.length > 0) this.changed(roomId);
    await Promise.all(fresh.filter((wait) => !readsFirst(wait)).map((wait) => this.attempt(wait)));
    return results.flatMap(({ wait, now }) =>
      wait.state === "waiting"
        ? []
        : [
            {
              id: wait.id,
              displayName: wait.displayName,
              outcome: wait.state,
              ...(wait.decidedBy === undefined ? {} : { by: wait.decidedBy }),
              yours: now,
            },
          ],
    );
  }

  /** Something is different for a room: who waits is told, and how many wait is shown. */
  changed(roomId: string): void {
    this.deps.wakeups.wake(roomId);
    this.deps.sign.put(roomId);
  }

  /** Carries out what a crash, or a homeserver that was away, has left undone. */
  async applyPending(): Promise<void> {
    for (const wait of await this.deps.waits.toApply(50)) await this.attempt(wait);
  }

  /**
   * What somebody who waits may know, as soon as it differs from what he has seen.
   * @param find reads the wait anew
   * @param seen of the answer before; undefined for an answer at once
   * @returns undefined where there is no wait
   */
  async news(
    find: () => Promise<StoredWait | undefined>,
    seen: string | undefined,
  ): Promise<OwnWait | undefined> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const wait = await find();
      if (wait === undefined) return undefined;
      const answer = await this.describe(wait);
      const left = deadline - performance.now();
      const over = answer.state !== "waiting" || left <= 0 || this.deps.wakeups.ended;
      // Decided and not carried out yet is no news: that comes with the room's answer.
      const news = answer.seen !== seen && (seen === undefined || answer.state === wait.state);
      if (news || over) return answer;
      await this.deps.wakeups.nap(wait.roomId, Math.min(NAP, left));
    }
  }

  async describe(wait: StoredWait): Promise<OwnWait> {
    const settings = await this.deps.settings.of(wait.roomId);
    // Whoever is told comes in at once: not before the room lets him.
    const state = wait.state === "admitted" && !wait.applied ? "waiting" : wait.state;
    const pause = wait.state === "refused" ? await this.pauseAfter(wait) : undefined;
    return {
      state,
      since: wait.since.toISOString(),
      message: settings.message,
      ...beginning(settings),
      ...(wait.state === "refused" ? { sentence: wait.sentence } : {}),
      ...(pause === undefined || pause === "never" ? {} : { againAt: pause.toISOString() }),
      ...(wait.kind === "guest" && state === "admitted"
        ? { pass: this.deps.passes.of(wait.id) }
        : {}),
      seen: `${wait.version}.${settings.version}`,
    };
  }

  /** When somebody who was refused may knock again. */
  private async pauseAfter(wait: StoredWait): Promise<Date | "never" | undefined> {
    const now = new Date();
    if (wait.banned) return "never";
    const refusals = await this.deps.waits.refusals(wait.roomId, { userId: wait.userId });
    return knockPause(refusals, undefined, now) ?? now;
  }

  private async attempt(wait: StoredWait): Promise<void> {
    try {
      await this.apply(wait);
    } catch (error) {
      this.deps.log.warn({ err: error }, "a decision in a lobby is not carried out yet");
    }
  }

  /** Bears repetition. */
  private async apply(wait: StoredWait): Promise<void> {
    const { waits } = this.deps;
    if (wait.applied || wait.state === "waiting") return;
    const done =
      wait.kind === "guest" ? await this.applyToGuest(wait) : await this.applyToOne(wait);
    if (!done) return;
    await waits.applied(wait.id);
    this.deps.wakeups.wake(wait.roomId);
  }

  private async applyToOne(wait: StoredWait): Promise<boolean> {
    const { gateway, log } = this.deps;
    const membership = await gateway.membership(wait.roomId, wait.userId);
    // Whoever does not knock any more has gone, or somebody has done it already.
    if (membership !== "knock") return true;
    try {
      if (wait.state === "admitted") await gateway.invite(wait.roomId, wait.userId);
      else await gateway.kick(wait.roomId, wait.userId, wait.sentence || undefined);
    } catch (error) {
      if (!(error instanceof HomeserverError) || error.status !== 403) throw error;
      log.warn({ err: error }, "the room does not take a decision of its lobby");
    }
    return true;
  }

  private async applyToGuest(wait: StoredWait): Promise<boolean> {
    const { guests, gateway } = this.deps;
    if (wait.state !== "admitted") {
      await guests.sendAway(wait.userId);
      return true;
    }
    if (await guests.admit(wait.userId, wait.roomId)) return true;
    // Decided before the guest was through with knocking: once more, soon.
    return (await gateway.membership(wait.roomId, wait.userId)) !== "knock";
  }
}

/** Whether somebody is to read the sentence before the account goes, a few seconds later. */
function readsFirst(wait: StoredWait): boolean {
  return wait.kind === "guest" && wait.state === "refused";
}

function beginning(settings: LobbySettings): { beginsAt?: string } {
  return settings.beginsAt === undefined ? {} : { beginsAt: settings.beginsAt.toISOString() };
}
