import { joinRoom } from "./accounts.ts";
import { apiOf } from "./api.ts";
import type { Colleague } from "./people.ts";

/**
 * A conference room made through the API, with everybody in it: the beginning of stories that are
 * about what happens afterwards. The first person moderates.
 * @returns the Matrix id of the room
 */
export async function meetingOf(
  title: string,
  moderator: Colleague,
  ...others: readonly Colleague[]
): Promise<string> {
  const api = await apiOf(moderator.account);
  const roomId = await api.createConference({
    title,
    invite: others.map(({ account }) => account.userId),
  });
  await Promise.all(
    [moderator, ...others].map(async ({ account, list }) => {
      await joinRoom(account, roomId);
      await list.open(title);
    }),
  );
  return roomId;
}

/** Starts the call of the open room and brings everybody in, one after the other. */
export async function callOf(...people: readonly Colleague[]): Promise<void> {
  for (const person of people) {
    await person.room.openCall();
    await person.call.join();
  }
  for (const person of people) await person.call.hasPeople(people.length);
}
