import type { JoinResponse } from "@plenum/model";
import { describe, expect, test } from "vitest";
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

  test("is not used twice: a rejoin gets a fresh one", async () => {
    const { ticket } = office(response("one", 300), response("two", 300));
    ticket.prefetch();
    await ticket.take();
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
