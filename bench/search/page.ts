import { serviceBehind } from "../../packages/matrix/src/search/calls.ts";
import type { IndexFigures } from "../../packages/matrix/src/search/service.ts";
import { officeMessages, QUERIES } from "./office-messages.ts";

/** What the page measured, in milliseconds and bytes. */
export interface Measured {
  readonly indexing: number;
  readonly queries: readonly number[];
  readonly restore: number;
  readonly figures: IndexFigures;
  /** What the worker takes after a collection of garbage, where the browser tells. */
  readonly memory?: number;
}

const STORE = "plenum bench search";
const BATCH = 100;
const TURNS = 10;

function start() {
  return serviceBehind(new Worker("/worker.js", { type: "module" }));
}

/** The longest stretch between asking and the answer, as whoever types feels it. */
async function measure(count: number): Promise<Measured> {
  indexedDB.deleteDatabase(STORE);
  const messages = officeMessages(count);
  const first = start();
  await first.open({ store: STORE, limit: count });
  const began = performance.now();
  for (let at = 0; at < count; at += BATCH) {
    await first.update({ add: messages.slice(at, at + BATCH) });
  }
  await first.flush();
  const indexing = performance.now() - began;
  await first.close();
  first.end();

  const second = start();
  const opened = performance.now();
  await second.open({ store: STORE, limit: count });
  await second.search({ text: "haushalt" }, { limit: 20 });
  const restore = performance.now() - opened;
  const queries: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const text of QUERIES) {
      const asked = performance.now();
      await second.search({ text }, { limit: 20, context: turn % 2 === 0 });
      queries.push(performance.now() - asked);
    }
  }
  const figures = await second.figures();
  const memory = await workerMemory();
  await second.close();
  second.end();
  indexedDB.deleteDatabase(STORE);
  return {
    indexing,
    queries,
    restore,
    figures,
    ...(memory === undefined ? {} : { memory }),
  };
}

/** @see https://wicg.github.io/performance-measure-memory/ */
async function workerMemory(): Promise<number | undefined> {
  const measuring = performance as {
    measureUserAgentSpecificMemory?: () => Promise<{
      readonly breakdown: readonly {
        readonly bytes: number;
        readonly attribution: readonly { readonly scope: string }[];
      }[];
    }>;
  };
  const told = await measuring.measureUserAgentSpecificMemory?.();
  return told?.breakdown
    .filter(({ attribution }) =>
      attribution.some(({ scope }) => scope === "DedicatedWorkerGlobalScope"),
    )
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

Object.assign(globalThis, { measure });
