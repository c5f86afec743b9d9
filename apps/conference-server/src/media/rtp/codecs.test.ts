import { describe, expect, it } from "vitest";
import { PAYLOAD_TYPE } from "../offer.ts";
import { inspectPayload, PayloadInfo } from "./codecs.ts";
import { vp8Payload } from "./test-packets.ts";

function inspect(payload: Buffer, payloadType: number): PayloadInfo {
  const info = new PayloadInfo();
  inspectPayload(payload, 0, payload.length, payloadType, info);
  return info;
}

describe("a VP8 payload", () => {
  it("tells key picture, size and numbers", () => {
    const info = inspect(
      vp8Payload({ pictureId: 0x1234, tl0: 7, key: true, height: 720 }),
      PAYLOAD_TYPE.vp8,
    );
    expect(info).toMatchObject({
      keyframe: true,
      height: 720,
      pictureId: 0x1234,
      longPictureId: true,
      tl0: 7,
      pictureIdOffset: 2,
      tl0Offset: 4,
    });
  });

  it.each([
    ["a later picture", { key: false }],
    ["a later packet of a key picture", { key: true, begins: false }],
  ])("%s starts nothing", (_name, picture) => {
    const payload = vp8Payload({ pictureId: 1, ...picture });
    expect(inspect(payload, PAYLOAD_TYPE.vp8).keyframe).toBe(false);
  });

  it("with a short picture id keeps it short", () => {
    const info = inspect(Buffer.from([0x90, 0x80, 0x55, 0x01]), PAYLOAD_TYPE.vp8);
    expect(info).toMatchObject({ longPictureId: false, pictureId: 0x55 });
  });

  it("that is cut off has no numbers to be rewritten", () => {
    const info = inspect(Buffer.from([0x90, 0xc0, 0x80]), PAYLOAD_TYPE.vp8);
    expect(info).toMatchObject({ pictureIdOffset: -1, tl0Offset: -1, keyframe: false });
  });
});

describe("key pictures of the other codecs", () => {
  it.each([
    ["VP9, not predicted, begins a frame", PAYLOAD_TYPE.vp9, [0x88, 0x05, 0, 0], true],
    ["VP9, predicted", PAYLOAD_TYPE.vp9, [0xc8, 0x05, 0, 0], false],
    ["VP9, upper spatial layer", PAYLOAD_TYPE.vp9, [0xa8, 0x05, 0x02, 0, 0], false],
    ["H264, IDR", PAYLOAD_TYPE.h264, [0x65, 0], true],
    ["H264, parameter set in an aggregate", PAYLOAD_TYPE.h264, [0x78, 0, 2, 0x67, 0, 0], true],
    ["H264, first fragment of an IDR", PAYLOAD_TYPE.h264, [0x7c, 0x85], true],
    ["H264, later fragment of an IDR", PAYLOAD_TYPE.h264, [0x7c, 0x05], false],
    ["H264, other slice", PAYLOAD_TYPE.h264, [0x41, 0], false],
    ["AV1, new sequence", PAYLOAD_TYPE.av1, [0x18, 0x0a], true],
    ["AV1, continued", PAYLOAD_TYPE.av1, [0x10, 0x32], false],
    ["nothing known", 77, [0x10, 0x32], false],
  ])("%s", (_name, payloadType, bytes, expected) => {
    expect(inspect(Buffer.from(bytes), payloadType).keyframe).toBe(expected);
  });
});
