import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { installedDiffers } from "../../bootstrap/lock-state.mjs";
import type { Paths } from "../installation/paths.ts";
import { venvPython } from "../python/venv.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/**
 * Packages of a pip lock file that apply to one Python.
 * @param text of requirements.txt, with environment markers on `python_full_version` at most
 * @param isOld true for Python 3.10, which some packages no longer support
 */
export function pinnedPackages(text: string, isOld: boolean): Map<string, string> {
  const result = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, version, marker = ""] =
      /^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]*))?/.exec(line) ?? [];
    if (!name || !version) continue;
    const onlyOld = /python_full_version < '3\.11'/.test(marker);
    const onlyNew = /python_full_version >= '3\.11'/.test(marker);
    if ((onlyOld && !isOld) || (onlyNew && isOld)) continue;
    result.set(normalised(name), version);
  }
  return result;
}

function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

const pipListSchema = z.array(z.object({ name: z.string(), version: z.string() }));

/** Packages installed in another version than the lock file says, or not at all. */
export function differing(
  pinned: ReadonlyMap<string, string>,
  installed: readonly { readonly name: string; readonly version: string }[],
): string[] {
  const there = new Map(installed.map(({ name, version }) => [normalised(name), version]));
  return [...pinned]
    .filter(([name, version]) => there.get(name) !== version)
    .map(([name, version]) => `${name} ${there.get(name) ?? "missing"} instead of ${version}`);
}

async function pythonFinding(paths: Paths): Promise<Finding> {
  const what = "Synapse and its packages";
  const python = venvPython(paths);
  if (!existsSync(python)) {
    return warn(what, "not installed yet", "./plenum up installs them.");
  }
  const list = spawnSync(
    python,
    ["-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
    {
      encoding: "utf8",
    },
  );
  const version = spawnSync(python, ["-c", "import sys; print(sys.version_info[1])"], {
    encoding: "utf8",
  });
  if (list.status !== 0 || version.status !== 0) {
    return fail(
      what,
      "the Python environment is broken",
      `Remove ${paths.venv} and start ./plenum up.`,
    );
  }
  const text = await readFile(join(paths.root, "synapse-config/requirements.txt"), "utf8");
  const pinned = pinnedPackages(text, Number(version.stdout) < 11);
  // Named by the lock file for another implementation of Python only.
  pinned.delete("pycparser");
  const wrong = differing(pinned, pipListSchema.parse(JSON.parse(list.stdout)));
  if (wrong.length > 0) {
    return fail(what, wrong.slice(0, 3).join(", "), `Remove ${paths.venv} and start ./plenum up.`);
  }
  return ok(
    what,
    `Synapse ${pinned.get("matrix-synapse") ?? "?"}, ${pinned.size} packages as pinned`,
  );
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      link: z.boolean().optional(),
      optional: z.boolean().optional(),
      peer: z.boolean().optional(),
    }),
  ),
});

async function packagesOf(file: string): Promise<z.infer<typeof lockSchema>["packages"]> {
  return lockSchema.parse(JSON.parse(await readFile(file, "utf8"))).packages;
}

async function npmFinding(paths: Paths): Promise<Finding> {
  const wanted = await packagesOf(join(paths.root, "package-lock.json"));
  const installed = await packagesOf(join(paths.root, "node_modules/.package-lock.json"));
  const wrong = installedDiffers(wanted, installed);
  return wrong
    ? fail("npm packages", `${wrong} is not as pinned`, "Run npm ci.")
    : ok("npm packages", `${Object.keys(wanted).length} as pinned`);
}

/** Every pinned part against what is installed. */
export async function versionFindings(paths: Paths): Promise<Finding[]> {
  return [await npmFinding(paths), await pythonFinding(paths)];
}
