import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InstallationConfig } from "@plenum/model";
import type { BenchContext, Figure } from "./figure.ts";
import { withInstallation } from "./installation.ts";

const SPACE = "plenum-bench";
const HOST_SIDE = "plenumH";
const FAR_SIDE = "plenumB";
const ADDRESSES = ["10.201.7.2", "10.201.7.3"] as const;
/** One line of classic BPF: everything is thrown away. */
const DROP = "1,6 0 0 2";
/** Names of the two ends of the delaying cable. */
const SLOW_HOST_SIDE = "plenumDH";
const SLOW_FAR_SIDE = "plenumDB";

/** How bad a line is; what is left out is as good as the machine has it. */
export interface Line {
  /** Share of packets that are lost at random, in each direction; 0 to 1. */
  readonly loss?: number;
  /** Towards the far side, in kbit/s, with a queue of 300 ms. */
  readonly downlink?: number;
  /** There and back, in milliseconds. */
  readonly roundTrip?: number;
}

/** Classic BPF that throws away a share: a random number of 32 bits is compared with it. */
function dropping(share: number): string {
  return `4,32 0 0 4294963256,37 0 1 ${Math.round(share * 2 ** 32)},6 0 0 0,6 0 0 2`;
}

/** Address under which the installation is reached by both sides. */
const HOST_ADDRESS = "10.201.7.1";

function run(program: string, ...words: readonly string[]): string {
  return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function tc(...words: readonly string[]): void {
  run("tc", ...words);
}

/**
 * A network namespace with one cable to this machine, for a browser whose line can be cut. Needs
 * Linux and root; what it makes is gone after `close`.
 */
export class NetworkLab {
  /** Script that runs the program in `PLENUM_BENCH_BROWSER` on the far side. */
  readonly through: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "plenum-bench-"));
  #address = 0;
  #delay: ChildProcess | undefined;

  private constructor() {
    this.through = join(this.#folder, "far-browser");
    writeFileSync(
      this.through,
      `#!/bin/sh\nexec ip netns exec ${SPACE} "$PLENUM_BENCH_BROWSER" "$@"\n`,
    );
    chmodSync(this.through, 0o755);
  }

  /** @throws Error where namespaces cannot be made */
  static open(): NetworkLab {
    NetworkLab.#remove();
    run("ip", "netns", "add", SPACE);
    run("ip", "link", "add", HOST_SIDE, "type", "veth", "peer", "name", FAR_SIDE, "netns", SPACE);
    run("ip", "addr", "add", `${HOST_ADDRESS}/24`, "dev", HOST_SIDE);
    run("ip", "link", "set", HOST_SIDE, "up");
    const lab = new NetworkLab();
    lab.#far("addr", "add", `${ADDRESSES[0]}/24`, "dev", FAR_SIDE);
    lab.#far("link", "set", FAR_SIDE, "up");
    lab.#far("link", "set", "lo", "up");
    lab.#far("route", "add", "default", "via", HOST_ADDRESS);
    tc("qdisc", "add", "dev", HOST_SIDE, "clsact");
    return lab;
  }

  /** Nothing comes through any more, and nobody is told. */
  cut(): void {
    this.#filter(DROP);
  }

  mend(): void {
    for (const way of ["ingress", "egress"]) tc("filter", "del", "dev", HOST_SIDE, way);
  }

  /** Makes the line worse, until what it returns is called. Needs Python for `roundTrip`. */
  async worsen({ loss, downlink, roundTrip }: Line): Promise<() => void> {
    if (loss !== undefined) this.#filter(dropping(loss));
    if (downlink !== undefined) {
      const rate = ["rate", `${downlink}kbit`, "burst", "8kb", "latency", "300ms"];
      tc("qdisc", "replace", "dev", HOST_SIDE, "root", "tbf", ...rate);
    }
    if (roundTrip !== undefined) await this.#slowDown(roundTrip / 2);
    return () => {
      if (loss !== undefined) this.mend();
      if (downlink !== undefined) tc("qdisc", "del", "dev", HOST_SIDE, "root");
      this.#speedUp();
    };
  }

  /** The far side gets another address, and the one that it had is gone. */
  changeAddress(): void {
    const [before, after] = [ADDRESSES[this.#address], ADDRESSES[1 - this.#address]];
    this.#address = 1 - this.#address;
    this.#far("addr", "del", `${before}/24`, "dev", FAR_SIDE);
    this.#far("addr", "add", `${after}/24`, "dev", FAR_SIDE);
    this.#far("route", "replace", "default", "via", HOST_ADDRESS);
  }

  /** Ends all TCP connections of the far side. */
  endConnections(): void {
    run("ip", "netns", "exec", SPACE, "ss", "-K", "dst", HOST_ADDRESS);
  }

  /** Processes of the far side. */
  processes(): readonly number[] {
    return run("ip", "netns", "pids", SPACE).split("\n").filter(Boolean).map(Number);
  }

  close(): void {
    this.#speedUp();
    NetworkLab.#remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #filter(program: string): void {
    for (const way of ["ingress", "egress"]) {
      const bytecode = ["protocol", "all", "bpf", "da", "bytecode", program];
      tc("filter", "add", "dev", HOST_SIDE, way, ...bytecode);
    }
  }

  /** The kernel may have no queue that delays: the packets go another way, through a program. */
  async #slowDown(milliseconds: number): Promise<void> {
    const script = join(import.meta.dirname, "delay-cable.py");
    const child = spawn("python3", [script, SLOW_HOST_SIDE, SLOW_FAR_SIDE, String(milliseconds)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#delay = child;
    // It says a word when both ends are there.
    await Promise.race([
      once(child.stdout, "data"),
      once(child, "exit").then(() => {
        throw new Error("a cable that delays cannot be made");
      }),
    ]);
    const far = ADDRESSES[this.#address] ?? ADDRESSES[0];
    run("ip", "link", "set", SLOW_FAR_SIDE, "netns", SPACE);
    run("ip", "link", "set", SLOW_HOST_SIDE, "up");
    run("ip", "route", "replace", `${far}/32`, "dev", SLOW_HOST_SIDE, "src", HOST_ADDRESS);
    this.#far("link", "set", SLOW_FAR_SIDE, "up");
    this.#far("route", "replace", `${HOST_ADDRESS}/32`, "dev", SLOW_FAR_SIDE, "src", far);
  }

  /** The ends and their routes go with the program that holds them. */
  #speedUp(): void {
    this.#delay?.kill();
    this.#delay = undefined;
  }

  #far(...words: readonly string[]): void {
    run("ip", "-n", SPACE, ...words);
  }

  static #remove(): void {
    for (const words of [
      ["link", "del", HOST_SIDE],
      ["netns", "del", SPACE],
    ]) {
      try {
        run("ip", ...words);
      } catch {
        // There is none, as it should be.
      }
    }
  }
}

/** An installation that both sides of a lab reach, for as long as the work takes; nothing without root. */
export async function withNetworkLab(
  context: BenchContext,
  name: string,
  work: (config: InstallationConfig, lab: NetworkLab) => Promise<Figure[]>,
): Promise<Figure[]> {
  if (process.getuid?.() !== 0) {
    context.log(`${name}: left out, making a network that can be disturbed needs root`);
    return [];
  }
  const lab = NetworkLab.open();
  try {
    return await withInstallation(context, (config) => work(config, lab), ["--host", HOST_ADDRESS]);
  } finally {
    lab.close();
  }
}
