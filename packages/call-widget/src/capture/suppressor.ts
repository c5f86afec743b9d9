import wasmUrl from "@sapphi-red/web-noise-suppressor/rnnoise.wasm?url";
import simdUrl from "@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url";
// What it exports is its address, not what is in it.
// oxlint-disable-next-line import/default
import workletUrl from "@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url";

/** The name under which the worklet of the package registers itself. */
const PROCESSOR = "@sapphi-red/web-noise-suppressor/rnnoise";

/** A module that has one vector instruction: valid only where there are any. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/**
 * Milliseconds that the worklet gets to compile what it was given. Until then it is silent, and
 * nothing tells when it is done.
 */
const COMPILING = 300;

/**
 * A node that takes noise out of speech (RNNoise). Worklet and WebAssembly come from our own origin.
 * @param context at 48 kHz: the network knows no other rate
 * @throws Error where worklets or WebAssembly are missing, or the files cannot be loaded
 */
export async function createSuppressor(context: BaseAudioContext): Promise<AudioWorkletNode> {
  const [wasmBinary] = await Promise.all([
    load(WebAssembly.validate(SIMD) ? simdUrl : wasmUrl),
    context.audioWorklet.addModule(workletUrl),
  ]);
  const node = new AudioWorkletNode(context, PROCESSOR, {
    channelCount: 1,
    channelCountMode: "explicit",
    outputChannelCount: [1],
    processorOptions: { maxChannels: 1, wasmBinary },
  });
  await new Promise((resolve) => setTimeout(resolve, COMPILING));
  return node;
}

async function load(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Noise suppression is not there: ${response.status}`);
  return response.arrayBuffer();
}
