import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @see lock-state.d.mts */
export function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** @see lock-state.d.mts */
export function installedDiffers(wanted, installed) {
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link || !path.startsWith("node_modules/")) continue;
    const there = installed[path];
    if (there ? there.version !== entry.version : !entry.optional && !entry.peer) return path;
  }
  return undefined;
}

/** @see lock-state.d.mts */
export function needsInstall(root, recordFile) {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return true;
  const hash = lockHash(root);
  if (existsSync(recordFile) && readFileSync(recordFile, "utf8").trim() === hash) return false;
  // Somebody may have run npm by hand: what counts is whether the installed versions are the wanted ones.
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages ?? {};
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages ?? {};
  return installedDiffers(wanted, installed) !== undefined;
}
