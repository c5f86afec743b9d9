import {
  type AgencySwitches,
  PROFILE_FIELDS,
  type ProfileField,
  STATUS_FIELD,
  type Status,
} from "@plenum/model";
import { type Extension, ExtensionState } from "matrix-js-sdk/lib/sliding-sync.js";
import type { Observable, OwnStatusChange, People, PersonFacts } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { upload } from "../media/upload.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import { readProfile, shownStatus } from "../profile/profile.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, record, texts } from "../untrusted/guards.ts";
import { readLiveness } from "./liveness.ts";
import { OwnPresence, writeField } from "./own.ts";
import { ServerClock } from "./server-clock.ts";
import { PeopleWatch } from "./watch.ts";

/** Changes of profiles that come with the sync where the server has them (MSC4262). */
const PROFILES_EXTENSION = "org.matrix.msc4262.profiles";

/** Rooms in common that are fetched at most. */
const MOST_ROOMS = 500;

/** People beyond the rooms; outlives the engine underneath, so that views may keep it. */
export class SessionPeople implements People {
  readonly ownStatus: Observable<Status>;
  readonly #clock = new ServerClock();
  readonly #watch = new PeopleWatch(() => globalThis.document?.visibilityState !== "hidden");
  readonly #own = new OwnPresence(this.#clock);
  #engine: Engine | undefined;

  constructor(
    private readonly userId: string,
    private readonly agency: AgencySwitches,
    private readonly guest: boolean,
    lifetime: Lifetime,
    private readonly profileChanged: () => void,
  ) {
    this.ownStatus = this.#own.status;
    if (globalThis.document === undefined) return;
    const wake = (): void => this.#watch.wake();
    document.addEventListener("visibilitychange", wake);
    lifetime.add(() => document.removeEventListener("visibilitychange", wake));
  }

  /** Follows an engine for as long as it lives. */
  attach(engine: Engine): void {
    this.#engine = engine;
    engine.lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    this.#watch.attach(
      {
        profile: (userId, signal) => this.#profile(engine, userId, signal),
        liveness: (userId, signal) => this.#liveness(engine, userId, signal),
      },
      engine.lifetime,
    );
    if (!this.#showsPresence) return;
    this.#own.attach(engine);
    engine.sync.registerExtension(this.#extension());
  }

  of(userId: string): Observable<PersonFacts> {
    return this.#watch.of(userId);
  }

  refresh(userId: string): void {
    this.#watch.refresh(userId);
  }

  async setOwnStatus(change: OwnStatusChange): Promise<void> {
    if (!this.#showsPresence) throw new MatrixFailure("forbidden", "The agency does without it");
    await this.#own.set(change);
  }

  setInCall(inCall: boolean): void {
    if (this.#showsPresence) this.#own.setInCall(inCall);
  }

  setIdle(idle: boolean): void {
    if (this.#showsPresence) this.#own.setIdle(idle);
  }

  async setOwnField(name: ProfileField | "displayName", text: string): Promise<void> {
    const engine = this.#current();
    const value = text.trim().slice(0, 200);
    if (name === "displayName") await writeField(engine, "displayname", value);
    else await writeField(engine, PROFILE_FIELDS[name], value === "" ? undefined : value);
    this.#ownProfileChanged();
  }

  async setOwnPicture(picture: Blob | undefined): Promise<void> {
    const engine = this.#current();
    const { signal } = engine.lifetime;
    const address =
      picture === undefined
        ? ""
        : await upload(engine.api, engine.tokens, picture, () => undefined, signal);
    await writeField(engine, "avatar_url", address);
    this.#ownProfileChanged();
  }

  async roomsWith(userId: string): Promise<readonly string[]> {
    try {
      const answer = await this.#current().api.request({
        method: "GET",
        path: "/v1/mutual_rooms",
        query: { user_id: userId },
      });
      return texts(answer, "joined", MOST_ROOMS);
    } catch {
      // Servers without it, and people who are gone: then there is nothing to list.
      return [];
    }
  }

  now(): number {
    return this.#clock.now();
  }

  get #showsPresence(): boolean {
    return this.agency.presence && !this.guest;
  }

  #current(): Engine {
    if (this.#engine === undefined) {
      throw new MatrixFailure("unreachable", "The session has not started");
    }
    return this.#engine;
  }

  #ownProfileChanged(): void {
    this.#watch.refresh(this.userId, 0);
    this.profileChanged();
  }

  async #profile(
    engine: Engine,
    userId: string,
    signal: AbortSignal,
  ): Promise<PersonFacts["profile"]> {
    const answer = await engine.api.request({
      method: "GET",
      path: path("v3", "profile", userId),
      signal,
    });
    const profile = readProfile(userId, answer);
    return this.#showsPresence ? profile : { ...profile, status: {} };
  }

  async #liveness(
    engine: Engine,
    userId: string,
    signal: AbortSignal,
  ): Promise<PersonFacts["liveness"]> {
    if (!this.#showsPresence) return undefined;
    const response = await engine.api.raw({
      method: "GET",
      path: path("v3", "presence", userId, "status"),
      signal,
    });
    this.#clock.learn(response.headers.get("Date"));
    return readLiveness(await response.json(), this.#clock.now());
  }

  #extension(): Extension<object, object> {
    return {
      name: () => PROFILES_EXTENSION,
      when: () => ExtensionState.PostProcess,
      onRequest: () => Promise.resolve({ enabled: true, fields: [STATUS_FIELD] }),
      onResponse: (answer) => {
        for (const [userId, change] of Object.entries(record(answer, "users") ?? {})) {
          this.#learn(userId, change);
        }
        return Promise.resolve();
      },
    };
  }

  #learn(userId: string, change: unknown): void {
    const updated = record(change, "updated");
    const removed = texts(change, "removed", 100).includes(STATUS_FIELD);
    if (!removed && (updated === undefined || !Object.hasOwn(updated, STATUS_FIELD))) return;
    const value = removed ? undefined : field(updated, STATUS_FIELD);
    if (userId === this.userId) this.#own.learn(value);
    this.#watch.update(userId, (facts) =>
      facts.profile === undefined
        ? facts
        : { ...facts, profile: { ...facts.profile, status: shownStatus(value) } },
    );
  }
}
