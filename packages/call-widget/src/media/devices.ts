import type { CallDevice, CallDevices, DeviceKind } from "../contract/index.ts";

const NO_DEVICES: CallDevices = { microphones: [], cameras: [], speakers: [] };

const STORAGE_KEY = "plenum.call.devices";

/** From the browser's list to ours; pseudo devices ("default", "communications") are left out. */
export function sortDevices(
  list: readonly Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">[],
): CallDevices {
  const of = (kind: MediaDeviceKind): CallDevice[] =>
    list
      .filter((one) => one.kind === kind && one.deviceId !== "")
      .filter((one) => one.deviceId !== "default" && one.deviceId !== "communications")
      .map((one) => ({ id: one.deviceId, label: one.label }));
  return { microphones: of("audioinput"), cameras: of("videoinput"), speakers: of("audiooutput") };
}

/** Keeps the list of devices up to date until stopped. */
export class DeviceList {
  private list: CallDevices = NO_DEVICES;
  private stopped = false;

  constructor(private readonly onChange: () => void) {
    navigator.mediaDevices?.addEventListener("devicechange", this.read);
  }

  get(): CallDevices {
    return this.list;
  }

  /** Reads the list again: after a permission was given the labels are known. */
  readonly read = (): void => {
    void this.readNow();
  };

  private async readNow(): Promise<void> {
    try {
      const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
      if (this.stopped) return;
      this.list = sortDevices(devices);
      this.onChange();
    } catch {
      // No list means no choice; the pickers stay empty.
    }
  }

  stop(): void {
    this.stopped = true;
    navigator.mediaDevices?.removeEventListener("devicechange", this.read);
  }
}

/** Where this browser keeps what was chosen; undefined where its settings forbid that. */
export function defaultStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Remembers which devices somebody chose. What can't be read counts as not chosen. */
export class ChosenDevices {
  private chosen: Partial<Record<DeviceKind, string>>;

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem"> | undefined) {
    this.chosen = this.load();
  }

  get(): Readonly<Partial<Record<DeviceKind, string>>> {
    return this.chosen;
  }

  set(kind: DeviceKind, id: string): void {
    this.chosen = { ...this.chosen, [kind]: id };
    try {
      this.storage?.setItem(STORAGE_KEY, JSON.stringify(this.chosen));
    } catch {
      // A full or locked storage: the choice holds for this call.
    }
  }

  private load(): Partial<Record<DeviceKind, string>> {
    try {
      const raw: unknown = JSON.parse(this.storage?.getItem(STORAGE_KEY) ?? "{}");
      if (typeof raw !== "object" || raw === null) return {};
      const entries: [DeviceKind, string][] = [];
      for (const kind of ["microphone", "camera", "speaker"] as const) {
        const value: unknown = Reflect.get(raw, kind);
        if (typeof value === "string") entries.push([kind, value]);
      }
      return Object.fromEntries(entries);
    } catch {
      return {};
    }
  }
}
