/** The drawings of a panel as one picture file, with the colours of the theme in use. */
import { saveBlob } from '#web/parts/save.ts';

const GAP = 24;
const EDGE = 20;
const HEAD = 36;
/** A picture twice as fine as the screen. */
const SCALE = 2;

/** `var(--x)` becomes its colour: a picture has no style sheet. */
function withColours(markup: string): string {
  const style = getComputedStyle(document.documentElement);
  return markup.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
}

interface Picture {
  markup: string;
  width: number;
  height: number;
}
function compose(box: Element, title: string): Picture {
  const drawings = [...box.querySelectorAll<SVGSVGElement>('svg.portrait-picture')];
  const columns = Math.min(3, Math.max(1, drawings.length));
  const sizes = drawings.map((d) => ({ w: d.width.baseVal.value, h: d.height.baseVal.value }));
  const step = Math.max(...sizes.map((s) => s.w), 360) + GAP;
  const bottoms = Array.from({ length: columns }, () => EDGE + HEAD);
  const parts = drawings.map((drawing, i) => {
    const column = bottoms.indexOf(Math.min(...bottoms));
    const y = bottoms[column] ?? EDGE;
    bottoms[column] = y + (sizes[i]?.h ?? 0) + GAP;
    const copy = drawing.cloneNode(true) as SVGSVGElement;
    copy.setAttribute('x', String(EDGE + column * step));
    copy.setAttribute('y', String(y));
    return new XMLSerializer().serializeToString(copy);
  });
  const width = 2 * EDGE + columns * step - GAP;
  const height = Math.max(...bottoms);
  const heading = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  heading.textContent = title;
  for (const [name, value] of Object.entries({
    x: EDGE,
    y: EDGE + 16,
    'font-size': 16,
    'font-weight': 600,
    'font-family': "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
    fill: 'var(--text)',
  }))
    heading.setAttribute(name, String(value));
  const markup = withColours(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `<rect width="100%" height="100%" fill="var(--surface)"/>${new XMLSerializer().serializeToString(heading)}` +
      `${parts.join('')}</svg>`,
  );
  return { markup, width, height };
}

/** Saves every drawing inside the box. The PNG is drawn by the browser from the SVG. */
export async function savePicture(
  box: Element,
  title: string,
  name: string,
  kind: 'svg' | 'png',
): Promise<void> {
  const { markup, width, height } = compose(box, title);
  const svg = new Blob([markup], { type: 'image/svg+xml;charset=utf-8' });
  if (kind === 'svg') return saveBlob(`${name}.svg`, svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (png) saveBlob(`${name}.png`, png);
}
