import {
  type AgencySwitches,
  type OpenIdToken,
  openIdTokenSchema,
  parseUserId,
} from "@plenum/model";
import type {
  AccountDrafts,
  Calls,
  Conferences,
  ConnectionState,
  MatrixSession,
  People,
  RoomSummary,
  RoomWork,
  Scheduled,
  SessionCredentials,
} from "../contract.ts";
import { OwnDevices } from "../devices/devices.ts";
import type { SessionCalls } from "../calls/rings.ts";
import type { SessionDrafts } from "../drafts/session-drafts.ts";
import { SessionEncryption } from "../encryption/encryption.ts";
import { failing, MatrixFailure, toFailure } from "../errors/failure.ts";
import type { LastState } from "../last-state/last-state.ts";
import type { KeptRooms } from "../last-state/shape.ts";
import { Media } from "../media/media.ts";
import { SessionMessages } from "../messages/session-messages.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import type { SessionPeople } from "../presence/people.ts";
import * as actions from "../rooms/actions.ts";
import { tellPending } from "../rooms/reading.ts";
import { Pushers } from "../push/pushers.ts";
import { RoomList } from "../rooms/room-list.ts";
import { SessionReading } from "../threads/session-reading.ts";
import { RoomHandle } from "../timeline/room-handle.ts";
import { destroySealedStores } from "../storage/sealed-store.ts";
import { field } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName, localpartOf } from "../untrusted/names.ts";
import { SessionSearch } from "../search/session-search.ts";
import { SessionAccountData } from "./account-data.ts";
import { Api, path } from "./api.ts";
import { deleteCryptoDatabase, Engine } from "./engine.ts";
import { OpenRooms } from "./open-rooms.ts";
import { TabLock } from "./lock.ts";
import { painted } from "./painted.ts";
import { Tokens } from "./tokens.ts";

/** Milliseconds. */
const RESTART_AFTER = 10_000;

/**
 * A signed-in account. Outlives the engine underneath, which exists only while this tab has the
 * session to itself.
 */
export class Session implements MatrixSession {
  readonly userId: string;
  readonly deviceId: string;
  readonly serverName: string;
  readonly guestOf?: string;
  readonly connection = new Value<ConnectionState>({ kind: "starting" });
  readonly profile: Value<{ readonly displayName: string; readonly avatarMxc?: string }>;
  readonly rooms = new Value<ReadonlyMap<string, RoomSummary>>(new Map());
  readonly roomsReady = new Value(false);
  readonly encryption = new SessionEncryption();
  readonly devices = new OwnDevices(() => this.#current());
  readonly media: Media;
  readonly accountData = new SessionAccountData();
  readonly reading = new SessionReading(() => this.#current(), this.rooms);
  readonly messages = new SessionMessages(() => this.#current());
  readonly lastState: Value<{ readonly at: number } | undefined> = new Value(undefined);
  readonly search: SessionSearch;
  readonly push: Pushers;
  readonly #tokens: Tokens;
  readonly #api: Api;
  readonly #kept: LastState | undefined;
  readonly #lock: TabLock;
  /** Ends with `stop`. */
  readonly #lifetime = new Lifetime();
  /** One attempt to have the session, from asking for the lock on. */
  #tenure = new Lifetime();
  #engine: Engine | undefined;
  readonly #openRooms = new OpenRooms<RoomHandle>(
    (roomId, released) => new RoomHandle(roomId, this.#current(), this.rooms, this.#kept, released),
  );

  /** @param kept what this device showed last; undefined for a guest: a visit leaves nothing behind */
  constructor(
    credentials: SessionCredentials,
    events: { credentialsChanged(credentials: SessionCredentials): void },
    private readonly agency: AgencySwitches,
    kept?: LastState,
  ) {
    this.userId = credentials.userId;
    this.deviceId = credentials.deviceId;
    this.serverName = parseUserId(credentials.userId).server;
    if (credentials.guestOf !== undefined) this.guestOf = credentials.guestOf;
    this.profile = new Value({ displayName: localpartOf(credentials.userId) });
    this.#tokens = new Tokens(credentials, {
      credentialsChanged: (changed) => {
        events.credentialsChanged(changed);
        this.#lock.shareTokens(changed);
      },
      signedOut: (reason) => this.#signedOut(reason),
    });
    this.#api = new Api(this.#tokens);
    this.#lock = new TabLock(`${this.userId} ${this.deviceId}`, this.#lifetime, {
      takenOver: () => this.#inBackground(this.#begin(false)),
      tokens: (tokens) => this.#tokens.adopt(tokens),
    });
    this.push = new Pushers(this.#api, this.deviceId);
    this.search = new SessionSearch(credentials, this);
    this.media = new Media(this.#api, this.#lifetime);
    this.#kept = kept;
    if (kept !== undefined) this.#lifetime.add(() => kept.close());
  }

  /** Shows what this device has shown last, until the server has answered. */
  restore(kept: KeptRooms): void {
    if (kept.rooms.length === 0 || this.roomsReady.get()) return;
    this.rooms.set(new Map(kept.rooms.map((room) => [room.id, room])));
    this.profile.set(kept.profile);
    this.lastState.set({ at: kept.at });
    this.roomsReady.set(true);
  }

  async start(): Promise<void> {
    if (this.#lifetime.ended) throw new MatrixFailure("signed-out", "The session was stopped");
    return this.#begin(false);
  }

  stop(): void {
    this.#endEngine();
    this.#lifetime.end();
  }

  async signOut(): Promise<void> {
    try {
      await this.#api.request({ method: "POST", path: "/v3/logout", body: {}, timeout: 10_000 });
    } catch {
      // Signing out here must work without the server as well; the device stays in its list.
    }
    this.#kept?.discard();
    this.stop();
    this.connection.set({ kind: "signed-out", reason: "by-user" });
    deleteCryptoDatabase(this.userId, this.deviceId);
    destroySealedStores(this.userId, this.deviceId);
  }

  async people(): Promise<People> {
    const { SessionPeople } = await import("../presence/people.ts");
    if (this.#people === undefined) {
      this.#people = new SessionPeople(
        this.userId,
        this.agency,
        this.guestOf !== undefined,
        this.#lifetime,
        () => {
          if (this.#engine) void this.#loadProfile(this.#engine);
        },
      );
      if (this.#engine) this.#people.attach(this.#engine);
    }
    return this.#people;
  }

  async calls(): Promise<Calls> {
    const { SessionCalls } = await import("../calls/rings.ts");
    if (this.#calls === undefined) {
      this.#calls = new SessionCalls(this.userId);
      if (this.#engine) this.#calls.attach(this.#engine);
    }
    return this.#calls;
  }

  #calls: SessionCalls | undefined;

  async conferences(): Promise<Conferences> {
    const { createConferences } = await import("../calls/conferences.ts");
    return (this.#conferences ??= createConferences(() => this.#current()));
  }

  #conferences: Conferences | undefined;

  async drafts(): Promise<AccountDrafts> {
    const { SessionDrafts } = await import("../drafts/session-drafts.ts");
    if (this.#drafts === undefined) {
      this.#drafts = new SessionDrafts();
      if (this.#engine) this.#drafts.attach(this.#engine);
    }
    return this.#drafts;
  }

  #drafts: SessionDrafts | undefined;

  async scheduled(): Promise<Scheduled> {
    const { SessionScheduled } = await import("../scheduled/scheduled.ts");
    this.#scheduled ??= new SessionScheduled(() => this.#current(), this.userId);
    return this.#scheduled;
  }

  #scheduled: Scheduled | undefined;

  openRoom(roomId: string): RoomHandle {
    this.#current();
    return this.#openRooms.open(roomId);
  }

  prefetchRoom(roomId: string): void {
    if (this.#engine === undefined || this.rooms.get().get(roomId)?.membership !== "join") return;
    this.#openRooms.open(roomId).close();
  }

  async roomWork(): Promise<RoomWork> {
    this.#staff();
    const { createRoomWork } = await import("../rooms/work.ts");
    return (this.#roomWork ??= createRoomWork(() => this.#staff(), this.rooms));
  }

  #roomWork: RoomWork | undefined;
  async createRoom(options: Parameters<MatrixSession["createRoom"]>[0]): Promise<string> {
    return actions.createRoom(this.#staff(), options);
  }

  async joinRoom(roomIdOrAlias: string): Promise<string> {
    if (this.guestOf !== undefined && roomIdOrAlias !== this.guestOf) this.#staff();
    return actions.joinRoom(this.#current(), roomIdOrAlias);
  }

  async leaveRoom(roomId: string): Promise<void> {
    return actions.leaveRoom(this.#current(), roomId);
  }

  async setFavourite(roomId: string, favourite: boolean): Promise<void> {
    return actions.setFavourite(this.#current(), roomId, favourite);
  }

  async directRoomWith(userId: string): Promise<string> {
    return actions.directRoomWith(this.#staff(), this.rooms.get(), userId);
  }

  async searchPeople(term: string) {
    // A guest sees one room and no directory.
    return this.guestOf === undefined ? actions.searchPeople(this.#current(), term) : [];
  }

  async openIdToken(): Promise<OpenIdToken> {
    const answer = await this.#api.request({
      method: "POST",
      path: path("v3", "user", this.userId, "openid", "request_token"),
      body: {},
    });
    const parsed = openIdTokenSchema.safeParse(answer);
    if (!parsed.success) throw new MatrixFailure("unknown", "No OpenID token came");
    return parsed.data;
  }

  #current(): Engine {
    if (this.#engine === undefined) {
      throw new MatrixFailure("unreachable", "The session has not started");
    }
    return this.#engine;
  }

  /** The engine, for what a guest may not do; the server would refuse as well. */
  #staff(): Engine {
    if (this.guestOf !== undefined) {
      throw new MatrixFailure("forbidden", "A guest has one room and no other");
    }
    return this.#current();
  }

  /**
   * Resolves as soon as the engine runs, or it is clear that another tab has the session. With a
   * last state to show already when rooms can be opened: the rest goes on in the background.
   */
  async #begin(takeOver: boolean): Promise<void> {
    this.#endEngine();
    const tenure = new Lifetime();
    this.#tenure = tenure;
    this.connection.set({ kind: "starting" });
    await new Promise<void>((resolve, reject) => {
      const held = this.#lock.hold({
        takeOver,
        signal: tenure.signal,
        onWaiting: () => {
          this.#elsewhere();
          resolve();
        },
        whileHeld: async () => {
          await this.#run(tenure, resolve);
          resolve();
          await new Promise<void>((ended) => {
            tenure.add(ended);
          });
        },
      });
      held.catch((error: unknown) => {
        // The wait for the lock was given up: by `stop`, or by a new attempt.
        if (tenure.ended) resolve();
        else {
          this.#endEngine();
          reject(toFailure(error));
          this.#againLater(error);
        }
      });
    });
  }

  /** With a last state on the screen a start that failed is told by a line, and tried again. */
  #againLater(error: unknown): void {
    if (this.lastState.get() === undefined) return;
    this.#failed(error);
    this.#lifetime.timeout(RESTART_AFTER, () => this.#inBackground(this.#begin(false)));
  }

  async #run(tenure: Lifetime, opened: () => void): Promise<void> {
    this.connection.set({ kind: "starting" });
    const engine = new Engine(
      this.#tokens,
      {
        live: (complete) => this.#live(complete),
        failed: (error) => this.#failed(error),
      },
      this.agency,
      this.#kept?.receipts,
    );
    tenure.add(() => {
      engine.lifetime.end();
      if (this.#engine === engine) this.#engine = undefined;
    });
    this.#engine = engine;
    this.#roomList = new RoomList(engine, this.rooms);
    this.accountData.attach(engine);
    this.#people?.attach(engine);
    this.#drafts?.attach(engine);
    this.#calls?.attach(engine);
    if (this.guestOf === undefined) this.search.attach(engine);
    void this.#loadProfile(engine);
    void tellPending(engine);
    if (this.lastState.get() !== undefined) {
      opened();
      // Opening the keys keeps the processor busy for a while: what is known shows first.
      engine.askAhead();
      await painted();
    }
    await failing(() => engine.start());
    if (!tenure.ended) this.encryption.attach(engine, this.guestOf !== undefined);
  }

  #roomList: RoomList | undefined;
  #people: SessionPeople | undefined;

  #endEngine(): void {
    this.#tenure.end();
    this.#engine = undefined;
  }

  #elsewhere(): void {
    this.connection.set({
      kind: "elsewhere",
      takeOver: () => {
        if (this.#lifetime.ended) return;
        this.#inBackground(this.#begin(true));
      },
    });
  }

  #inBackground(work: Promise<void>): void {
    work.catch((error: unknown) => this.#failed(error));
  }

  #live(complete: boolean): void {
    this.#roomList?.flush();
    if (complete) this.#complete();
    this.#keep();
    this.roomsReady.set(true);
    this.connection.set(share(this.connection.get(), { kind: "live" }));
  }

  /** Every room is known: those that only the last state still shows are gone. */
  #complete(): void {
    const engine = this.#engine;
    if (engine === undefined || this.#completed === engine) return;
    this.#completed = engine;
    this.#roomList?.forgetUnknown();
    this.lastState.set(undefined);
    this.reading.beginToCount(engine);
  }

  #completed: Engine | undefined;

  /** From the first answer on: until all rooms are known, the others stay as they were kept. */
  #keep(): void {
    const engine = this.#engine;
    if (engine === undefined || this.#keeping === engine) return;
    this.#keeping = engine;
    this.#kept?.follow(this.rooms, this.profile, engine.lifetime);
  }

  #keeping: Engine | undefined;

  #failed(error: unknown): void {
    const before = this.connection.get();
    if (before.kind === "signed-out" || toFailure(error).code === "signed-out") return;
    if (before.kind !== "offline") this.connection.set({ kind: "offline", since: Date.now() });
  }

  #signedOut(reason: "token-expired" | "deactivated"): void {
    this.#endEngine();
    this.connection.set({ kind: "signed-out", reason });
    this.#kept?.discard();
    destroySealedStores(this.userId, this.deviceId);
  }

  async #loadProfile(engine: Engine): Promise<void> {
    try {
      const answer = await engine.api.request({
        method: "GET",
        path: path("v3", "profile", this.userId),
        signal: engine.lifetime.signal,
      });
      const avatarMxc = validMxc(field(answer, "avatar_url"));
      this.profile.set({
        displayName: cleanName(field(answer, "displayname")) || localpartOf(this.userId),
        ...(avatarMxc === undefined ? {} : { avatarMxc }),
      });
    } catch {
      // The local part of the id stands in for the name.
    }
  }
}
