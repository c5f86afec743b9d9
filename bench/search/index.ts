import { createServer } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { launchBrowser } from "../src/browser.ts";
import type { Bench, Figure } from "../src/figure.ts";
import type { Measured } from "./page.ts";

const MESSAGES = 100_000;

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
  });
  return outputFiles[0]?.text ?? "";
}

/** A page with the index's worker, on an origin of its own. */
async function withPage<T>(root: string, work: (url: string) => Promise<T>): Promise<T> {
  const files = new Map([
    ["/worker.js", await bundle(join(root, "packages/matrix/src/search/worker.ts"))],
    ["/page.js", await bundle(join(root, "bench/search/page.ts"))],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? "");
    const type = file === undefined ? "text/html" : "text/javascript";
    // Isolated, so that the browser tells how much memory the worker takes.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Content-Type", `${type}; charset=utf-8`);
    response.end(file ?? '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    return await work(`http://localhost:${port}/`);
  } finally {
    server.close();
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function one(figure: string, value: number, unit: string, aim?: number): Figure {
  return {
    bench: "search",
    figure,
    value,
    unit,
    ...(aim === undefined ? {} : { aim: { atMost: aim } }),
    spread: [value, value],
    n: 1,
  };
}

function figuresOf({ indexing, queries, restore, figures, memory }: Measured): Figure[] {
  const lowest = Math.min(...queries);
  const highest = Math.max(...queries);
  const query = (name: string, share: number): Figure => ({
    ...one(
      `query over ${figures.messages} messages, ${name}`,
      percentile(queries, share),
      "ms",
      50,
    ),
    spread: [lowest, highest],
    n: queries.length,
  });
  return [
    query("p50", 0.5),
    query("p95", 0.95),
    one("indexing, stored sealed", figures.messages / (indexing / 1000), "messages/s"),
    one("cold start: restore until the first answer", restore, "ms"),
    one("on disk", figures.stored / 1e6, "MB"),
    one("typed arrays of the index in memory", figures.bytes / 1e6, "MB"),
    ...(memory === undefined ? [] : [one("memory of the worker, all of it", memory / 1e6, "MB")]),
  ];
}

/** The index of the search in the worker of a real browser, with its storage. */
export const searchBench: Bench = {
  name: "search",
  describe:
    "Search: 100,000 office messages indexed, stored sealed, restored and searched in the worker",
  run: ({ root, log }) =>
    withPage(root, async (url) => {
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        await page.goto(url);
        await page.waitForFunction(() => "measure" in globalThis);
        log(`search: indexing ${MESSAGES} messages`);
        const measured = await page.evaluate<Measured>(`measure(${MESSAGES})`);
        return figuresOf(measured);
      } finally {
        await browser.close();
      }
    }),
};
