import { describe, expect, it } from "vitest";
import type { LedgerRow } from "./executor.ts";
import { ledgerRow as row } from "../testing/ledger-row.ts";
import { Supply } from "./supply.ts";

/** A ledger of so many rows, that hands out up to three at once. */
function ledgerOf(count: number) {
  const left = Array.from({ length: count }, (_, index) => row(String(index)));
  const claims: (readonly string[])[] = [];
  const claim = (held: readonly LedgerRow[]): Promise<readonly LedgerRow[]> => {
    claims.push(held.map(({ key }) => key));
    return Promise.resolve(left.splice(0, 3));
  };
  return { claim, claims };
}

const keys = (rows: readonly LedgerRow[]): string => rows.map(({ key }) => key).join(" ");
const aMoment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the supply of rows", () => {
  it("claims the next ones while the last ones are taken, and says which it holds", async () => {
    const { claim, claims } = ledgerOf(5);
    const supply = new Supply(claim, { most: 3, low: 2 });
    expect(keys(await supply.take(1))).toBe("0");
    expect(claims).toEqual([[]]);
    expect(keys(await supply.take(1))).toBe("1");
    await aMoment();
    expect(claims).toEqual([[], ["1", "2"]]);
    expect(keys(await supply.take(9))).toBe("2 3 4");
  });

  it("does not ask again and again for what is not there", async () => {
    const { claim, claims } = ledgerOf(2);
    const supply = new Supply(claim, { most: 3, low: 8 });
    expect(keys(await supply.take(1))).toBe("0");
    expect(keys(await supply.take(1))).toBe("1");
    await aMoment();
    expect(claims).toHaveLength(1);
    // What has become due meanwhile is found when nothing else is left.
    expect(await supply.take(1)).toEqual([]);
    expect(claims).toHaveLength(2);
  });

  it("claims nothing ahead where each claim has to see the last outcome", async () => {
    const { claim, claims } = ledgerOf(6);
    const supply = new Supply(claim, { most: 3, low: 0 });
    expect(keys(await supply.take(2))).toBe("0 1");
    await aMoment();
    expect(claims).toHaveLength(1);
  });

  it("fails where the ledger does, also ahead", async () => {
    let works = true;
    const supply = new Supply(
      () => (works ? Promise.resolve([row("0"), row("1")]) : Promise.reject(new Error("away"))),
      { most: 2, low: 2 },
    );
    await supply.take(1);
    works = false;
    await supply.take(0);
    await supply.close();
    await expect(supply.take(1)).rejects.toThrow("away");
  });
});
