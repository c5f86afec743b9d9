import { expect } from "@playwright/test";
import { expectToSeeAndHear } from "../src/media-probe.ts";
import { callOf, meetingOf } from "../src/meetings.ts";
import { kill, killMedia, type Part } from "../src/parts.ts";
import { test, type Cast, type Colleague } from "../src/people.ts";
import { callMembersOf } from "../src/room-record.ts";
import { patient } from "../src/patience.ts";

interface RunningCall {
  readonly roomId: string;
  readonly anna: Colleague;
  readonly jonas: Colleague;
}

test.describe("while a call of two runs", () => {
  test.setTimeout(patient(180_000));

  test("the media process dies: sound and picture are back", async ({ cast }) => {
    const call = await runningCall(cast);
    await killMedia().isBack();
    await goesOn(call);
  });

  test("the conference server dies: both are back in the call", async ({ cast }) => {
    const call = await runningCall(cast);
    await kill("conference").isBack();
    await goesOn(call);
  });

  const apart: readonly { part: Part; what: string }[] = [
    { part: "appservice", what: "the appservice dies: the call does not notice" },
    { part: "postgres", what: "the database dies: the call does not notice" },
  ];
  for (const { part, what } of apart) {
    test(what, async ({ cast }) => {
      const call = await runningCall(cast);
      const killed = kill(part);
      await seeAndHear(call);
      await killed.isBack();
      await goesOn(call);
    });
  }

  test("the homeserver dies: the call goes on, and what was written meanwhile arrives", async ({
    cast,
  }) => {
    const call = await runningCall(cast);
    const { anna, jonas } = call;
    const killed = kill("synapse");
    await anna.room.write("Kommt das trotzdem an?");
    await expect(anna.room.message("Kommt das trotzdem an")).toBeVisible();
    await seeAndHear(call);
    await killed.isBack();
    await anna.room.isDelivered("Kommt das trotzdem an");
    await expect(jonas.room.message("Kommt das trotzdem an")).toBeVisible({
      timeout: patient(60_000),
    });
    await goesOn(call);
  });

  test("the origin dies: the way to everything is gone and comes back", async ({ cast }) => {
    const call = await runningCall(cast);
    await kill("origin").isBack();
    await goesOn(call);
  });
});

async function runningCall(cast: Cast): Promise<RunningCall> {
  const [anna, jonas] = await cast.pair("Anna Berger", "Jonas Keller");
  const roomId = await meetingOf("Lagebesprechung", anna, jonas);
  await callOf(anna, jonas);
  const call = { roomId, anna, jonas };
  await seeAndHear(call);
  return call;
}

async function seeAndHear({ anna, jonas }: RunningCall): Promise<void> {
  await expectToSeeAndHear(anna.page, 1);
  await expectToSeeAndHear(jonas.page, 1);
}

/** Both are in the call, see and hear each other, the room knows it, and chat works. */
async function goesOn(call: RunningCall): Promise<void> {
  const { anna, jonas, roomId } = call;
  for (const person of [anna, jonas]) {
    await person.call.isRunning();
    await person.call.hasPeople(2);
  }
  await seeAndHear(call);
  await expect
    .poll(() => callMembersOf(anna.account, roomId).catch(() => []), { timeout: patient(30_000) })
    .toHaveLength(2);
  await jonas.room.write("Alles wieder da.");
  await expect(anna.room.message("Alles wieder da")).toBeVisible({ timeout: patient(60_000) });
}
