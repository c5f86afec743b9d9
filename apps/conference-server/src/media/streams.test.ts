import { describe, expect, it } from "vitest";
import { Counters } from "./counters.ts";
import { Endpoint } from "./endpoint.ts";
import { VideoStream } from "./streams.ts";

const NOW = 100_000;
const LONG_AGO = NOW - 60_000;

interface Sent {
  /** When its last packet came. */
  readonly at?: number;
  /** As its last key picture said. */
  readonly height?: number;
}

function streamOf(layers: readonly Sent[]): VideoStream {
  const owner = new Endpoint("a", { port: 1, announcedAddresses: ["127.0.0.1"] }, new Counters());
  const stream = new VideoStream(owner, {
    name: "a-v0",
    kind: "video",
    ssrcs: layers.map((_, index) => 10 + index),
    rtx: {},
    videoType: "camera",
    muted: false,
  });
  for (const [index, { at, height }] of layers.entries()) {
    const layer = stream.layers[index];
    if (layer === undefined) continue;
    if (at !== undefined) layer.receive(1_000, 0, at);
    layer.height = height ?? 0;
  }
  return stream;
}

describe("the layers that are sent just now", () => {
  it.each<[string, readonly Sent[], readonly (readonly [index: number, height: number])[]]>([
    [
      "of Chromium",
      [
        { at: NOW, height: 180 },
        { at: NOW, height: 360 },
        { at: NOW, height: 720 },
      ],
      [
        [0, 180],
        [1, 360],
        [2, 720],
      ],
    ],
    [
      "of Firefox",
      [
        { at: NOW, height: 720 },
        { at: NOW, height: 360 },
        { at: NOW, height: 180 },
      ],
      [
        [2, 180],
        [1, 360],
        [0, 720],
      ],
    ],
    [
      "of Firefox on a narrow line, which leaves out the first",
      [{}, { at: NOW, height: 360 }, { at: NOW, height: 180 }],
      [
        [2, 180],
        [1, 360],
      ],
    ],
    [
      "before a key picture tells: guessed",
      [{ at: NOW }, { at: NOW }],
      [
        [0, 360],
        [1, 720],
      ],
    ],
    [
      "when one has ended",
      [
        { at: NOW, height: 180 },
        { at: LONG_AGO, height: 360 },
      ],
      [[0, 180]],
    ],
    ["of a screen that stands still", [{ at: LONG_AGO, height: 1_080 }], [[0, 1_080]]],
    ["of a camera that has not begun", [{}], []],
  ])("%s", (_name, layers, expected) => {
    const sent = streamOf(layers).sentLayers(NOW);
    expect(sent.map(({ layer, height }) => [layer.index, height])).toEqual(expected);
  });
});
