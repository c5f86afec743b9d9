import type { OwnDevice } from "../contract.ts";
import { amount, clampTime, isRecord, text } from "../untrusted/guards.ts";
import { cleanName } from "../untrusted/names.ts";

const LONGEST_NAME = 100;

/**
 * The server's list of devices: this one first, then by when they were last seen.
 * @param confirmed device id → signed by the account's keys; devices without keys are not in it
 * @param now milliseconds since the epoch
 */
export function readDevices(
  answer: unknown,
  currentId: string,
  confirmed: ReadonlyMap<string, boolean>,
  now: number,
): readonly OwnDevice[] {
  if (!Array.isArray(answer)) return [];
  const devices = answer.filter(isRecord).flatMap((entry): OwnDevice[] => {
    const deviceId = text(entry, "device_id", 255);
    if (deviceId === undefined || deviceId === "") return [];
    const lastSeen = amount(entry, "last_seen_ts");
    const isConfirmed = confirmed.get(deviceId);
    return [
      {
        deviceId,
        name: cleanName(entry["display_name"], LONGEST_NAME) || cleanName(deviceId, LONGEST_NAME),
        current: deviceId === currentId,
        ...(lastSeen === undefined ? {} : { lastSeen: clampTime(lastSeen, now) }),
        ...(isConfirmed === undefined ? {} : { confirmed: isConfirmed }),
      },
    ];
  });
  return devices.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || (b.lastSeen ?? 0) - (a.lastSeen ?? 0),
  );
}
