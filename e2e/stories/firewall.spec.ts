import { expect } from "@playwright/test";
import { launchWith, withoutUdp } from "../src/browser-flags.ts";
import { installation } from "../src/installation.ts";
import { expectToSeeAndHear, mediaPaths } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { patient } from "../src/patience.ts";
import { test } from "../src/people.ts";

test.use({ launchOptions: launchWith(withoutUdp) });

test("two people whose networks let no UDP out see and hear each other through TURN over TCP", async ({
  cast,
}) => {
  test.skip(
    installation.conference.turn === undefined,
    "This installation has no TURN server: coturn is not installed.",
  );
  test.setTimeout(patient(120_000));
  const [anna, jonas] = await cast.pair("Anna Wall", "Jonas Graben");
  await meetingOf("Hinter der Firewall", anna, jonas);
  await callOf(anna, jonas);
  for (const { page } of [anna, jonas]) {
    await expectToSeeAndHear(page, 1);
    expect(await mediaPaths(page)).toEqual(["relay over tcp"]);
  }
});
