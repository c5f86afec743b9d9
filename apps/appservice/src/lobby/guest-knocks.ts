import { createHmac } from "node:crypto";
import {
  guestDisplayName,
  knockPause,
  MAX_LOBBY_SENTENCE,
  passesLobby,
  shownWords,
  type InstallationConfig,
} from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";
import { originOf, type AttemptLimiter } from "../http/attempt-limiter.ts";
import type { GuestPasses } from "./guest-passes.ts";
import type { Knocks } from "./knocks.ts";
import { SYSTEM, type Lobby } from "./lobby.ts";
import type { LobbySettingsOfRooms } from "./settings.ts";
import type { WaitStore } from "./wait-store.ts";

/** What a guest says at the door besides the name. */
export interface GuestWords {
  readonly reason?: string | undefined;
  /** Of an earlier stay: whoever was admitted comes back with it. */
  readonly pass?: string | undefined;
}

interface LinkWithLobby {
  readonly roomId: string;
  readonly lobby: boolean;
}

/** The lobby as the door of the guests sees it. */
export interface LobbyAtTheDoor {
  /** Whether whoever comes through a link has to wait: where it says so, or its room has a lobby. */
  mustWait(link: LinkWithLobby): Promise<boolean>;
  /** People may knock at the room, also where only a link has a lobby. */
  letKnock(roomId: string): Promise<void>;
  /**
   * @param address of the browser
   * @throws ApiProblem `lobby-refused` in the pause after a refusal, `too-many-attempts`
   */
  mayKnock(roomId: string, name: string, address: string): Promise<void>;
  /** A guest has knocked. Who may pass is let in at once. */
  knocked(roomId: string, userId: string, words: GuestWords, address: string): Promise<void>;
}

/** Where guests knock: with limits, and with words that the room does not see. */
export class GuestKnocks implements LobbyAtTheDoor {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly waits: WaitStore;
      readonly settings: LobbySettingsOfRooms;
      readonly lobby: Lobby;
      readonly knocks: Knocks;
      readonly passes: GuestPasses;
      /** Every knock counts, so that nobody fills a lobby. */
      readonly limit: AttemptLimiter;
    },
  ) {}

  async mustWait(link: LinkWithLobby): Promise<boolean> {
    return link.lobby || (await this.deps.settings.of(link.roomId)).on;
  }

  letKnock(roomId: string): Promise<void> {
    return this.deps.settings.letKnock(roomId);
  }

  async mayKnock(roomId: string, name: string, address: string): Promise<void> {
    const { waits, limit } = this.deps;
    const refusals = await waits.refusals(roomId, { addressHash: this.hash(roomId, address) });
    const pause = knockPause(refusals, guestDisplayName(name) ?? "", new Date());
    if (pause === "never") throw new ApiProblem("lobby-refused");
    if (pause !== undefined) {
      const retryAfter = Math.max(1, Math.ceil((pause.getTime() - Date.now()) / 1000));
      throw new ApiProblem("lobby-refused", { retryAfter });
    }
    await limit.ensureAllowed(address);
    await limit.failed(address);
  }

  async knocked(roomId: string, userId: string, words: GuestWords, address: string): Promise<void> {
    const { waits, settings, lobby, knocks, passes } = this.deps;
    const wait = await knocks.found(roomId, userId);
    if (wait?.state !== "waiting") return;
    const reason = shownWords(words.reason ?? "", MAX_LOBBY_SENTENCE);
    await waits.saidAtDoor(wait.id, reason, this.hash(roomId, address));
    const waitId = words.pass === undefined ? undefined : passes.read(words.pass);
    const admittedBefore = waitId !== undefined && (await waits.wasAdmitted(roomId, { waitId }));
    if (passesLobby({ kind: "guest", admittedBefore }, await settings.of(roomId))) {
      await lobby.admit(roomId, [wait.id], SYSTEM);
    }
  }

  /** Tells one address from another for some hours, without saying which it is. */
  private hash(roomId: string, address: string): Buffer {
    return createHmac("sha256", this.deps.config.appservice.asToken)
      .update(`lobby ${roomId} ${originOf(address).address}`)
      .digest();
  }
}
