/** Named arrays of numbers and a small description in one run of bytes, for files. */

type NumberArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;
const KINDS = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array } as const;
type Kind = keyof typeof KINDS;

interface Header {
  about: unknown;
  arrays: { name: string; kind: Kind; length: number }[];
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** `about` must survive JSON. Bytes of arrays stand in the order of this machine (little-endian on all that run Node). */
export function packArrays(about: unknown, arrays: ReadonlyMap<string, NumberArray>): Uint8Array {
  const header: Header = {
    about,
    arrays: [...arrays].map(([name, a]) => ({ name, kind: a.constructor.name as Kind, length: a.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  let size = 8 + aligned(text.length);
  for (const a of arrays.values()) size += aligned(a.byteLength);
  const packed = new Uint8Array(size);
  new DataView(packed.buffer).setUint32(0, text.length, true);
  packed.set(text, 8);
  let at = 8 + aligned(text.length);
  for (const a of arrays.values()) {
    packed.set(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), at);
    at += aligned(a.byteLength);
  }
  return packed;
}

/** Null where the bytes are no pack, or a cut one. */
export function unpackArrays(
  packed: Uint8Array,
): { about: unknown; arrays: Map<string, NumberArray> } | null {
  if (packed.length < 8) return null;
  // A copy: bytes of a file may stand where numbers cannot begin, and a Buffer’s own slice would share them.
  const own = new Uint8Array(packed);
  const length = new DataView(own.buffer).getUint32(0, true);
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(own.subarray(8, 8 + length))) as Header;
  } catch {
    return null;
  }
  const arrays = new Map<string, NumberArray>();
  let at = 8 + aligned(length);
  for (const { name, kind, length: count } of header.arrays) {
    const Kind = KINDS[kind];
    if (at + count * Kind.BYTES_PER_ELEMENT > own.length) return null;
    arrays.set(name, new Kind(own.buffer, at, count));
    at += aligned(count * Kind.BYTES_PER_ELEMENT);
  }
  return { about: header.about, arrays };
}
