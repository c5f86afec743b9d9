export interface PictureSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of a side beyond which a picture is not unpacked: a small file may claim a whole wall. */
const LARGEST_SIDE = 16_384;
/** Pixels in all; four bytes each once they are unpacked. */
const LARGEST_AREA = 60_000_000;

function ascii(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every(
    (character, index) => bytes[at + index] === character.charCodeAt(0),
  );
}

function jpegSize(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

function webpSize(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  const uint24 = (at: number): number => view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  if (ascii(bytes, 12, "VP8X")) return { width: uint24(24) + 1, height: uint24(27) + 1 };
  if (ascii(bytes, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (ascii(bytes, 12, "VP8 ")) {
    return {
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    };
  }
  return undefined;
}

/**
 * The size that a picture file states in its own head, read without unpacking it. PNG, GIF, JPEG
 * and WebP; undefined for everything else.
 * @param bytes the beginning of the file, 64 kB are plenty
 */
export function readPictureSize(bytes: Uint8Array): PictureSize | undefined {
  if (bytes.length < 32) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (ascii(bytes, 1, "PNG")) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (ascii(bytes, 0, "GIF8")) {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(bytes, view);
  if (ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WEBP")) return webpSize(bytes, view);
  return undefined;
}

/** Whether a picture may be unpacked: not when it claims to be larger than a screen ever shows. */
export function isBearable(size: PictureSize | undefined): boolean {
  if (size === undefined) return true;
  const { width, height } = size;
  return width <= LARGEST_SIDE && height <= LARGEST_SIDE && width * height <= LARGEST_AREA;
}
