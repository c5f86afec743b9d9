import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Finding } from "../findings/finding.ts";
import { mergePeople } from "../people/merge.ts";
import { readCsUsers, readDirectoryUsers } from "../people/read-people.ts";
import { readRules } from "../rules/rules.ts";
import { planMigration } from "./planner.ts";

async function* sample(name: string): AsyncGenerator<Uint8Array> {
  yield readFileSync(new URL(`../../samples/${name}`, import.meta.url));
}

async function outcomes(written: string): Promise<{ people: string[]; told: string[] }> {
  const findings: Finding[] = [];
  const tell = (finding: Finding) => void findings.push(finding);
  const users = readCsUsers(sample("CsUser.csv"), "CsUser.csv", tell);
  const directory = readDirectoryUsers(sample("AdUsers.csv"), "AdUsers.csv", tell);
  const { rules } = readRules(written);
  if (!rules) throw new Error("The rules of the test are wrong");
  const plan = await planMigration({ rules, people: mergePeople(users, directory, tell) });
  const people = plan.people.map(
    ({ displayName, userId, code }) => `${displayName}: ${userId ?? code}`,
  );
  return { people, told: [...findings, ...plan.findings].map(({ code }) => code) };
}

const SIGN_IN = "signIn: { provider: oidc, id: userPrincipalName }\n";
const ALL_BUT_VOGEL = [
  "Schmidt, Anna (Finanzen): @anna.schmidt:land.example",
  "Müller, Jürgen (Finanzen): @juergen.mueller:land.example",
  "Weiß, Katrin (Innenministerium): @katrin.weiss:land.example",
  "Krüger-Lange, Sabine (Justiz): @sabine.krueger:land.example",
  "Yılmaz, Mehmet (IT-Dienstleister): @mehmet.yilmaz:land.example",
  "Becker, Uwe (Finanzen): account-disabled",
  "Stab, Leitung (Staatskanzlei): @leitung+stab:land.example",
  "Konto, Test/Alt (IT-Dienstleister): @test/alt:land.example",
  "=cmd|calc, Oliver (IT-Dienstleister): @oliver.kalk:land.example",
  "Hoffmann, Ines (Justiz): no-address",
];

test("With a server for each domain both people named Vogel have their own id", async () => {
  const { people, told } = await outcomes(
    `servers: { land.example: land.example, polizei.land.example: polizei.example }\n${SIGN_IN}`,
  );
  expect(people).toEqual(expect.arrayContaining(ALL_BUT_VOGEL));
  expect(people).toContain("Vogel, Petra (Justiz): @p.vogel:land.example");
  expect(people).toContain("Vogel, Paul (Polizei): @p.vogel:polizei.example");
  expect(people).toHaveLength(12);
  expect(told).toEqual([]);
});

test("On one server neither is made, until an exception says who is who", async () => {
  const servers = "servers: { land.example: land.example, polizei.land.example: land.example }\n";
  const { people } = await outcomes(servers + SIGN_IN);
  expect(people).toContain("Vogel, Petra (Justiz): same-id");
  expect(people).toContain("Vogel, Paul (Polizei): same-id");
  const exception = "exceptions: { p.vogel@polizei.land.example: '@paul.vogel:land.example' }\n";
  const mended = await outcomes(servers + SIGN_IN + exception);
  expect(mended.people).toContain("Vogel, Petra (Justiz): @p.vogel:land.example");
  expect(mended.people).toContain("Vogel, Paul (Polizei): @paul.vogel:land.example");
});
