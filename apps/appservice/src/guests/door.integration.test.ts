import { randomBytes } from "node:crypto";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadInstallation } from "../config/installation.ts";
import { connectionOf } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { GuestDoor, type DoorLimits } from "./door.ts";
import { newGuestCode, newLinkToken } from "./link-token.ts";

/**
 * Guessing codes, with counters of its own in the real database: through the running installation it
 * would close the door for everybody else's tests.
 */

const FEW: DoorLimits = {
  ofAddress: { perAddress: 10, perNetwork: 50, within: 300 },
  ofCodes: { attempts: 30, within: 600 },
  ofOne: { attempts: 3, within: 900 },
};

let pool: Pool;
let config: Awaited<ReturnType<typeof loadInstallation>>;
const purposes: string[] = [];
beforeAll(async () => {
  config = await loadInstallation(process.env);
  pool = new Pool({ ...connectionOf(config), max: 4 });
});
afterAll(async () => {
  for (const purpose of purposes) {
    await pool.query("DELETE FROM attempts WHERE key LIKE $1", [`${purpose}%`]);
  }
  await pool.end();
});

/** Doors of one installation without any links: two replicas count together. */
function door(purpose: string): GuestDoor {
  const links = { byTokenHash: () => nothing(), byCodeHash: () => nothing() };
  return new GuestDoor(
    { config, pool, links, conferences: { conference: () => nothing() } },
    FEW,
    purpose,
  );
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}

function newPurpose(): string {
  const purpose = `test-${randomBytes(4).toString("hex")}`;
  purposes.push(purpose);
  return purpose;
}

/** An address of a network that nobody else has. */
function stranger(): string {
  return `2001:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}:1::1`;
}

async function outcome(at: GuestDoor, key: string, address: string): Promise<string> {
  try {
    await at.open(key, address);
    return "open";
  } catch (error) {
    return error instanceof ApiProblem ? error.code : `unexpected: ${String(error)}`;
  }
}

describe("guessing codes", () => {
  it("from ever new addresses ends for all codes, while links go on", async () => {
    const purpose = newPurpose();
    const [one, other] = [door(purpose), door(purpose)];
    const seen: string[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1) {
      seen.push(await outcome(attempt % 2 === 0 ? one : other, newGuestCode(), stranger()));
    }
    expect(seen.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => "guest-code-unknown"));
    expect(seen[30]).toBe("too-many-attempts");
    expect(await outcome(one, newLinkToken(), stranger())).toBe("guest-link-unknown");
  });

  it("of one code ends for that code, wherever it is tried from", async () => {
    const at = door(newPurpose());
    const code = newGuestCode();
    const seen: string[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      seen.push(await outcome(at, code, stranger()));
    }
    expect(seen.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => "guest-code-unknown"));
    expect(seen[3]).toBe("too-many-attempts");
    expect(await outcome(at, newGuestCode(), stranger())).toBe("guest-code-unknown");
  });

  it("that cannot be codes costs the address alone", async () => {
    const purpose = newPurpose();
    const at = door(purpose);
    const address = stranger();
    const seen: string[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      seen.push(await outcome(at, "2222-2222-2223", address));
    }
    expect(new Set(seen.slice(0, 10))).toEqual(new Set(["guest-code-unknown"]));
    expect(seen[10]).toBe("too-many-attempts");
    const counted = await pool.query("SELECT key FROM attempts WHERE key LIKE $1", [
      `${purpose}:codes%`,
    ]);
    expect(counted.rows).toEqual([]);
  });
});
