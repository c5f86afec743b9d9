import type { Locator } from "@playwright/test";

/**
 * How sharp the left edge of a moving picture is, where nobody sits: the mean difference between
 * neighbouring points, 0…255.
 * @param pictures how many pictures are looked at, one after the other
 * @returns one number a picture
 */
export async function sharpnessOf(video: Locator, pictures = 3): Promise<readonly number[]> {
  return video.evaluate(async (element, count) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error("Not a moving picture");
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const seen: number[] = [];
    while (seen.length < count) {
      await new Promise((resolve) => element.requestVideoFrameCallback(resolve));
      const { videoWidth, videoHeight } = element;
      if (!context || videoWidth === 0) continue;
      canvas.width = Math.floor(videoWidth / 8);
      canvas.height = Math.floor(videoHeight / 4);
      context.drawImage(element, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (let y = 0; y < height; y += 1) {
        for (let x = 1; x < width; x += 1) {
          const at = 4 * (y * width + x);
          sum += Math.abs((data[at + 1] ?? 0) - (data[at - 3] ?? 0));
        }
      }
      seen.push(sum / (width * height));
    }
    return seen;
  }, pictures);
}
