import { expect } from "@playwright/test";
import { withoutUdp } from "../src/browser-flags.ts";
import { installation } from "../src/installation.ts";
import { expectToSeeAndHear, mediaPaths } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { type Colleague, test } from "../src/people.ts";
import { knowOnly, startTurnOverTls } from "../src/turn-over-tls.ts";

test.skip(
  installation.conference.turn === undefined,
  "This installation has no TURN server: coturn is not installed.",
);

async function expectCallBy(path: string, anna: Colleague, jonas: Colleague): Promise<void> {
  await meetingOf("Hinter der Firewall", anna, jonas);
  await callOf(anna, jonas);
  for (const { page } of [anna, jonas]) {
    await expectToSeeAndHear(page, 1);
    expect(await mediaPaths(page)).toEqual([path]);
  }
}

test("two people whose networks let no UDP out see and hear each other through TURN over TCP", async ({
  cast,
}) => {
  test.setTimeout(patient(120_000));
  const [anna, jonas] = await cast.elsewhere(withoutUdp).pair("Anna Wall", "Jonas Graben");
  await expectCallBy("relay over tcp", anna, jonas);
});

test("and through TURN over TLS, where nothing else comes out", async ({ cast }) => {
  test.setTimeout(patient(120_000));
  const turn = await startTurnOverTls();
  try {
    const behind = cast.elsewhere([...withoutUdp, turn.flag]);
    const [anna, jonas] = await behind.pair("Anna Wall", "Jonas Graben");
    for (const { page, list } of [anna, jonas]) {
      await knowOnly(page, turn.url);
      await page.reload();
      await list.isReady();
    }
    await expectCallBy("relay over tls", anna, jonas);
  } finally {
    await turn.stop();
  }
});
