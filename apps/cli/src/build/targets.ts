import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import type { Paths } from "../installation/paths.ts";
import { runLogged } from "../supervisor/run-logged.ts";
import { Trouble } from "../terminal/trouble.ts";
import { compressFolder } from "./compress.ts";

/** Something that is made from sources and need not be made again while they stay the same. */
export interface BuildTarget {
  readonly name: string;
  readonly title: string;
  /** Files and folders, relative to the project, whose content decides. */
  readonly sources: readonly string[];
  /** Without this file there is nothing to build yet. */
  readonly entry: string;
  /** Must be there after the build. */
  readonly output: string;
  readonly make: (log: string, signal?: AbortSignal) => Promise<void>;
}

/** Npm packages stay outside a bundle, those of this workspace go in. */
const keepPackagesOutside: Plugin = {
  name: "keep-packages-outside",
  setup(api): void {
    api.onResolve({ filter: /^[^./]/ }, (args) =>
      args.kind === "entry-point" || args.path.startsWith("@plenum/")
        ? undefined
        : { path: args.path, external: true },
    );
  },
};

function serviceTarget(
  paths: Paths,
  folder: string,
  title: string,
  entries: Readonly<Record<string, string>>,
): BuildTarget {
  const home = join(paths.root, folder);
  return {
    name: folder.replaceAll("/", "-"),
    title,
    sources: [`${folder}/src`, `${folder}/package.json`, "packages/model/src", "package-lock.json"],
    entry: join(home, "src/main.ts"),
    output: join(home, "dist/main.js"),
    make: async () => {
      // Loaded when something has to be built: most starts build nothing.
      const { build, stop } = await import("esbuild");
      const present = Object.entries(entries).filter(([, source]) =>
        existsSync(join(home, source)),
      );
      await build({
        absWorkingDir: home,
        entryPoints: Object.fromEntries(present),
        outdir: join(home, "dist"),
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        sourcemap: true,
        logLevel: "silent",
        plugins: [keepPackagesOutside],
      });
      // Its helper process would stay as long as the launcher.
      await stop();
    },
  };
}

function viteTarget(
  paths: Paths,
  options: {
    readonly name: string;
    readonly title: string;
    readonly folder: string;
    readonly config: string;
    readonly output: string;
    readonly sources: readonly string[];
  },
): BuildTarget {
  const home = join(paths.root, options.folder);
  const output = join(home, options.output);
  return {
    name: options.name,
    title: options.title,
    sources: [options.folder, ...options.sources, "package-lock.json"],
    entry: join(home, options.config),
    output: join(output, "index.html"),
    make: async (log, signal) => {
      const vite = join(
        dirname(createRequire(join(home, "package.json")).resolve("vite/package.json")),
        "bin/vite.js",
      );
      // Built beside and put in place in one step: who looks meanwhile sees the old client, whole.
      const fresh = join(paths.cache, "build", `${options.name}.next`);
      const old = join(paths.cache, "build", `${options.name}.old`);
      await rm(fresh, { recursive: true, force: true });
      const code = await runLogged(
        process.execPath,
        [
          vite,
          "build",
          "--config",
          options.config,
          "--logLevel",
          "warn",
          "--outDir",
          fresh,
          "--emptyOutDir",
        ],
        { log, cwd: home, signal, env: { ...process.env, NODE_ENV: "production" } },
      );
      if (code !== 0) {
        throw new Trouble(`${options.title} could not be built (details: ${log}).`);
      }
      await compressFolder(fresh);
      await rm(old, { recursive: true, force: true });
      if (existsSync(output)) await rename(output, old);
      await rename(fresh, output);
      await rm(old, { recursive: true, force: true });
    },
  };
}

/** lib-jitsi-meet as the origin serves it: the library, its encryption worker, both compressed. */
function libraryTarget(paths: Paths): BuildTarget {
  const output = join(paths.cache, "libs");
  return {
    name: "lib-jitsi-meet",
    title: "lib-jitsi-meet",
    sources: ["package-lock.json"],
    entry: join(paths.root, "package.json"),
    output: join(output, "lib-jitsi-meet.min.js"),
    make: async () => {
      const manifest = createRequire(join(paths.root, "package.json")).resolve(
        "lib-jitsi-meet/package.json",
      );
      const files = ["lib-jitsi-meet.min.js", "lib-jitsi-meet.e2ee-worker.js"];
      await rm(output, { recursive: true, force: true });
      await mkdir(output, { recursive: true });
      for (const file of files) {
        await cp(join(dirname(manifest), "dist/umd", file), join(output, file));
      }
      await compressFolder(output);
    },
  };
}

/** Everything that is built, in no particular order. */
export function buildTargets(paths: Paths): BuildTarget[] {
  return [
    serviceTarget(paths, "apps/appservice", "Appservice", { main: "src/main.ts" }),
    serviceTarget(paths, "apps/conference-server", "Conference server", {
      main: "src/main.ts",
      "media/child": "src/media/child.ts",
    }),
    libraryTarget(paths),
    viteTarget(paths, {
      name: "web",
      title: "Web client",
      folder: "apps/web",
      config: "vite.config.ts",
      output: "dist",
      sources: ["packages/model", "packages/matrix", "packages/call-widget", "packages/ui"],
    }),
    viteTarget(paths, {
      name: "call-page",
      title: "Call page",
      folder: "packages/call-widget",
      config: "vite.page.config.ts",
      output: "dist-page",
      sources: ["packages/model", "packages/ui"],
    }),
  ];
}
