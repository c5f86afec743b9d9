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
  test.setTimeout(patient(240_000));

  // One call for several deaths: a call that has survived one must survive the next as well.
  test("what carries its media, its signalling and every way to it dies, and each time it comes back", async ({
    cast,
  }) => {
    const call = await runningCall(cast);
    await test.step("the media process: sound and picture are back", async () => {
      await killMedia().isBack();
      await goesOn(call, "Bild und Ton sind wieder da.");
    });
    await test.step("the conference server: both are back in the call", async () => {
      await kill("conference").isBack();
      await goesOn(call, "Das Gespräch ist wieder da.");
    });
    await test.step("the origin: the way to everything is gone and comes back", async () => {
      await kill("origin").isBack();
      await goesOn(call, "Der Weg ist wieder da.");
    });
  });

  test("what it does not need dies: the call does not notice, and what was written arrives", async ({
    cast,
  }) => {
    const call = await runningCall(cast);
    const apart: readonly Part[] = ["appservice", "postgres"];
    for (const part of apart) {
      await test.step(part, async () => {
        const killed = kill(part);
        await seeAndHear(call);
        await killed.isBack();
        await goesOn(call, `Ohne ${part} ging es auch.`);
      });
    }
    await test.step("the homeserver", async () => {
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
      await goesOn(call, "Alles wieder da.");
    });
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
async function goesOn(call: RunningCall, words: string): Promise<void> {
  const { anna, jonas, roomId } = call;
  for (const person of [anna, jonas]) {
    await person.call.isRunning();
    await person.call.hasPeople(2);
  }
  await seeAndHear(call);
  await expect
    .poll(() => callMembersOf(anna.account, roomId).catch(() => []), { timeout: patient(30_000) })
    .toHaveLength(2);
  await jonas.room.write(words);
  await expect(anna.room.message(words)).toBeVisible({ timeout: patient(60_000) });
}
