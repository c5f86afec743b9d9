import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RESUME_WINDOW_SECONDS, Session, type Transport } from "./session.ts";

function transport(): Transport & { readonly sent: string[]; readonly failed: string[] } {
  const sent: string[] = [];
  const failed: string[] = [];
  return {
    sent,
    failed,
    send: (text) => sent.push(text),
    fail: (condition) => failed.push(condition),
  };
}

function start(managed: boolean) {
  const first = transport();
  const ended = vi.fn<(session: Session, why: string) => void>();
  const resumed = vi.fn<() => void>();
  const session = new Session({
    jid: "a@meet/r",
    identity: {
      userId: "@a:example.org",
      displayName: "A",
      role: "participant",
      deviceId: undefined,
      room: "lab",
      issuedAt: 0,
      expiresAt: 0,
    },
    resumptionId: "id",
    transport: first,
    observer: { ended, resumed },
  });
  if (managed) session.enableManagement();
  return { session, first, ended, resumed };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a session", () => {
  it("without stream management ends with its socket", () => {
    const { session, first, ended } = start(false);
    session.detach(first);
    expect(ended).toHaveBeenCalledWith(session, "closed");
  });

  it("waits a minute for its client, then ends", () => {
    const { session, first, ended } = start(true);
    session.detach(first);
    vi.advanceTimersByTime(RESUME_WINDOW_SECONDS * 1_000 - 1);
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ended).toHaveBeenCalledWith(session, "timed-out");
  });

  it("hands over what was missed when its client is back, and the clock stops", () => {
    const { session, first, ended, resumed } = start(true);
    session.send("<one/>");
    session.send("<two/>");
    session.detach(first);
    session.send("<three/>");
    const second = transport();
    session.resume(second, 1);
    expect(second.sent).toEqual([
      `<resumed xmlns="urn:xmpp:sm:3" previd="id" h="0"/>`,
      "<two/>",
      "<three/>",
      `<r xmlns="urn:xmpp:sm:3"/>`,
    ]);
    expect(resumed).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(RESUME_WINDOW_SECONDS * 2_000);
    expect(ended).not.toHaveBeenCalled();
  });

  it("leaves an old socket that still seems to live", () => {
    const { session, first, ended } = start(true);
    const second = transport();
    session.resume(second, 0);
    expect(first.failed).toEqual(["conflict"]);
    session.detach(first);
    vi.advanceTimersByTime(RESUME_WINDOW_SECONDS * 2_000);
    expect(ended).not.toHaveBeenCalled();
  });

  it("ends when the client acknowledges what was never sent", () => {
    const { session, first, ended } = start(true);
    session.acknowledge(7);
    expect(ended).toHaveBeenCalledWith(session, "overflow");
    expect(first.failed).toEqual(["resource-constraint"]);
    session.send("<nothing/>");
    expect(first.sent).toEqual([]);
  });
});
