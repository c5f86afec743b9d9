import { encodeQR } from "qr";
import { decodeQR } from "qr/decode.js";

/** Light modules around a code, without which cameras do not find it. */
const QUIET_ZONE = 4;

/** The modules of a code that holds bytes, row by row, with a quiet zone; true is dark. */
export function modulesOf(bytes: Uint8Array): readonly (readonly boolean[])[] {
  return encodeQR("x".repeat(bytes.length), "raw", {
    ecc: "low",
    encoding: "byte",
    border: QUIET_ZONE,
    textEncoder: () => bytes,
  });
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel. */
  readonly data: Uint8ClampedArray;
}

/** The bytes of the code in a picture, or undefined where there is none that can be read. */
export function readCode(picture: Picture): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  try {
    decodeQR(picture, {
      textDecoder: (bytes) => {
        parts.push(Uint8Array.from(bytes));
        return "";
      },
    });
  } catch {
    return undefined;
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.length === 0 ? undefined : whole;
}
