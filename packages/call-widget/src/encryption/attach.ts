import type { MediaKind } from "./frame.ts";
import type { TransformOptions } from "./worker-messages.ts";

/** Puts a transform on a sender or receiver; throws where that does not work. */
export type PutTransform = (on: RTCRtpSender | RTCRtpReceiver, options: TransformOptions) => void;

/**
 * What connections have to be made with. Chromium lets what is sent pass by a transform that comes a
 * moment too late, and says nothing; with this it holds everything back until there is one. Other
 * browsers do not know it and do not need it.
 */
export const HOLD_FRAMES = { encodedInsertableStreams: true } as const;

/**
 * Has everything that a connection sends and receives go through a transform, from its first frame
 * on: senders and receivers get theirs in the same turn in which they come into being, or at the
 * latest before the descriptions that begin to use them. Where one cannot be put the connection is
 * closed: nothing leaves it in the clear.
 * @param number gives receivers their numbers
 * @param received tells which track a numbered receiver gives
 */
export function attachTransforms(
  connection: RTCPeerConnection,
  put: PutTransform,
  number: () => number,
  received: (receiver: number, track: MediaStreamTrack) => void,
): void {
  const done = new WeakSet<RTCRtpSender | RTCRtpReceiver>();

  const attach = ({ sender, receiver }: RTCRtpTransceiver): void => {
    const media: MediaKind = receiver.track.kind === "audio" ? "audio" : "video";
    if (!done.has(sender)) {
      put(sender, { role: "send", media });
      done.add(sender);
    }
    if (!done.has(receiver)) {
      const receiverNumber = number();
      put(receiver, { role: "receive", media, receiver: receiverNumber });
      done.add(receiver);
      received(receiverNumber, receiver.track);
    }
  };
  const sweep = (): void => {
    try {
      for (const transceiver of connection.getTransceivers()) attach(transceiver);
    } catch (error) {
      connection.close();
      throw error;
    }
  };
  /** What the library calls, with a look before and after it. */
  const around = (name: "addTrack" | "addTransceiver" | "setLocalDescription"): void => {
    const own: unknown = Reflect.get(connection, name);
    if (typeof own !== "function") return;
    Reflect.set(connection, name, (...values: readonly unknown[]): unknown => {
      sweep();
      const result: unknown = Reflect.apply(own, connection, values);
      if (connection.signalingState !== "closed") sweep();
      return result;
    });
  };
  around("addTrack");
  around("addTransceiver");
  around("setLocalDescription");
  // Comes while the remote description is being set, before anything is received.
  connection.addEventListener("track", sweep);
  // Lines on which nothing is to be received come without that event.
  const own = connection.setRemoteDescription.bind(connection);
  connection.setRemoteDescription = async (description) => {
    await own(description);
    if (connection.signalingState !== "closed") sweep();
  };
}
