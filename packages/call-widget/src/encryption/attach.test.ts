import { describe, expect, it, vi } from "vitest";
import { attachTransforms, type PutTransform } from "./attach.ts";
import { canTransform } from "./can-transform.ts";

interface FakeTransceiver {
  readonly sender: object;
  readonly receiver: { readonly track: { readonly kind: string } };
}

/** As much of a connection as the library uses. */
class FakeConnection extends EventTarget {
  signalingState = "stable";
  readonly transceivers: FakeTransceiver[] = [];
  readonly log: string[] = [];

  #make(kind: string): FakeTransceiver {
    const made = { sender: {}, receiver: { track: { kind } } };
    this.transceivers.push(made);
    return made;
  }

  getTransceivers(): readonly FakeTransceiver[] {
    return this.transceivers;
  }

  addTrack(track: { kind: string }): object {
    return this.#make(track.kind).sender;
  }

  addTransceiver(kind: string): FakeTransceiver {
    return this.#make(kind);
  }

  /** A line with an asterisk is one on which nothing is received yet. */
  async setRemoteDescription(kinds: readonly string[]): Promise<void> {
    await Promise.resolve();
    for (const kind of kinds) {
      this.#make(kind.replace("*", ""));
      if (kind.endsWith("*")) continue;
      this.dispatchEvent(new Event("track"));
      this.log.push(`may receive ${kind}`);
    }
  }

  setLocalDescription(): void {
    this.log.push("may send");
  }

  close(): void {
    this.signalingState = "closed";
  }
}

function attached(put?: PutTransform) {
  const connection = new FakeConnection();
  const own: PutTransform = (on, { role, media }) => {
    connection.log.push(`${role} ${media}`);
    expect(on).toBeDefined();
  };
  const received: [number, unknown][] = [];
  let receivers = 0;
  attachTransforms(
    connection as unknown as RTCPeerConnection,
    put ?? own,
    () => (receivers += 1),
    (receiver, track) => received.push([receiver, track]),
  );
  return { connection, received };
}

describe("what is sent and received", () => {
  it("goes through a transform in the same turn in which its sender is made", () => {
    const { connection } = attached();
    connection.addTrack({ kind: "audio" });
    expect(connection.log).toEqual(["send audio", "receive audio"]);
    connection.addTransceiver("video");
    expect(connection.log.slice(2)).toEqual(["send video", "receive video"]);
  });

  it("goes through a transform before anything can come, and once only", async () => {
    const { connection, received } = attached();
    await connection.setRemoteDescription(["audio", "video"]);
    expect(connection.log).toEqual([
      "send audio",
      "receive audio",
      "may receive audio",
      "send video",
      "receive video",
      "may receive video",
    ]);
    connection.setLocalDescription();
    expect(connection.log.slice(6)).toEqual(["may send"]);
    expect(received).toEqual(
      connection.transceivers.map(({ receiver }, index) => [index + 1, receiver.track]),
    );
  });

  it("has one also on lines that only take something, before the library goes on", async () => {
    const { connection } = attached();
    await connection.setRemoteDescription(["video*"]);
    expect(connection.log).toEqual(["send video", "receive video"]);
  });

  it("has one before it may be sent, however its sender came into being", () => {
    const { connection } = attached();
    connection.transceivers.push({ sender: {}, receiver: { track: { kind: "video" } } });
    connection.setLocalDescription();
    expect(connection.log).toEqual(["send video", "receive video", "may send"]);
  });

  it("does not leave at all where a transform cannot be put", () => {
    const put = vi.fn<PutTransform>(() => {
      throw new TypeError("not supported");
    });
    const { connection } = attached(put);
    expect(() => connection.addTrack({ kind: "audio" })).toThrow(TypeError);
    expect(connection.signalingState).toBe("closed");
  });
});

describe("a browser", () => {
  class Sender {
    transform = null;
  }
  class Standard {
    get transform() {
      return null;
    }
  }
  it.each([
    [
      "with the standard's transforms can",
      { RTCRtpScriptTransform: Map, RTCRtpSender: Standard },
      true,
    ],
    ["without them cannot", { RTCRtpSender: Standard }, false],
    ["that has them half cannot", { RTCRtpScriptTransform: Map, RTCRtpSender: Sender }, false],
    ["without WebRTC cannot", {}, false],
  ])("%s", (_story, scope, can) => {
    expect(canTransform(scope)).toBe(can);
  });
});
