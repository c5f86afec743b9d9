// Names in package-lock.json the optional packages of foreign platforms that the registry in use
// does not carry: `npm ci` calls a lock file without them incomplete, wherever it runs. Run after
// every change of dependencies: node tools/complete-lock.mjs
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));

/** What a package may run on, from its name, e.g. `@oxlint/binding-linux-x64-musl`. */
function platformOf(name) {
  const match =
    /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)(.*)$/.exec(
      name,
    );
  if (!match) return {};
  const [, os, cpu, rest] = match;
  const libc = rest.includes("musl") ? ["musl"] : rest.includes("gnu") ? ["glibc"] : undefined;
  return { os: [os], cpu: [cpu], ...(os === "linux" && libc ? { libc } : {}) };
}

for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const known = Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`));
    if (known) continue;
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${name} has no exact version: ${version}`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
    process.stdout.write(`added ${name} ${version}\n`);
  }
}

const [root, ...others] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([
  root,
  ...others.toSorted(([a], [b]) => a.localeCompare(b, "en")),
]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
