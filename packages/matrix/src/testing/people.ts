import type { MatrixSession, SessionCredentials, TimelineItem } from "../contract.ts";
import { openSession, signInWithPassword } from "../index.ts";
import { readTestConfig, registerUser, type TestUser } from "./stack.ts";
import { until } from "./until.ts";

export interface TestPerson {
  readonly user: TestUser;
  readonly session: MatrixSession;
  /** As last told by `credentialsChanged`. */
  credentials(): SessionCredentials;
}

/** Everybody whom a test signs in; `stop` ends all of their sessions. */
export class People {
  readonly #sessions: MatrixSession[] = [];

  /** A new person, signed in and with their rooms there. */
  async someone(name: string): Promise<TestPerson> {
    return this.signIn(await registerUser(name));
  }

  /** Another device of a person. */
  async signIn(user: TestUser): Promise<TestPerson> {
    return this.open(
      user,
      await signInWithPassword({
        baseUrl: readTestConfig().synapse.url,
        user: user.name,
        password: user.password,
        deviceName: "Test",
      }),
    );
  }

  async open(user: TestUser, credentials: SessionCredentials): Promise<TestPerson> {
    let latest = credentials;
    const session = await openSession(credentials, {
      credentialsChanged: (changed) => {
        latest = changed;
      },
    });
    this.#sessions.push(session);
    await session.start();
    await until(session.roomsReady, (ready) => ready);
    return { user, session, credentials: () => latest };
  }

  stop(): void {
    for (const session of this.#sessions) session.stop();
  }
}

/** A room in which all are joined, made by the first. */
export async function commonRoom(
  people: readonly [TestPerson, ...TestPerson[]],
  options: { readonly encrypted: boolean; readonly name?: string },
): Promise<string> {
  const [first, ...others] = people;
  const roomId = await first.session.createRoom({
    name: options.name ?? "Besprechung",
    encrypted: options.encrypted,
    invite: others.map((person) => person.session.userId),
  });
  for (const person of others) {
    await until(person.session.rooms, (rooms) => rooms.get(roomId)?.membership === "invite");
    await person.session.joinRoom(roomId);
  }
  for (const person of people) {
    await until(person.session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
  }
  return roomId;
}

export type MessageItem = Extract<TimelineItem, { kind: "message" }>;

export function messagesOf(items: readonly TimelineItem[]): readonly MessageItem[] {
  return items.filter((item): item is MessageItem => item.kind === "message");
}

/** The texts of a timeline, in order. */
export function textsOf(items: readonly TimelineItem[]): readonly string[] {
  return messagesOf(items).flatMap((item) => (item.body.kind === "text" ? [item.body.body] : []));
}
