import { MEDIA_KEY_BYTES } from "@plenum/model";
import { ratchetForward } from "./frame.ts";
import { beginKeys, devicesChanged, type KeyPlan, type KeyStep, keysDue } from "./keys.ts";

export interface OwnKeysParts {
  /** Everything is encrypted with this key from now on. */
  use(index: number, secret: Uint8Array): void;
  /** Gets a key to devices, by the names that `follow` was told. */
  send(index: number, secret: Uint8Array, to: readonly string[]): void;
}

/** Milliseconds for which people who come are gathered: one new key does for all of them. */
const GATHER = 300;

/** Carries out what the rules in `keys.ts` say, for one session of a call. */
export class OwnKeys {
  #ring = beginKeys().ring;
  readonly #secrets = new Map<number, Uint8Array>();
  readonly #anew = new Set<string>();
  #order: Promise<unknown> = Promise.resolve();
  #gather: ReturnType<typeof setTimeout> | undefined;
  #due: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(private readonly parts: OwnKeysParts) {
    this.#run(beginKeys());
  }

  /** Place of the key in use. */
  get used(): number {
    return this.#ring.used;
  }

  /**
   * The devices that may have the key, each time something about them is different.
   * @param anew those that came back to the call and need it once more
   */
  follow(devices: readonly string[], anew: readonly string[] = []): void {
    const { devices: before } = this.#ring;
    const gone = before.some((one) => !devices.includes(one));
    for (const device of anew) this.#anew.add(device);
    clearTimeout(this.#gather);
    if (gone) this.#change(devices);
    else this.#gather = setTimeout(() => this.#change(devices), GATHER);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#gather);
    clearTimeout(this.#due);
    this.#secrets.clear();
  }

  #change(devices: readonly string[]): void {
    const anew = [...this.#anew];
    this.#anew.clear();
    this.#run(devicesChanged(this.#ring, devices, Date.now(), anew));
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#due);
    const [next] = this.#ring.due;
    if (!next || this.#stopped) return;
    this.#due = setTimeout(
      () => {
        this.#run(keysDue(this.#ring, Date.now()));
        this.#wait();
      },
      Math.max(0, next.at - Date.now()),
    );
  }

  #run({ ring, steps }: KeyPlan): void {
    if (this.#stopped) return;
    this.#ring = ring;
    for (const step of steps) this.#order = this.#order.then(() => this.#take(step));
  }

  async #take(step: KeyStep): Promise<void> {
    if (this.#stopped) return;
    const { index } = step;
    if (step.kind === "fresh") {
      this.#secrets.set(index, crypto.getRandomValues(new Uint8Array(MEDIA_KEY_BYTES)));
      return;
    }
    if (step.kind === "ratchet") {
      const before = this.#secrets.get(step.from);
      if (before) this.#secrets.set(index, await ratchetForward(before));
      return;
    }
    const secret = this.#secrets.get(index);
    if (!secret) return;
    if (step.kind === "use") this.parts.use(index, secret);
    else this.parts.send(index, secret, step.to);
  }
}
