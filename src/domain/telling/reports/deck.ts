/** The report as slides: native tables and charts, one section after another. */
import pptxgenjs from 'pptxgenjs';
import { atLayer } from './build-report.ts';
import { cellText } from './cell-text.ts';
import { COLOURS, chartValues } from './draw-chart.ts';
import { segmentsOf } from './prose.ts';
import type { Block, Cell, Language, Layer, ReportModel, Section } from './schema.ts';

// The package's types name its class one level deeper than Node finds it.
const PptxGenJS = pptxgenjs as unknown as (typeof pptxgenjs)['default'];
type Slide = ReturnType<InstanceType<typeof PptxGenJS>['addSlide']>;

const FONT = 'Microsoft YaHei';
const W = 13.33;
const H = 7.5;
const LEFT = 0.5;
const WIDE = W - 2 * LEFT;
const TOP = 1.25;
const BOTTOM = H - 0.55;
const INK = '1A2222';
const MUTED = '566262';
const ACCENT = '0D6A63';
const LINE = 'DFE4E4';

/** Letters of Chinese count double. */
const widthOf = (text: string): number => Array.from(text).reduce((n, c) => n + (c > '\u2e80' ? 2 : 1), 0);

/** The line under the title: brand and as-of. */
export const coverLine = (model: ReportModel): string =>
  [model.brand, model.asOf?.slice(0, 10)].filter(Boolean).join(' · ');

class Deck {
  readonly pptx = new PptxGenJS();
  readonly #language: Language;
  #slide: Slide | null = null;
  #y = 0;
  #head = { chapter: '', section: '' };
  constructor(language: Language) {
    this.#language = language;
    this.pptx.layout = 'LAYOUT_WIDE';
    this.pptx.theme = { headFontFace: FONT, bodyFontFace: FONT };
  }
  /** A section of the same chapter goes on below the last one while there is room for a part of it. */
  begin(chapter: string, section: string): void {
    const same = chapter === this.#head.chapter && this.#slide !== null && this.left() > 2.4;
    this.#head = { chapter, section };
    if (!same || !this.#slide) {
      this.#slide = null;
      return;
    }
    this.#slide.addText(section, {
      x: LEFT,
      y: this.#y + 0.05,
      w: WIDE,
      h: 0.4,
      fontSize: 18,
      bold: true,
      color: INK,
      fontFace: FONT,
      margin: 0,
    });
    this.use(0.55);
  }
  /** The slide with room for some inches, a new one when there is none. */
  room(height: number): { slide: Slide; y: number } {
    if (!this.#slide || this.#y + height > BOTTOM) {
      const slide = this.pptx.addSlide();
      slide.addText(this.#head.chapter, {
        x: LEFT,
        y: 0.3,
        w: WIDE,
        h: 0.3,
        fontSize: 12,
        color: ACCENT,
        fontFace: FONT,
        margin: 0,
      });
      slide.addText(this.#head.section, {
        x: LEFT,
        y: 0.58,
        w: WIDE,
        h: 0.5,
        fontSize: 22,
        bold: true,
        color: INK,
        fontFace: FONT,
        margin: 0,
      });
      slide.addShape('line', { x: LEFT, y: 1.12, w: WIDE, h: 0, line: { color: ACCENT, width: 1.5 } });
      this.#slide = slide;
      this.#y = TOP;
    }
    return { slide: this.#slide, y: this.#y };
  }
  use(height: number): void {
    this.#y += height;
  }
  left(): number {
    return this.#slide ? BOTTOM - this.#y : BOTTOM - TOP;
  }

  cover(model: ReportModel): void {
    const slide = this.pptx.addSlide();
    slide.background = { color: ACCENT };
    slide.addText(model.campaign, {
      x: 0.9,
      y: 2.3,
      w: W - 1.8,
      h: 1.2,
      fontSize: 40,
      bold: true,
      color: 'FFFFFF',
      fontFace: FONT,
      fit: 'shrink',
    });
    slide.addText(this.#language === 'zh' ? '结案报告' : 'Close-out report', {
      x: 0.9,
      y: 3.5,
      w: W - 1.8,
      h: 0.6,
      fontSize: 22,
      color: 'E2F0EE',
      fontFace: FONT,
    });
    slide.addText(coverLine(model), {
      x: 0.9,
      y: 4.2,
      w: W - 1.8,
      h: 0.4,
      fontSize: 14,
      color: 'E2F0EE',
      fontFace: FONT,
    });
  }

  block(block: Block, cells: Record<string, Cell>): void {
    if (block.kind === 'prose') this.#prose(block.text[this.#language], cells);
    else if (block.kind === 'tiles') this.#tiles(block, cells);
    else if (block.kind === 'chart') this.#chart(block, cells);
    else this.#table(block, cells);
  }

  #prose(template: string, cells: Record<string, Cell>): void {
    const segments = segmentsOf(template, cells, this.#language);
    const lines = Math.ceil(segments.reduce((n, s) => n + widthOf(s.text), 0) / 135);
    const height = 0.15 + lines * 0.32;
    const { slide, y } = this.room(height);
    slide.addText(
      segments.map((s) => ({ text: s.text, options: { bold: s.cell !== null, color: INK } })),
      { x: LEFT, y, w: WIDE, h: height, fontSize: 14, fontFace: FONT, valign: 'top', margin: 0 },
    );
    this.use(height + 0.12);
  }

  #tiles(block: Extract<Block, { kind: 'tiles' }>, cells: Record<string, Cell>): void {
    const height = 1.25;
    const { slide, y } = this.room(height);
    const gap = 0.15;
    const w = (WIDE - gap * (block.tiles.length - 1)) / block.tiles.length;
    for (const [i, tile] of block.tiles.entries()) {
      const x = LEFT + i * (w + gap);
      const text = cellText(cells[tile.cell] as Cell, this.#language);
      slide.addShape('rect', {
        x,
        y,
        w,
        h: height,
        line: { color: LINE, width: 1 },
        fill: { color: 'FFFFFF' },
      });
      slide.addText(tile.label[this.#language], {
        x: x + 0.1,
        y: y + 0.06,
        w: w - 0.2,
        h: 0.4,
        fontSize: 10.5,
        color: MUTED,
        fontFace: FONT,
        margin: 0,
        valign: 'top',
      });
      slide.addText(text, {
        x: x + 0.1,
        y: y + 0.44,
        w: w - 0.2,
        h: 0.52,
        fontSize: widthOf(text) > 14 ? 12 : 20,
        bold: true,
        color: INK,
        fontFace: FONT,
        margin: 0,
        valign: 'middle',
      });
      if (tile.note)
        slide.addText(tile.note[this.#language], {
          x: x + 0.1,
          y: y + 0.97,
          w: w - 0.2,
          h: 0.22,
          fontSize: 9,
          color: MUTED,
          fontFace: FONT,
          margin: 0,
        });
    }
    this.use(height + 0.2);
  }

  #chart(block: Extract<Block, { kind: 'chart' }>, cells: Record<string, Cell>): void {
    const height = block.shape === 'bar' ? Math.min(4.6, 1 + block.categories.length * 0.38) : 3.2;
    const { slide, y } = this.room(height + 0.3);
    slide.addText(block.title[this.#language], {
      x: LEFT,
      y,
      w: WIDE,
      h: 0.28,
      fontSize: 12,
      bold: true,
      color: MUTED,
      fontFace: FONT,
      margin: 0,
    });
    const labels = block.categories.map((id) => cellText(cells[id] as Cell, this.#language));
    const percent = cells[block.series[0]?.cells[0] ?? '']?.unit === 'share';
    slide.addChart(
      block.shape === 'line' ? 'line' : 'bar',
      block.series.map((s) => ({
        name: s.name[this.#language],
        labels,
        values: chartValues(cells, s.cells).map((v) => v ?? 0),
      })),
      {
        objectName: `chart ${block.id}`,
        altText: block.title[this.#language],
        x: LEFT,
        y: y + 0.28,
        w: WIDE,
        h: height,
        ...(block.shape === 'line' ? {} : { barDir: block.shape === 'bar' ? 'bar' : 'col' }),
        ...(block.shape === 'bar' ? { catAxisOrientation: 'maxMin' as 'minMax' } : {}),
        barGapWidthPct: 60,
        chartColors: COLOURS.slice(0, block.series.length).map((c) => c.slice(1).toUpperCase()),
        catAxisLabelFontFace: FONT,
        catAxisLabelFontSize: 10,
        valAxisLabelFontFace: FONT,
        valAxisLabelFontSize: 10,
        valAxisLabelFormatCode: percent ? '0"%"' : '#,##0',
        valGridLine: { color: LINE, size: 0.5 },
        showLegend: block.series.length > 1,
        legendPos: 't',
        legendFontFace: FONT,
        legendFontSize: 10,
      },
    );
    this.use(height + 0.4);
  }

  #table(block: Extract<Block, { kind: 'table' }>, cells: Record<string, Cell>): void {
    const text = (id: string) => cellText(cells[id] as Cell, this.#language);
    const heads = block.columns.map((c) => c[this.#language]);
    const size = heads.length > 8 ? 8 : heads.length > 6 ? 9 : 10.5;
    const needs = heads.map((h, i) =>
      Math.min(46, Math.max(widthOf(h), 5, ...block.rows.map((r) => widthOf(text(r[i] as string))))),
    );
    const sum = needs.reduce((a, n) => a + n, 0);
    const widths = needs.map((n) => (n / sum) * WIDE);
    const perInch = 165 / size;
    const linesOf = (texts: readonly string[]) =>
      Math.max(
        ...texts.map((t, i) =>
          Math.max(1, Math.ceil((widthOf(t) * 1.08) / Math.max(4, ((widths[i] as number) - 0.12) * perInch))),
        ),
      );
    const line = size * 0.0185;
    const heightOf = (texts: readonly string[]) => linesOf(texts) * line + 0.1;
    const rows = block.rows.map((r) => r.map(text));
    const side = (i: number): 'left' | 'right' =>
      block.rows.some((r) => cells[r[i] as string]?.unit !== 'text') ? 'right' : 'left';
    let at = 0;
    let part = 0;
    do {
      const headHeight = heightOf(heads);
      const { slide, y } = this.room(0.32 + headHeight + (rows[at] ? heightOf(rows[at] as string[]) : 0));
      slide.addText(block.title[this.#language], {
        x: LEFT,
        y,
        w: WIDE,
        h: 0.28,
        fontSize: 12,
        bold: true,
        color: MUTED,
        fontFace: FONT,
        margin: 0,
      });
      let height = headHeight;
      const from = at;
      while (at < rows.length && y + 0.32 + height + heightOf(rows[at] as string[]) <= BOTTOM)
        height += heightOf(rows[at++] as string[]);
      if (at === from && at < rows.length) height += heightOf(rows[at++] as string[]);
      const edge = { type: 'solid' as const, pt: 0.5, color: LINE };
      const none = { type: 'none' as const };
      slide.addTable(
        [
          heads.map((h, i) => ({
            text: h,
            options: { bold: true, fill: { color: 'E2F0EE' }, align: side(i) },
          })),
          ...rows.slice(from, at).map((r, k) =>
            r.map((t, i) => ({
              text: t,
              options: {
                align: cells[block.rows[from + k]?.[i] as string]?.unit === 'text' ? 'left' : side(i),
              },
            })),
          ),
        ],
        {
          objectName: `table ${block.id} ${++part}`,
          x: LEFT,
          y: y + 0.3,
          w: WIDE,
          colW: widths,
          rowH: [headHeight, ...rows.slice(from, at).map(heightOf)],
          fontSize: size,
          fontFace: FONT,
          color: INK,
          border: [none, none, edge, none],
          margin: [0.02, 0.06, 0.02, 0.06],
          valign: 'middle',
        },
      );
      this.use(height + 0.5);
    } while (at < rows.length);
  }
}

export async function reportDeck(model: ReportModel, language: Language, layer: Layer): Promise<Buffer> {
  const deck = new Deck(language);
  deck.pptx.title = model.campaign;
  deck.pptx.company = 'Touchstone';
  if (layer !== 'page') deck.cover(model);
  if (layer === 'page') {
    // One slide for whoever decides: chapters stand as one.
    deck.begin(model.campaign, language === 'zh' ? '一页概要' : 'On one page');
    for (const chapter of atLayer(model, layer))
      for (const section of chapter.sections) put(deck, section, model.cells);
  } else
    for (const chapter of atLayer(model, layer))
      for (const section of chapter.sections) {
        deck.begin(chapter.title[language], section.title[language]);
        put(deck, section, model.cells);
      }
  return (await deck.pptx.write({ outputType: 'nodebuffer' })) as Buffer;
}

function put(deck: Deck, section: Section, cells: Record<string, Cell>): void {
  for (const block of section.blocks) deck.block(block, cells);
}
