import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SPACE = "plenum-bench";
const HOST_SIDE = "plenumH";
const FAR_SIDE = "plenumB";
const ADDRESSES = ["10.201.7.2", "10.201.7.3"] as const;
/** One line of classic BPF: everything is thrown away. */
const DROP = "1,6 0 0 2";

/** Address under which the installation is reached by both sides. */
export const HOST_ADDRESS = "10.201.7.1";

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
    for (const way of ["ingress", "egress"]) {
      tc("filter", "add", "dev", HOST_SIDE, way, "protocol", "all", "bpf", "da", "bytecode", DROP);
    }
  }

  mend(): void {
    for (const way of ["ingress", "egress"]) tc("filter", "del", "dev", HOST_SIDE, way);
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
    NetworkLab.#remove();
    rmSync(this.#folder, { recursive: true, force: true });
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
