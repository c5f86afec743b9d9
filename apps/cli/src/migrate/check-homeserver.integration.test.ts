import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reportSchema } from "@plenum/skype-export";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Stack, type Person } from "../../../appservice/src/testing/stack.ts";
import { check } from "./check.ts";
import { told } from "./testing/told.ts";

const PROVIDER = "oidc-keycloak";
/** So that tests can run again and again on one installation. */
const mark = randomBytes(4).toString("hex");
const nameOf = (who: string): string => `${who}.${mark}`;

let place: string;
let stack: Stack;
let administrator: Person;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "plenum-check-"));
  stack = await Stack.open();
  administrator = await stack.administrator();
  await exists("theirs", "theirs");
  await exists("taken", "somebody-else");
  await exists("other-name", "elsewhere");
  await mkdir(join(place, "export"));
  const people = ["new", "theirs", "taken", "elsewhere"].map(nameOf);
  await writeFile(
    join(place, "export/CsUser.csv"),
    ["SipAddress,Enabled,DisplayName,UserPrincipalName"]
      .concat(people.map((one) => `sip:${one}@land.example,True,${one},${one}@ad.example`))
      .join("\r\n"),
  );
  await writeFile(
    join(place, "migration.yaml"),
    `servers: { land.example: ${stack.config.serverName} }\nsignIn: { provider: ${PROVIDER}, id: userPrincipalName }\n`,
  );
}, 60_000);
afterAll(() => rm(place, { recursive: true, force: true }));
beforeEach(() => vi.stubEnv("PLENUM_HOMESERVER_TOKEN", administrator.accessToken));
afterEach(() => vi.unstubAllEnvs());

/** Where the homeserver has an account, for administrators. */
function accountOf(who: string): string {
  const userId = `@${nameOf(who)}:${stack.config.serverName}`;
  const path = `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
  return new URL(path, stack.config.synapse.url).toString();
}

/** Makes an account that the sign-in service knows by an id. */
async function exists(who: string, signIn: string): Promise<void> {
  const made = await stack.ask("PUT", accountOf(who), {
    bearer: administrator.accessToken,
    body: {
      external_ids: [{ auth_provider: PROVIDER, external_id: `${nameOf(signIn)}@ad.example` }],
    },
  });
  expect(made.status).toBe(201);
}

function checked(homeserver: string): Promise<{ readonly code: number; readonly text: string }> {
  const options = {
    rules: join(place, "migration.yaml"),
    report: join(place, "report"),
    homeserver,
    language: "en",
  } as const;
  return told((reporter) => check(join(place, "export"), options, reporter));
}

describe("A check that asks the homeserver", () => {
  it.each([
    ["by the folder of an installation", () => dirname(process.env["PLENUM_CONFIG"] ?? "")],
    ["by its address", () => stack.config.synapse.url],
  ])("%s tells accounts that exist from new ones", async (_, where) => {
    const { code, text } = await checked(where());
    expect(code).toBe(1);
    expect(text).toMatch(/Homeserver asked: it has [\d,]+ accounts already/);
    const { totals, undecided } = reportSchema.parse(
      JSON.parse(await readFile(join(place, "report/report.json"), "utf8")),
    );
    expect(totals).toEqual({ ok: 2, conflict: 2, blocked: 0, skipped: 0 });
    expect(undecided.map(({ code: why, address }) => `${why} ${address}`).toSorted()).toEqual([
      `id-taken ${nameOf("taken")}@land.example`,
      `sign-in-taken ${nameOf("elsewhere")}@land.example`,
    ]);
    expect(undecided.find(({ code: why }) => why === "sign-in-taken")?.reason.en).toContain(
      nameOf("other-name"),
    );
    const csv = await readFile(join(place, "report/people.csv"), "utf8");
    const line = csv.split("\r\n").find((one) => one.includes(nameOf("theirs")));
    expect(line).toContain("there-already");
  });

  it("changes nothing there", async () => {
    await checked(stack.config.synapse.url);
    const asked = await stack.ask("GET", accountOf("new"), { bearer: administrator.accessToken });
    expect(asked.status).toBe(404);
  });

  it.each([
    ["no token", "", "must hold the access token"],
    ["a wrong one", "syt_wrong", "(401 Unauthorized)"],
  ])("says what to do with %s", async (_, token, said) => {
    vi.stubEnv("PLENUM_HOMESERVER_TOKEN", token);
    const { code, text } = await checked(stack.config.synapse.url);
    expect(code).toBe(2);
    expect(text).toContain(said);
    expect(text).toContain("Nothing was checked");
  });

  it("takes nobody for an administrator who is none", async () => {
    vi.stubEnv("PLENUM_HOMESERVER_TOKEN", (await stack.colleague()).accessToken);
    const { text } = await checked(stack.config.synapse.url);
    expect(text).toContain("for that of an administrator (403 Forbidden)");
  });

  it("says where nobody answers", async () => {
    const { text } = await checked("http://127.0.0.1:9");
    expect(text).toContain("Nothing was checked; try again");
  });
});
