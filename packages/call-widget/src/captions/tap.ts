// What it exports is its address, not what is in it.
// oxlint-disable-next-line import/default
import workletUrl from "./pcm-tap.js?url&no-inline";

/**
 * A node that hands on what it hears and is silent itself.
 * @param onSamples mono, at the context's rate, about ten times a second
 * @throws Error where worklets are missing or the file cannot be loaded
 */
export async function createTap(
  context: BaseAudioContext,
  onSamples: (samples: Float32Array) => void,
): Promise<AudioWorkletNode> {
  await context.audioWorklet.addModule(workletUrl);
  const node = new AudioWorkletNode(context, "plenum-pcm-tap", {
    channelCount: 1,
    channelCountMode: "explicit",
    outputChannelCount: [1],
  });
  node.port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (data instanceof Float32Array) onSamples(data);
  });
  node.port.start();
  return node;
}
