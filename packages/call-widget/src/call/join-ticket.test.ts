import type { JoinResponse } from "@plenum/model";
import { afterEach, describe, expect, test, vi } from "vitest";
import { JoinTicket } from "./join-ticket.ts";

const NOW = Date.parse("2026-11-22T10:00:00Z");

function response(token: string, seconds: number): JoinResponse {
  return {
    service: {
      libraryUrl: "/libs/lib-jitsi-meet.min.js",
      serviceUrl: "/xmpp-websocket",
      domain: "meet.test",
      mucDomain: "conference.meet.test",
      focusDomain: "focus.meet.test",
      focusUserJid: "focus@auth.meet.test",
    },
    conferenceName: "room",
    token,
    expiresAt: new Date(NOW + seconds * 1000).toISOString(),
    iceServers: [],
    user: { id: "@anna:amt.example", displayName: "Anna", role: "participant" },
  };
}

function office(...answers: (JoinResponse | Error)[]) {
  let asked = 0;
  const ticket = new JoinTicket(
    () => {
      const answer = answers[asked];
      asked += 1;
      return answer instanceof Error || answer === undefined
        ? Promise.reject(answer ?? new Error("asked too often"))
        : Promise.resolve(answer);
    },
    () => NOW,
  );
  return { ticket, asked: () => asked };
}

describe("the token that is fetched while the preview is looked at", () => {
  test("is used for the join, and asked for only once", async () => {
    const { ticket, asked } = office(response("one", 300));
    ticket.prefetch();
    ticket.prefetch();
    expect((await ticket.look()).token).toBe("one");
    expect((await ticket.take()).token).toBe("one");
    expect(asked()).toBe(1);
  });

  test("serves a rejoin too, which then needs the conference server alone", async () => {
    const { ticket, asked } = office(response("one", 300));
    ticket.prefetch();
    await ticket.take();
    expect((await ticket.take()).token).toBe("one");
    expect(asked()).toBe(1);
  });

  test("is not used again when it was refused", async () => {
    const { ticket } = office(response("one", 300), response("two", 300));
    await ticket.take();
    ticket.spend();
    expect((await ticket.take()).token).toBe("two");
  });

  test("that lay about for too long is replaced", async () => {
    const { ticket } = office(response("old", 20), response("new", 300));
    ticket.prefetch();
    expect((await ticket.take()).token).toBe("new");
  });

  test("could not be had: the join asks again, and hears why", async () => {
    const { ticket } = office(new Error("away"), response("two", 300));
    ticket.prefetch();
    await expect(ticket.take()).rejects.toThrow("away");
    expect((await ticket.take()).token).toBe("two");
  });
});

function running(answer: () => Promise<JoinResponse>) {
  vi.useFakeTimers({ now: NOW });
  const fetchOne = vi.fn<() => Promise<JoinResponse>>(answer);
  const ticket = new JoinTicket(fetchOne);
  return { ticket, fetchOne };
}

/** Answers with tokens that are good for a number of seconds, and say when they were given. */
function lasting(seconds: number): () => Promise<JoinResponse> {
  return () => {
    const age = (Date.now() - NOW) / 1000;
    return Promise.resolve(response(`at ${age}`, age + seconds));
  };
}

describe("while a call runs", () => {
  afterEach(() => vi.useRealTimers());

  test("the token is renewed after 60 % of its life, again and again, until the call ends", async () => {
    const { ticket, fetchOne } = running(lasting(300));
    await ticket.take();
    ticket.keepFresh(true);
    await vi.advanceTimersByTimeAsync(181_000);
    expect((await ticket.take()).token).toBe("at 180");
    await vi.advanceTimersByTimeAsync(181_000);
    expect((await ticket.take()).token).toBe("at 360");
    expect(fetchOne).toHaveBeenCalledTimes(3);
    ticket.keepFresh(false);
    await vi.advanceTimersByTimeAsync(900_000);
    expect(fetchOne).toHaveBeenCalledTimes(3);
  });

  test("the appservice being away costs nothing while the old one is good", async () => {
    let away = false;
    const { ticket } = running(() => (away ? Promise.reject(new Error("away")) : lasting(300)()));
    await ticket.take();
    ticket.keepFresh(true);
    away = true;
    await vi.advanceTimersByTimeAsync(200_000);
    expect((await ticket.take()).token).toBe("at 0");
    away = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await ticket.take()).token).toBe("at 210");
    ticket.keepFresh(false);
  });

  test("a token that is old when it comes, since clocks differ, is not fetched all the time", async () => {
    const { ticket, fetchOne } = running(lasting(-1_000));
    await ticket.take();
    ticket.keepFresh(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(fetchOne).toHaveBeenCalledTimes(1);
  });

  test("a request that hangs is given up after five seconds, and the next one asks anew", async () => {
    let hangs = true;
    const { ticket } = running(() =>
      hangs ? new Promise<JoinResponse>(() => undefined) : lasting(300)(),
    );
    const taken = ticket.take().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await taken).toBeInstanceOf(Error);
    hangs = false;
    expect((await ticket.take()).token).toBe("at 5");
  });
});
