// Runs before anything is installed: plain JavaScript, nothing but Node. Checks what is needed,
// installs the npm packages from the lock file, bundles the command line and starts it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lockHash, needsInstall } from "./lock-state.mjs";
import { findGit, findPython } from "./prerequisites.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const shared = join(root, ".plenum");
const cache = join(shared, "cache");
/** Nothing is written outside the project folder, not even a cache. */
const npmCache = join(cache, "npm");
/** Commands that start the stack and therefore need Python and git. */
const NEEDS_EVERYTHING = new Set(["up", "test", "bench"]);

function fail(sentence) {
  process.stderr.write(`plenum: ${sentence}\n`);
  process.exit(1);
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Two launchers at once must not install into the same folder. */
function withLock(name, work) {
  const file = join(cache, `${name}.lock`);
  let told = false;
  for (;;) {
    try {
      const handle = openSync(file, "wx");
      writeSync(handle, String(process.pid));
      closeSync(handle);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const owner = Number(existsSync(file) ? readFileSync(file, "utf8") : 0);
      if (owner > 0 && !isAlive(owner)) rmSync(file, { force: true });
      else if (!told) {
        told = true;
        process.stderr.write("Waiting for another ./plenum that is installing …\n");
      }
      sleep(200);
    }
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Runs npm without ever changing package.json or the lock file. @returns its exit code */
function runNpm(command, logFile) {
  const log = openSync(logFile, command === "ci" ? "w" : "a");
  const result = spawnSync(
    "npm",
    [command, "--no-save", "--no-audit", "--no-fund", "--loglevel=http", "--cache", npmCache],
    { cwd: root, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  if (result.error?.code === "ENOENT") {
    fail(
      "npm is missing; install it together with Node.js (Debian and Ubuntu: apt install npm) and start again.",
    );
  }
  return result.status ?? 1;
}

function installPackages() {
  const record = join(cache, "npm-lock.sha256");
  if (!needsInstall(root, record)) return;
  withLock("npm", () => {
    if (!needsInstall(root, record)) return;
    process.stdout.write("Installing the npm packages (first start: about a minute) …\n");
    const logFile = join(shared, "logs", "npm-install.log");
    mkdirSync(dirname(logFile), { recursive: true });
    const started = Date.now();
    let status = runNpm("ci", logFile);
    if (status !== 0 && /npm error code EUSAGE/.test(readFileSync(logFile, "utf8"))) {
      // A registry that lacks a package for some foreign platform makes `npm ci` call the lock file
      // incomplete. `npm install` passes over that; what it installed is checked against the lock file.
      status = runNpm("install", logFile);
      if (status === 0 && needsInstall(root, record)) status = 1;
    }
    if (status !== 0) {
      fail(
        `The npm packages could not be installed; check the network, or npm's proxy and registry settings, and start again (details: ${logFile}).`,
      );
    }
    rmSync(npmCache, { recursive: true, force: true });
    const seconds = (Date.now() - started) / 1000;
    writeFileSync(record, lockHash(root));
    writeFileSync(join(cache, "npm-install.json"), JSON.stringify({ seconds }));
    process.stdout.write(`✓ npm packages  ${seconds.toFixed(1)} s\n`);
  });
}

function hashFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) hashFolder(hash, path);
    else if (/\.(ts|mjs|json|py|yaml)$/.test(entry.name))
      hash.update(path).update(readFileSync(path));
  }
}

/**
 * Whether a workspace has a version of its own of a package, in its own node_modules: the bundle lies
 * elsewhere and would find the common one.
 */
function isOwn(name, folder) {
  const own = /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
  for (let at = folder; at.startsWith(root) && at !== root; at = dirname(at)) {
    if (existsSync(join(at, "node_modules", own))) return true;
  }
  return false;
}

const PACKAGES_STAY_OUTSIDE = {
  name: "packages-stay-outside",
  setup(api) {
    api.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind === "entry-point" || path.startsWith("@plenum/") || pluginData === isOwn) {
        return undefined;
      }
      if (!isOwn(path, resolveDir)) return { path, external: true };
      const found = await api.resolve(path, { kind, resolveDir, pluginData: isOwn });
      if (found.errors.length > 0) return found;
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

async function buildCommandLine() {
  const hash = createHash("sha256").update(lockHash(root));
  for (const folder of [
    "apps/cli/src",
    "apps/cli/bootstrap",
    "packages/model/src",
    "packages/skype-export/src",
  ])
    hashFolder(hash, join(root, folder));
  const key = hash.digest("hex");
  // A folder for each state of the sources: a running ./plenum keeps the files it was started with.
  const output = join(cache, "cli", key.slice(0, 16));
  const main = join(output, "main.js");
  if (existsSync(join(output, "complete"))) return main;
  const { build, stop } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: "apps/cli/src/main.ts",
      origin: "apps/cli/src/origin/main.ts",
      "contacts-thread": "apps/cli/src/migrate/contacts/thread.ts",
    },
    outdir: output,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: true,
    logLevel: "silent",
    plugins: [PACKAGES_STAY_OUTSIDE],
  });
  await stop();
  writeFileSync(join(output, "complete"), "");
  return main;
}

const command = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (NEEDS_EVERYTHING.has(command)) {
  const problem = findGit().problem ?? findPython().problem;
  if (problem) fail(problem);
}
mkdirSync(cache, { recursive: true });
installPackages();
let main;
try {
  main = await buildCommandLine();
} catch (error) {
  const logFile = join(shared, "logs", "build-cli.log");
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, String(error?.stack ?? error));
  fail(`The command line could not be built from apps/cli (details: ${logFile}).`);
}
process.env.PLENUM_ROOT = root;
await import(pathToFileURL(main).href);
