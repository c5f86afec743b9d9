import { currentStatus, NO_STATUS, STATUS_FIELD, type Status } from "@plenum/model";
import type { OwnStatusChange } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { shownStatus } from "../profile/profile.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field } from "../untrusted/guards.ts";
import type { ServerClock } from "./server-clock.ts";

/** Milliseconds between two signs of life: see `SIGN_OF_LIFE_LASTS`. */
const SIGN_OF_LIFE = 60_000;
/** Milliseconds for which a call is announced, and after which it is announced again. */
const CALL_LASTS = 10 * 60_000;
const CALL_RENEWED = 4 * 60_000;

/** How this account is seen by others: its status, its call, and that somebody is there at all. */
export class OwnPresence {
  readonly status = new Value<Status>(NO_STATUS);
  #engine: Engine | undefined;
  #idle = false;
  #inCall = false;
  #writing: Promise<void> = Promise.resolve();
  #stopRenewing: (() => void) | undefined;

  constructor(private readonly clock: ServerClock) {}

  attach(engine: Engine): void {
    this.#engine = engine;
    engine.lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    engine.lifetime.interval(SIGN_OF_LIFE, () => this.#showLife());
    void this.#read(engine).then(
      () => this.#showLife(),
      () => this.#showLife(),
    );
    this.#watchPage(engine);
  }

  /** What the server tells of this account's own profile. */
  learn(value: unknown): void {
    this.status.set(share(this.status.get(), shownStatus(value)));
  }

  setIdle(idle: boolean): void {
    if (this.#idle === idle) return;
    this.#idle = idle;
    this.#showLife();
  }

  setInCall(inCall: boolean): void {
    if (this.#inCall === inCall) return;
    this.#inCall = inCall;
    this.#stopRenewing?.();
    this.#stopRenewing = undefined;
    const announce = (): void => {
      // It is also seen in the room; nobody has to be told that this way of showing it failed.
      this.#change((status) => this.#withCall(status)).catch(() => undefined);
    };
    announce();
    if (inCall) this.#stopRenewing = this.#engine?.lifetime.interval(CALL_RENEWED, announce);
  }

  /** @throws MatrixFailure */
  async set(change: OwnStatusChange): Promise<void> {
    await this.#change(({ call }) =>
      this.#withCall({ ...(call ? { call } : {}), ...asked(change) }),
    );
    this.#showLife();
  }

  #withCall({ call: _old, ...status }: Status): Status {
    return this.#inCall
      ? { ...status, call: { until: Math.round(this.clock.now() + CALL_LASTS) } }
      : status;
  }

  /** One after the other, each on what the server holds by then: other devices write as well. */
  async #change(edit: (status: Status) => Status): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined) throw new MatrixFailure("unreachable", "The session has not started");
    const before = this.status.get();
    this.status.set(share(before, edit(before)));
    const write = async (): Promise<void> => {
      const current = await this.#read(engine);
      const next = currentStatus(edit(current), this.clock.now());
      this.status.set(share(this.status.get(), next));
      await writeField(engine, STATUS_FIELD, Object.keys(next).length === 0 ? undefined : next);
    };
    const writing = this.#writing.then(write);
    this.#writing = writing.catch(() => undefined);
    try {
      await writing;
    } catch (error) {
      this.status.set(before);
      throw error;
    }
  }

  async #read(engine: Engine): Promise<Status> {
    const response = await engine.api.raw({
      method: "GET",
      path: path("v3", "profile", engine.tokens.credentials.userId),
      signal: engine.lifetime.signal,
    });
    this.clock.learn(response.headers.get("Date"));
    const status = shownStatus(field(await response.json(), STATUS_FIELD));
    this.status.set(share(this.status.get(), status));
    return status;
  }

  #showLife(): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    const { chosen, out_of_office: absence } = currentStatus(this.status.get(), this.clock.now());
    // Other clients know nothing of the profile field; they show this.
    const words = absence?.text ?? chosen?.text ?? "";
    void engine.api
      .request({
        method: "PUT",
        path: path("v3", "presence", engine.tokens.credentials.userId, "status"),
        body: {
          presence: this.#idle ? "unavailable" : "online",
          ...(words === "" ? {} : { status_msg: words }),
        },
        signal: engine.lifetime.signal,
      })
      // The next sign of life comes in a minute.
      .catch(() => undefined);
  }

  /** A page that is closed says so; one that dies is missed after a while. */
  #watchPage(engine: Engine): void {
    if (globalThis.window === undefined) return;
    const { credentials } = engine.tokens;
    const leave = (): void => {
      void fetch(
        `${credentials.baseUrl}/_matrix/client${path("v3", "presence", credentials.userId, "status")}`,
        {
          method: "PUT",
          keepalive: true,
          headers: {
            "Content-Type": "application/json",
            Authorization: `Bearer ${engine.tokens.credentials.accessToken}`,
          },
          body: JSON.stringify({ presence: "offline" }),
        },
      ).catch(() => undefined);
    };
    const back = (): void => this.#showLife();
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", back);
    engine.lifetime.add(() => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("pageshow", back);
    });
  }
}

function asked(change: OwnStatusChange): Status {
  switch (change.kind) {
    case "chosen":
      return {
        chosen: {
          state: change.state,
          ...(change.until === undefined ? {} : { until: change.until }),
          ...(change.text.trim() === "" ? {} : { text: change.text.trim().slice(0, 300) }),
        },
      };
    case "out-of-office":
      return {
        out_of_office: {
          until: change.until,
          ...(change.from === undefined ? {} : { from: change.from }),
          text: change.text.trim().slice(0, 300),
        },
      };
    case "automatic":
      return NO_STATUS;
    default:
      return change satisfies never;
  }
}

/**
 * Writes one field of the account's own profile, or removes it.
 * @see https://github.com/matrix-org/matrix-spec-proposals/pull/4133
 * @throws MatrixFailure
 */
export async function writeField(engine: Engine, name: string, value: unknown): Promise<void> {
  await engine.api.request({
    method: value === undefined ? "DELETE" : "PUT",
    path: path("v3", "profile", engine.tokens.credentials.userId, name),
    ...(value === undefined ? {} : { body: { [name]: value } }),
  });
}
