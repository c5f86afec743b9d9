export interface LockEntry {
  version?: string | undefined;
  link?: boolean | undefined;
  optional?: boolean | undefined;
  peer?: boolean | undefined;
}

/** SHA-256 of package-lock.json. */
export function lockHash(root: string): string;

/** The first package whose installed version is not the wanted one; packages of other platforms may be absent. */
export function installedDiffers(
  wanted: Record<string, LockEntry>,
  installed: Record<string, LockEntry>,
): string | undefined;

/** True when `npm ci` has to run. `recordFile` holds the hash of the last lock file installed. */
export function needsInstall(root: string, recordFile: string): boolean;
