import type { Pool } from "pg";
import { judgeGuestLink, readGuestCode, type InstallationConfig } from "@plenum/model";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { AttemptLimiter } from "../http/attempt-limiter.ts";
import { ensureNotSpent } from "../http/counter.ts";
import { KeyLimiter } from "../http/key-limiter.ts";
import type { GuestLinkStore, StoredLink } from "./link-store.ts";
import { isLinkPassword } from "./link-password.ts";
import { GuestCodeHash, hashLinkToken } from "./link-token.ts";

/** How often one may be wrong at the door; times in seconds. */
export interface DoorLimits {
  readonly ofAddress: { perAddress: number; perNetwork: number; within: number };
  /** Wrong codes of everybody together, from however many addresses. */
  readonly ofCodes: { attempts: number; within: number };
  /** Failures at one code or one link, its password above all. */
  readonly ofOne: { attempts: number; within: number };
}

/** See decision record 0054 for what follows from these numbers. */
const LIMITS: DoorLimits = {
  ofAddress: { perAddress: 10, perNetwork: 50, within: 300 },
  ofCodes: { attempts: 500, within: 600 },
  ofOne: { attempts: 10, within: 900 },
};

const ALL_CODES = "all";

/** Finds the link behind a token or a code, and lets nobody guess. */
export class GuestDoor {
  private readonly codes: GuestCodeHash;
  private readonly ofAddress: AttemptLimiter;
  private readonly ofCodes: KeyLimiter;
  private readonly ofOne: KeyLimiter;

  /** @param purpose names the counters, so that tests have counters of their own */
  constructor(
    private readonly deps: {
      readonly config: Pick<InstallationConfig, "appservice">;
      readonly pool: Pool;
      readonly links: Pick<GuestLinkStore, "byTokenHash" | "byCodeHash">;
      readonly conferences: Pick<ProvisioningStore, "conference">;
    },
    limits: DoorLimits = LIMITS,
    purpose = "guest-link",
  ) {
    this.codes = new GuestCodeHash(deps.config);
    this.ofAddress = new AttemptLimiter(deps.pool, purpose, limits.ofAddress);
    this.ofCodes = new KeyLimiter(deps.pool, `${purpose}:codes`, limits.ofCodes);
    this.ofOne = new KeyLimiter(deps.pool, `${purpose}:one`, limits.ofOne);
  }

  /**
   * The link of a token or code, if one may enter through it now. A wrong one counts as an attempt.
   * @param key a link's token, or a code in whatever spelling
   * @param even `used-up`: also where no further guest may enter, for those who are in already
   * @throws ApiProblem `guest-link-…`, `guest-code-unknown`, `too-many-attempts`
   */
  async open(
    key: string,
    address: string,
    even?: "used-up",
  ): Promise<{ link: StoredLink; title: string }> {
    const code = readGuestCode(key);
    const link =
      code.kind === "code"
        ? await this.byCode(code.code, address)
        : await this.byToken(key, address);
    const conference =
      link === undefined ? undefined : await this.deps.conferences.conference(link.roomId);
    if (link === undefined || conference === undefined) {
      await this.ofAddress.failed(address);
      throw new ApiProblem(looksTyped(key) ? "guest-code-unknown" : "guest-link-unknown");
    }
    const verdict = judgeGuestLink(link, new Date());
    const passes = even === "used-up" && verdict === "guest-link-used-up";
    if (verdict !== "open" && !passes) {
      throw new ApiProblem(verdict, {
        at: verdict === "guest-link-not-yet" ? link.notBefore : undefined,
      });
    }
    return { link, title: conference.title };
  }

  /**
   * Asks for the password of a link that has one. Attempts count for the address and for the link.
   * @throws ApiProblem `guest-password-needed`, `guest-password-wrong`, `too-many-attempts`
   */
  async checkPassword(
    link: StoredLink,
    password: string | undefined,
    address: string,
  ): Promise<void> {
    if (link.passwordHash === undefined) return;
    if (password === undefined || password.trim() === "") {
      throw new ApiProblem("guest-password-needed");
    }
    await ensureNotSpent(this.deps.pool, [
      ...this.ofAddress.counters(address),
      this.ofOne.counter(link.id),
    ]);
    if (await isLinkPassword(password, link.passwordHash)) return;
    await this.ofAddress.failed(address);
    await this.ofOne.failed(link.id);
    throw new ApiProblem("guest-password-wrong");
  }

  /** @throws ApiProblem `too-many-attempts` */
  private async byToken(token: string, address: string): Promise<StoredLink | undefined> {
    await this.ofAddress.ensureAllowed(address);
    return this.deps.links.byTokenHash(hashLinkToken(token));
  }

  /** @throws ApiProblem `too-many-attempts` for any code, right or wrong, while too many are wrong */
  private async byCode(code: string, address: string): Promise<StoredLink | undefined> {
    const hash = this.codes.of(code);
    const one = hash.toString("base64url");
    await ensureNotSpent(this.deps.pool, [
      ...this.ofAddress.counters(address),
      this.ofCodes.counter(ALL_CODES),
      this.ofOne.counter(one),
    ]);
    const link = await this.deps.links.byCodeHash(hash);
    if (link !== undefined) return link;
    await this.ofAddress.failed(address);
    await this.ofOne.failed(one);
    await this.ofCodes.failed(ALL_CODES);
    throw new ApiProblem("guest-code-unknown");
  }
}

/** True for what is a mistyped code rather than a mangled address: tokens are longer. */
function looksTyped(key: string): boolean {
  return key.replaceAll(/[^0-9A-Za-z]/g, "").length <= 16;
}
