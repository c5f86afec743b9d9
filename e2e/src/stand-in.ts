import { writeFileSync } from "node:fs";

const WIDTH = 640;
const HEIGHT = 360;
const FRAMES = 16;

/** Colours of a stand-in as [luma, blue difference, red difference], 0 to 255. */
export interface StandIn {
  readonly wall: readonly [number, number, number];
  readonly skin: readonly [number, number, number];
  readonly hair: readonly [number, number, number];
  readonly clothes: readonly [number, number, number];
  /** The wall has bars as fine as print. */
  readonly bars?: boolean;
}

/**
 * Draws a person before a wall, who nods a little, as a video file for Chromium's fake camera:
 * for the picture in the README, where its green test pattern would say nothing.
 * @see https://wiki.multimedia.cx/index.php/YUV4MPEG2
 */
export function writeStandIn(path: string, standIn: StandIn): void {
  const frames = Array.from({ length: FRAMES }, (_, index) => {
    const nod = Math.round(3 * Math.sin((2 * Math.PI * index) / FRAMES));
    return Buffer.concat([Buffer.from("FRAME\n"), frameOf(standIn, nod)]);
  });
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F8:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([header, ...frames]));
}

function frameOf(standIn: StandIn, nod: number): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const blue = Buffer.alloc((WIDTH * HEIGHT) / 4);
  const red = Buffer.alloc((WIDTH * HEIGHT) / 4);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const [light, u, v] = colourAt(standIn, x, y, nod);
      luma[y * WIDTH + x] = light;
      if (x % 2 === 0 && y % 2 === 0) {
        const at = (y / 2) * (WIDTH / 2) + x / 2;
        blue[at] = u;
        red[at] = v;
      }
    }
  }
  return Buffer.concat([luma, blue, red]);
}

function colourAt(
  { wall, skin, hair, clothes, bars = false }: StandIn,
  x: number,
  y: number,
  nod: number,
): readonly [number, number, number] {
  const inside = (cx: number, cy: number, rx: number, ry: number): boolean =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
  const middle = WIDTH / 2;
  const eyes = inside(middle - 24, 152 + nod, 5, 5) || inside(middle + 24, 152 + nod, 5, 5);
  const mouth = inside(middle, 190 + nod, 22, 12) && y > 193 + nod;
  if (eyes) return [50, 128, 132];
  if (mouth) return [134, 116, 164];
  if (inside(middle, 162 + nod, 62, 76) && y > 118 + nod) return skin;
  if (inside(middle, 146 + nod, 74, 84) && y < 200 + nod) return hair;
  if (inside(middle, 240, 30, 60)) return [skin[0] - 16, skin[1], skin[2]];
  if (inside(middle, 372, 150, 110)) return clothes;
  if (bars && x % 8 < 4) return [30, 128, 128];
  // The light falls in from the upper left.
  const shade = Math.round((28 * (x + y)) / (WIDTH + HEIGHT));
  return [wall[0] - shade, wall[1], wall[2]];
}
