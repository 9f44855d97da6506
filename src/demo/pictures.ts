/**
 * Small post pictures drawn from scratch. Some carry the demo brand's mark (a ring over two waves, invented),
 * at a known place, size and turn. A picture's file name is the SHA-256 of its bytes.
 */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Rng } from '#basis/rng.ts';

const PICTURE_SIDE = 160;

export interface Picture {
  file: string;
  sha256: string;
  bytes: Buffer;
  /** Where the mark stands, in pixels, with its turn in degrees; null where there is none. */
  logo: { x: number; y: number; size: number; turnDegrees: number } | null;
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** An 8-bit RGB PNG of `side` × `side` pixels. */
function png(rgb: Uint8Array, side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const lines = Buffer.alloc(side * (side * 3 + 1));
  for (let y = 0; y < side; y++)
    lines.set(rgb.subarray(y * side * 3, (y + 1) * side * 3), y * (side * 3 + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 3 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Rgb = readonly [number, number, number];
const INK: Rgb = [18, 74, 92];
const PAPER: Rgb = [246, 240, 226];

/** Colour of the mark at (u, v) in [-1, 1]², or null outside it: a disc, a ring, two waves and a dot. */
function markAt(u: number, v: number): Rgb | null {
  const r = Math.hypot(u, v);
  if (r > 1) return null;
  if (r > 0.82) return INK;
  if (r > 0.72) return PAPER;
  const wave = (centre: number) => Math.abs(v - centre - 0.12 * Math.sin(u * 6.5)) < 0.07;
  if (wave(0.18) || wave(0.42)) return INK;
  if (Math.hypot(u - 0.22, v + 0.3) < 0.17) return [214, 92, 62];
  if (Math.abs(u + 0.3) < 0.07 && v < -0.02 && v > -0.55) return INK;
  return PAPER;
}

function pasteMark(rgb: Uint8Array, side: number, logo: NonNullable<Picture['logo']>) {
  const half = logo.size / 2;
  const turn = (logo.turnDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let y = 0; y < logo.size; y++)
    for (let x = 0; x < logo.size; x++) {
      const [dx, dy] = [(x + 0.5 - half) / half, (y + 0.5 - half) / half];
      const colour = markAt(dx * cos + dy * sin, dy * cos - dx * sin);
      if (colour) rgb.set(colour, ((logo.y + y) * side + logo.x + x) * 3);
    }
}

/** A background of soft bands and rounded things, so that the mark is not the only shape. */
function paint(random: Rng, side: number): Uint8Array {
  const rgb = new Uint8Array(side * side * 3);
  const top = [random.int(120, 250), random.int(120, 250), random.int(120, 250)] as const;
  const bottom = [random.int(60, 230), random.int(60, 230), random.int(60, 230)] as const;
  const things = Array.from({ length: random.int(4, 9) }, () => ({
    x: random.int(0, side),
    y: random.int(0, side),
    w: random.int(8, 38),
    h: random.int(8, 38),
    round: random.chance(0.5),
    colour: [random.int(20, 250), random.int(20, 250), random.int(20, 250)] as const,
  }));
  const put = (at: number, [r, g, b]: Rgb) => {
    rgb[at] = r;
    rgb[at + 1] = g;
    rgb[at + 2] = b;
  };
  for (let y = 0; y < side; y++) {
    const blend = (i: 0 | 1 | 2) => Math.round(top[i] + ((bottom[i] - top[i]) * y) / side);
    const line: Rgb = [blend(0), blend(1), blend(2)];
    for (let x = 0; x < side; x++) put((y * side + x) * 3, line);
  }
  for (const thing of things)
    for (let y = Math.max(0, thing.y - thing.h); y < Math.min(side, thing.y + thing.h); y++)
      for (let x = Math.max(0, thing.x - thing.w); x < Math.min(side, thing.x + thing.w); x++) {
        const inside = !thing.round || ((x - thing.x) / thing.w) ** 2 + ((y - thing.y) / thing.h) ** 2 < 1;
        if (inside) put((y * side + x) * 3, thing.colour);
      }
  return rgb;
}

const named = (bytes: Buffer, logo: Picture['logo']): Picture => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: `${sha256}.png`, sha256, bytes, logo };
};

/** The mark alone, turned upright: what a user registers as the brand's logo. */
export function logoPicture(): Picture {
  const rgb = new Uint8Array(PICTURE_SIDE * PICTURE_SIDE * 3).fill(255);
  const logo = { x: 10, y: 10, size: PICTURE_SIDE - 20, turnDegrees: 0 };
  pasteMark(rgb, PICTURE_SIDE, logo);
  return named(png(rgb, PICTURE_SIDE), logo);
}

/** `withLogo` pictures that carry the mark, then `without` that do not. */
export function drawPictures(random: Rng, withLogo: number, without: number): Picture[] {
  return Array.from({ length: withLogo + without }, (_, i) => {
    const rgb = paint(random, PICTURE_SIDE);
    if (i >= withLogo) return named(png(rgb, PICTURE_SIDE), null);
    const size = random.int(48, 84);
    const logo = {
      x: random.int(2, PICTURE_SIDE - size - 2),
      y: random.int(2, PICTURE_SIDE - size - 2),
      size,
      turnDegrees: random.int(-20, 20),
    };
    pasteMark(rgb, PICTURE_SIDE, logo);
    return named(png(rgb, PICTURE_SIDE), logo);
  });
}
