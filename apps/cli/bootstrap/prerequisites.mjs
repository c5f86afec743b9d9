import { spawnSync } from "node:child_process";

/** Python programs that are looked for, newest habit first. PLENUM_PYTHON overrides them. */
const PYTHON_NAMES = [
  "python3",
  "python3.14",
  "python3.13",
  "python3.12",
  "python3.11",
  "python3.10",
];

const PROBE = [
  "import sys",
  "print('%d.%d.%d' % sys.version_info[:3])",
  "missing = []",
  "for name in ('venv', 'ensurepip'):",
  "    try: __import__(name)",
  "    except ImportError: missing.append(name)",
  "print(','.join(missing))",
].join("\n");

function probe(command) {
  const result = spawnSync(command, ["-c", PROBE], { encoding: "utf8", timeout: 20_000 });
  if (result.status !== 0) return undefined;
  const [version = "", missing = ""] = result.stdout.split(/\r?\n/);
  return { command, version, missing: missing.split(",").filter(Boolean) };
}

function isRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 3 && minor >= 10;
}

/** @see prerequisites.d.mts */
export function findPython() {
  const names = process.env.PLENUM_PYTHON ? [process.env.PLENUM_PYTHON] : PYTHON_NAMES;
  const found = names.map(probe).filter((python) => python !== undefined);
  const complete = found.find((python) => isRecent(python.version) && python.missing.length === 0);
  if (complete) return { command: complete.command, version: complete.version };
  const recent = found.find((python) => isRecent(python.version));
  if (recent) {
    const short = recent.version.split(".").slice(0, 2).join(".");
    return {
      problem: `Python ${recent.version} lacks its module ${recent.missing.join(" and ")}; install it (Debian and Ubuntu: apt install python${short}-venv) and start again.`,
    };
  }
  const old = found[0];
  return {
    problem: old
      ? `Python ${old.version} is too old; install Python 3.10 or later (Debian and Ubuntu: apt install python3 python3-venv) and start again.`
      : "Python 3.10 or later is missing; install it (Debian and Ubuntu: apt install python3 python3-venv) and start again.",
  };
}

/** @see prerequisites.d.mts */
export function findGit() {
  const result = spawnSync("git", ["--version"], { encoding: "utf8", timeout: 20_000 });
  if (result.status === 0) return { version: result.stdout.trim().replace(/^git version /, "") };
  return {
    problem: "git is missing; install it (Debian and Ubuntu: apt install git) and start again.",
  };
}
