import {
  isGuestUserId,
  knockPause,
  MAX_LOBBY_SENTENCE,
  LOBBY_EVENT,
  CONFERENCE_EVENT,
  parseUserId,
  passesLobby,
  shownName,
  shownWords,
  type InstallationConfig,
} from "@plenum/model";
import { z } from "zod";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { SYSTEM, type Lobby } from "./lobby.ts";
import type { LobbySettingsOfRooms } from "./settings.ts";
import type { StoredWait, WaitStore } from "./wait-store.ts";

/** Knocks of one account at one room within ten minutes, after which it is a flood. */
const MOST_KNOCKS = 5;
const FLOOD_MINUTES = 10;

/** State that says how one comes into a room, and what is said before it. */
const FOLLOWED: ReadonlySet<string> = new Set([LOBBY_EVENT, CONFERENCE_EVENT, "m.room.join_rules"]);

const memberSchema = z.looseObject({
  membership: z.string(),
  displayname: z.string().nullish().catch(undefined),
  reason: z.string().nullish().catch(undefined),
});

interface KnockDependencies {
  readonly config: InstallationConfig;
  readonly conferences: Pick<ProvisioningStore, "conference">;
  readonly waits: WaitStore;
  readonly settings: LobbySettingsOfRooms;
  readonly lobby: Lobby;
  readonly gateway: MatrixGateway;
  /** What the link is called through which a guest knocks at this room; undefined for all others. */
  readonly linkOfGuest: (userId: string, roomId: string) => Promise<string | undefined>;
  readonly log: Logger;
}

/**
 * Follows in the rooms who knocks, and what is decided about that in other clients than ours. What
 * counts is the room as it is now, not the event: so events may come twice, late, or not at all.
 */
export class Knocks {
  constructor(private readonly deps: KnockDependencies) {}

  /** @throws HomeserverUnreachable: the homeserver then delivers the transaction again */
  async handle(event: MatrixEvent): Promise<void> {
    const { room_id: roomId, state_key: key } = event;
    if (roomId === undefined || key === undefined) return;
    if (event.type === "m.room.member") await this.member(roomId, key, event);
    else if (FOLLOWED.has(event.type)) {
      this.follow(roomId).catch((error: unknown) => {
        this.deps.log.warn({ err: error }, "the settings of a lobby are not read yet");
      });
    }
  }

  /** The settings may be different: who waits is told, and who passes by them is let in. */
  async follow(roomId: string): Promise<void> {
    const { settings, waits, lobby } = this.deps;
    if ((await settings.follow(roomId)) === undefined) return;
    lobby.changed(roomId);
    for (const wait of await waits.waiting(roomId)) await this.passIfMay(wait);
  }

  /**
   * Somebody with an account may be knocking.
   * @returns the wait, undefined where he does not knock
   */
  async found(roomId: string, userId: string): Promise<StoredWait | undefined> {
    const { gateway, waits, conferences, config, lobby } = this.deps;
    const before = await waits.ofUser(roomId, userId);
    // Decided a moment ago, and the room does not show it yet: this is still the same knock.
    if (before !== undefined && before.state !== "waiting" && !before.applied) return before;
    // The bot is in conference rooms alone, and cannot look into any other.
    if ((await conferences.conference(roomId)) === undefined) return undefined;
    const member = await gateway.stateEvent(roomId, "m.room.member", userId);
    const content = memberSchema.safeParse(member?.content);
    if (!content.success || content.data.membership !== "knock") {
      // Also where the knock is heard of after the answer to it: who gave it stands in the room.
      if (before?.state === "waiting" && member !== undefined) await this.settle(before, member);
      return undefined;
    }
    const { localpart, server } = parseUserId(userId);
    const guest = isGuestUserId(userId, config.serverName);
    const link = guest ? await this.deps.linkOfGuest(userId, roomId) : undefined;
    // A guest of another room has no business at this one.
    if (guest && link === undefined) {
      await gateway.kick(roomId, userId);
      return undefined;
    }
    const own = server === config.serverName;
    const name = shownName(content.data.displayname ?? "");
    const wait = await waits.add({
      roomId,
      userId,
      kind: guest ? "guest" : own ? "colleague" : "external",
      displayName: name === "" ? localpart : name,
      organisation: link ?? (own ? "" : server),
      reason: shownWords(content.data.reason ?? "", MAX_LOBBY_SENTENCE),
    });
    if (before?.id === wait.id) return wait;
    const refused = !guest && (await this.refuseFlood(wait, userId));
    if (!refused) await this.passIfMay(wait);
    lobby.changed(roomId);
    return waits.ofUser(roomId, userId);
  }

  /** Finds knocks that nobody told of, and ends waits of those who do not knock any more. */
  async lookAt(roomId: string): Promise<void> {
    const { gateway, waits } = this.deps;
    const knocking = await gateway.knocking(roomId);
    const known = (await waits.waiting(roomId)).map(({ userId }) => userId);
    for (const userId of new Set([...knocking, ...known])) await this.found(roomId, userId);
  }

  private async member(roomId: string, userId: string, event: MatrixEvent): Promise<void> {
    const { waits, gateway } = this.deps;
    const { membership } = event.content;
    if (membership === "knock") {
      await this.found(roomId, userId);
      return;
    }
    const own = event.sender === userId || event.sender === gateway.botUserId;
    if ((membership === "leave" || membership === "ban") && !own) {
      await waits.removed(roomId, userId, membership === "ban");
    }
    const wait = await waits.ofUser(roomId, userId);
    if (wait?.state === "waiting") await this.settle(wait, event);
  }

  /** The room has decided, in another client than ours. */
  private async settle(
    wait: StoredWait,
    { sender: by, content }: Pick<MatrixEvent, "sender" | "content">,
  ): Promise<void> {
    const { lobby } = this.deps;
    const { membership } = content;
    const people = [wait.id];
    if (membership === "invite" || membership === "join") {
      // Whoever has joined since says nothing of who let them in.
      const admitter = by === undefined || by === wait.userId ? SYSTEM : by;
      const decision = { state: "admitted", by: admitter, applied: true } as const;
      await lobby.decide(wait.roomId, people, decision);
      return;
    }
    if (membership !== "leave" && membership !== "ban") return;
    if (by === undefined || by === wait.userId) {
      await lobby.decide(wait.roomId, people, { state: "left", by: undefined, applied: true });
      return;
    }
    const reason = memberSchema.safeParse(content).data?.reason ?? "";
    await lobby.decide(wait.roomId, people, {
      state: "refused",
      by,
      sentence: shownWords(reason, MAX_LOBBY_SENTENCE),
      banned: membership === "ban",
      applied: true,
    });
  }

  private async passIfMay(wait: StoredWait): Promise<void> {
    const { settings, waits, lobby } = this.deps;
    const admittedBefore = await waits.wasAdmitted(wait.roomId, { userId: wait.userId });
    const rules = await settings.of(wait.roomId);
    if (passesLobby({ kind: wait.kind, admittedBefore }, rules)) {
      await lobby.admit(wait.roomId, [wait.id], SYSTEM);
    }
  }

  /** Whoever was refused a moment ago, or knocks and withdraws all the time, is refused unseen. */
  private async refuseFlood(wait: StoredWait, userId: string): Promise<boolean> {
    const { waits, lobby } = this.deps;
    const refusals = await waits.refusals(wait.roomId, { userId });
    const pause = knockPause(refusals, undefined, new Date());
    const knocks = await waits.knocks(wait.roomId, userId, FLOOD_MINUTES);
    if (pause === undefined && knocks <= MOST_KNOCKS) return false;
    await lobby.refuse(wait.roomId, [wait.id], "", SYSTEM);
    return true;
  }
}
