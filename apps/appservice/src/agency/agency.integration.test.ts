import { agencySettingsAnswerSchema, publicConfigSchema } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemCode, Stack, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let chief: Person;
let bearer: string;
const PATH = "/api/v1/agency";

async function settings(): Promise<ReturnType<typeof agencySettingsAnswerSchema.parse>> {
  return agencySettingsAnswerSchema.parse((await stack.ask("GET", PATH, { bearer })).body);
}

function change(version: number, off: string[], allowed = false): Promise<Answer> {
  const body = { version, off, attendance: { allowed, keepDays: 30 } };
  return stack.ask("PUT", PATH, { bearer, body });
}

function put(settled: object): Promise<Answer> {
  return stack.ask("PUT", PATH, { bearer, body: { off: [], ...settled } });
}

beforeAll(async () => {
  stack = await Stack.open();
  chief = await stack.administrator();
  bearer = await stack.session(chief);
});
afterAll(async () => {
  await change((await settings()).version, []);
});

describe("what an agency settles for everybody", () => {
  it("holds for clients at once, and comes back", async () => {
    const before = await settings();
    expect((await change(before.version, ["typing"])).status).toBe(200);
    const config = publicConfigSchema.parse((await stack.ask("GET", "/api/v1/config")).body);
    expect(config.agency.switches).toMatchObject({ typing: false, readReceipts: true });
    expect((await change(before.version + 1, [])).status).toBe(200);
    const after = publicConfigSchema.parse((await stack.ask("GET", "/api/v1/config")).body);
    expect(after.agency.switches.typing).toBe(before.possible.typing);
  });

  it("lets one of two who change it at once win, and tells the other", async () => {
    const { version } = await settings();
    const answers = await Promise.all([change(version, ["typing"]), change(version, ["lastSeen"])]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await settings()).version).toBe(version + 1);
  });

  it("keeps the address that is told of reports, as long as it is one", async () => {
    const { version } = await settings();
    const reportMail = "meldungen@a.example";
    expect((await put({ version, reportMail })).body).toMatchObject({ reportMail });
    expect((await settings()).reportMail).toBe(reportMail);
    for (const wrong of ["a@b.example\r\nBcc: eve@evil.example", "a@b.example, c@d.example", ""]) {
      const refused = await put({ version: version + 1, reportMail: wrong });
      expect(problemCode(refused)).toBe("invalid-request");
    }
    expect((await put({ version: version + 1 })).status).toBe(200);
    expect((await settings()).reportMail).toBeUndefined();
  });

  it("is for administrators alone, whatever a caller says", async () => {
    const colleague = await stack.session(await stack.colleague());
    const body = { version: 0, off: [], administrator: true };
    const answers = await Promise.all([
      stack.ask("GET", PATH, { bearer: colleague }),
      stack.ask("PUT", PATH, { bearer: colleague, body }),
      stack.ask("GET", PATH),
    ]);
    expect(answers.map(problemCode)).toEqual(["forbidden", "forbidden", "unauthorised"]);
  });

  it("refuses a switch that does not exist", async () => {
    expect(problemCode(await change((await settings()).version, ["gravity"]))).toBe(
      "invalid-request",
    );
  });
});
