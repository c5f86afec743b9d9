import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { JitsiConference, JitsiConnection } from "./library-types.ts";
import { Repair } from "./repair.ts";
import { tapSockets } from "./sockets.ts";

const service = {
  libraryUrl: "/libs/lib-jitsi-meet.min.js",
  serviceUrl: "/xmpp-websocket",
  domain: "meet.test",
  mucDomain: "conference.meet.test",
  focusDomain: "focus.meet.test",
  focusUserJid: "focus@auth.meet.test",
};

class Socket extends EventTarget {
  constructor(readonly url: string) {
    super();
  }
  close(): void {
    // The browser tells of the end when the other side has said goodbye, which may take minutes.
  }
}

/** The part of the library between its connection and the socket: what it does when one ends. */
class Connection {
  socket: Socket | undefined;
  status = "connected";
  scheduled = 0;
  resumed = 0;
  /** As builds of both ages name it. */
  readonly xmpp = {
    connection: {
      _resumeTask: {
        _cancelResume: () => {
          this.scheduled = 0;
        },
        _resumeConnection: () => {
          // The plugin of stream management throws in any other state.
          if (this.status !== "disconnected") throw new Error("resume() can only be called …");
          this.resumed += 1;
          this.open();
        },
      },
    },
  };
  open(): void {
    this.status = "connecting";
    this.socket = new WebSocket("ws://plenum.test/xmpp-websocket?token=x") as unknown as Socket;
    this.socket.addEventListener("close", () => {
      this.status = "disconnected";
      this.scheduled += 1;
    });
  }
}

describe("taking signalling up again", () => {
  let connection: Connection;
  let repair: Repair;
  beforeEach(() => {
    vi.stubGlobal("WebSocket", Socket);
    vi.stubGlobal("CloseEvent", Event);
    tapSockets();
    connection = new Connection();
    repair = repairOf(connection);
    connection.open();
  });
  afterEach(() => {
    tapSockets()?.dispose();
    vi.unstubAllGlobals();
  });

  test.each(["connected", "connecting"])(
    "of a connection that is %s: a new socket, at once, and no second one later",
    (status) => {
      connection.status = status;
      const before = connection.socket;
      const ended = vi.fn<() => void>();
      repair.onSignallingEnd(ended);
      repair.renewSignalling();
      expect(connection.socket).not.toBe(before);
      expect([connection.resumed, connection.scheduled]).toEqual([1, 0]);
      expect(ended).toHaveBeenCalledTimes(1);
    },
  );

  test("when the library waits for its next try, that is made now", () => {
    connection.socket?.dispatchEvent(new Event("close"));
    expect(connection.scheduled).toBe(1);
    repair.renewSignalling();
    expect([connection.resumed, connection.scheduled]).toEqual([1, 0]);
  });

  test("a build without that entry loses its socket and resumes when it thinks fit", () => {
    Reflect.set(connection, "xmpp", {});
    repair.renewSignalling();
    expect([connection.status, connection.scheduled]).toEqual(["disconnected", 1]);
  });
});

describe("beginning sound and picture anew", () => {
  test("gives up the library's own plan first, which would hit the new connection", () => {
    const done: string[] = [];
    const conference = {
      _delayedIceFailed: { cancel: () => done.push("cancel") },
      _restartMediaSessions: () => done.push("restart"),
    };
    repairOf(new Connection(), conference).restartMedia();
    expect(done).toEqual(["cancel", "restart"]);
  });

  test("a build that can’t is left in peace", () => {
    expect(() => repairOf(new Connection(), {}).restartMedia()).not.toThrow();
  });
});

describe("how sound and picture stand", () => {
  let ice: string | undefined;
  let others = 1;
  const conference = {
    getActivePeerConnection: () =>
      ice === undefined ? null : { peerconnection: { iceConnectionState: ice } },
    getParticipants: () => Array.from({ length: others }),
  };
  beforeEach(() => {
    ice = undefined;
    others = 1;
  });

  test("who has just come misses nothing until the first connection stood", () => {
    const repair = repairOf(new Connection(), conference);
    for (const early of [undefined, "new", "checking"]) {
      ice = early;
      expect(repair.mediaState()).toBe("alive");
    }
  });

  test.each([
    ["connected", "alive"],
    ["completed", "alive"],
    ["checking", "connecting"],
    ["disconnected", "interrupted"],
    ["failed", "failed"],
    ["closed", "none"],
    [undefined, "none"],
  ])("after that, %s is %s", (state, expected) => {
    const repair = repairOf(new Connection(), conference);
    ice = "connected";
    repair.mediaState();
    ice = state;
    expect(repair.mediaState()).toBe(expected);
    others = 0;
    expect(repair.mediaState()).toBe("alive");
  });
});

function repairOf(connection: Connection, conference: object = {}): Repair {
  return new Repair({
    connection: connection as unknown as JitsiConnection,
    service,
    base: "http://plenum.test/",
    transport: "websocket",
    conference: () => conference as JitsiConference,
  });
}
