type Column = string | Uint8Array | Uint16Array | Uint32Array | Float64Array | readonly unknown[];

const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Float64Array } as const;
type ArrayName = keyof typeof ARRAYS;
const ALIGNMENT = 8;

interface Part {
  readonly name: string;
  readonly type: ArrayName | "text" | "json";
  readonly length: number;
}

/** Columns as one block of bytes: a header of JSON, then every column, aligned for its type. */
export function pack(columns: Readonly<Record<string, Column>>): Uint8Array<ArrayBuffer> {
  const parts = Object.entries(columns).map(([name, column]) => {
    if (typeof column === "string") return { name, type: "text", bytes: encode(column) } as const;
    if (!ArrayBuffer.isView(column)) {
      return { name, type: "json", bytes: encode(JSON.stringify(column)) } as const;
    }
    const type = column.constructor.name as ArrayName;
    return {
      name,
      type,
      bytes: new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
    };
  });
  const header = encode(
    JSON.stringify(
      parts.map(({ name, type, bytes }): Part => ({ name, type, length: bytes.length })),
    ),
  );
  const start = aligned(ALIGNMENT + header.length);
  const length = parts.reduce((sum, { bytes }) => aligned(sum + bytes.length), start);
  const packed = new Uint8Array(length);
  new DataView(packed.buffer).setUint32(0, header.length);
  packed.set(header, ALIGNMENT);
  let at = start;
  for (const { bytes } of parts) {
    packed.set(bytes, at);
    at = aligned(at + bytes.length);
  }
  return packed;
}

/**
 * The columns in such a block; typed arrays share its memory.
 * @throws Error for anything else
 */
export function unpack(packed: Uint8Array<ArrayBuffer>): Readonly<Record<string, Column>> {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  const header = JSON.parse(
    decode(packed.subarray(ALIGNMENT, ALIGNMENT + length)),
  ) as readonly Part[];
  const columns: Record<string, Column> = {};
  let at = aligned(ALIGNMENT + length);
  for (const { name, type, length: bytes } of header) {
    const part = packed.subarray(at, at + bytes);
    if (type === "text") columns[name] = decode(part);
    else if (type === "json") columns[name] = JSON.parse(decode(part)) as readonly unknown[];
    else {
      const Type = ARRAYS[type];
      columns[name] = new Type(
        packed.buffer,
        packed.byteOffset + at,
        bytes / Type.BYTES_PER_ELEMENT,
      );
    }
    at = aligned(at + bytes);
  }
  return columns;
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
