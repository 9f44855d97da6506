/** The report as a workbook: ten sheets, numbers as numbers, an interval in columns of its own, charts that Excel draws. */
import ExcelJS from 'exceljs';
import { blocksOf } from './build-report.ts';
import { cellText, decimalsOf, shownNumber, THIN } from './cell-text.ts';
import { type SheetChart, withCharts } from './chart-parts.ts';
import { citedText } from './prose.ts';
import { type Block, type Cell, type Language, type ReportModel, SHEETS } from './schema.ts';

const HEAD = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE2F0EE' } } as const;
const FONT = { name: 'Microsoft YaHei', size: 10 };
const BOUNDS: Record<Language, [string, string]> = { en: ['low', 'high'], zh: ['下限', '上限'] };

/** A number format with the cell's own decimals; the number itself is the whole one. */
function formatOf(cell: Cell, value: number): string {
  const shown = shownNumber(cell.unit, value);
  const decimals = decimalsOf(cell.unit, shown);
  const digits = decimals === 0 ? '#,##0' : `#,##0.${'#'.repeat(decimals)}`;
  if (cell.unit === 'share') return '0.0%';
  if (cell.unit === 'money')
    return `${cell.currency === 'CNY' ? '"¥"' : cell.currency ? `"${cell.currency} "` : ''}${digits}`;
  return digits;
}
/** Excel's own value: a share stays 0–1 under a per-cent format, money is in whole units. */
const held = (cell: Cell, value: number): number => (cell.unit === 'money' ? value / 100 : value);

type TableBlock = Extract<Block, { kind: 'table' }>;

function put(at: ExcelJS.Cell, cell: Cell, which: 'value' | 'low' | 'high', language: Language): void {
  const value = cell[which];
  at.font = FONT;
  if (cell.thin) {
    at.value = which === 'value' ? THIN[language] : null;
    at.alignment = { horizontal: 'right' };
    if (which === 'value')
      at.note = `${cell.thin.need[language]} · ${cell.thin.have[language]} · ${cell.thin.why[language]}`;
  } else if (cell.text) at.value = which === 'value' ? cell.text[language] : null;
  else if (value === null) at.value = which === 'value' ? '—' : null;
  else {
    at.value = held(cell, value);
    at.numFmt = formatOf(cell, value);
  }
}

/** Columns with any interval take three places. */
const spans = (block: TableBlock, cells: Record<string, Cell>): boolean[] =>
  block.columns.map((_, i) => block.rows.some((row) => cells[row[i] as string]?.low != null));

class Sheet {
  readonly sheet: ExcelJS.Worksheet;
  row = 1;
  constructor(book: ExcelJS.Workbook, name: string) {
    this.sheet = book.addWorksheet(name, {
      views: [{ showGridLines: false }],
      pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    });
  }
  title(text: string, size = 13): void {
    const at = this.sheet.getCell(this.row, 1);
    at.value = text;
    at.font = { ...FONT, size, bold: true, color: { argb: 'FF0D6A63' } };
    this.row++;
  }
  heads(texts: readonly string[]): void {
    for (const [i, text] of texts.entries()) {
      const at = this.sheet.getCell(this.row, i + 1);
      at.value = text;
      at.font = { ...FONT, bold: true };
      at.fill = HEAD;
      at.alignment = { wrapText: true, vertical: 'top' };
    }
    this.row++;
  }
}

/** `[first row, last row, column of each table column]` of the tables put down, for charts. */
interface PutTable {
  sheet: string;
  first: number;
  last: number;
  columns: number[];
}

function putTable(on: Sheet, block: TableBlock, cells: Record<string, Cell>, language: Language): PutTable {
  on.title(block.title[language], 11);
  const wide = spans(block, cells);
  on.heads(
    block.columns.flatMap((c, i) =>
      wide[i] ? [c[language], ...BOUNDS[language].map((b) => `${c[language]} · ${b}`)] : [c[language]],
    ),
  );
  const columns: number[] = [];
  let next = 1;
  for (const isWide of wide) {
    columns.push(next);
    next += isWide ? 3 : 1;
  }
  const first = on.row;
  for (const row of block.rows) {
    for (const [i, id] of row.entries()) {
      const cell = cells[id] as Cell;
      const at = columns[i] as number;
      put(on.sheet.getCell(on.row, at), cell, 'value', language);
      if (wide[i]) {
        put(on.sheet.getCell(on.row, at + 1), cell, 'low', language);
        put(on.sheet.getCell(on.row, at + 2), cell, 'high', language);
      }
    }
    on.row++;
  }
  const last = on.row - 1;
  on.row++;
  return { sheet: on.sheet.name, first, last, columns };
}

export async function reportWorkbook(model: ReportModel, language: Language): Promise<Buffer> {
  const { cells } = model;
  const book = new ExcelJS.Workbook();
  book.creator = 'Touchstone';
  book.created = new Date(model.madeAt);
  const sheets = new Map(SHEETS.map((name) => [name as string, new Sheet(book, name)]));
  const on = (name: string): Sheet => sheets.get(name) ?? (sheets.get('Summary') as Sheet);
  const summary = on('Summary');
  summary.title(`${model.campaign} · ${language === 'zh' ? '结案数据' : 'Close-out data'}`, 16);
  const charts: SheetChart[] = [];
  for (const chapter of model.chapters)
    for (const section of chapter.sections) {
      if (chapter.id !== 'appendix') {
        if (section === chapter.sections[0]) summary.title(chapter.title[language], 14);
        if (section.blocks.some((b) => b.kind === 'prose' || b.kind === 'tiles'))
          summary.title(section.title[language], 12);
      }
      for (const block of section.blocks) {
        if (block.kind === 'prose') {
          const where = section.id === 'rights' ? on('权益') : summary;
          const at = where.sheet.getCell(where.row++, 1);
          const text = citedText(block.text[language], cells, language);
          at.value = text;
          at.font = FONT;
          at.alignment = { wrapText: true, vertical: 'top' };
          where.sheet.mergeCells(where.row - 1, 1, where.row - 1, 8);
          where.sheet.getRow(where.row - 1).height =
            15 * Math.ceil(text.length / (language === 'zh' ? 55 : 105));
        } else if (block.kind === 'tiles') {
          for (const tile of block.tiles) {
            const label = summary.sheet.getCell(summary.row, 1);
            label.value = tile.label[language];
            label.font = FONT;
            const cell = cells[tile.cell] as Cell;
            put(summary.sheet.getCell(summary.row, 2), cell, 'value', language);
            put(summary.sheet.getCell(summary.row, 3), cell, 'low', language);
            put(summary.sheet.getCell(summary.row, 4), cell, 'high', language);
            summary.row++;
          }
          summary.row++;
        }
      }
    }
  for (const block of blocksOf(model.chapters))
    if (block.kind === 'table') putTable(on(block.sheet), block, cells, language);
  for (const block of blocksOf(model.chapters))
    if (block.kind === 'chart') charts.push(chartOn(on(block.sheet), block, cells, language));
  for (const raw of model.raw) {
    const at = on(raw.sheet);
    at.heads(raw.columns.map((c) => c[language]));
    for (const row of raw.rows) at.sheet.getRow(at.row++).values = row.map((v) => v ?? '');
    if (raw.rowCount > raw.rows.length)
      at.title(
        language === 'zh'
          ? `共 ${raw.rowCount} 行，此处为前 ${raw.rows.length} 行`
          : `${raw.rowCount} rows in all, the first ${raw.rows.length} here`,
        10,
      );
    at.sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: raw.columns.length } };
    at.sheet.views = [{ state: 'frozen', ySplit: 1 }];
  }
  for (const { sheet } of sheets.values()) fit(sheet);
  return withCharts(Buffer.from(await book.xlsx.writeBuffer()), charts);
}

/** The chart's own little table, then the chart beside it: its series point at those cells. */
function chartOn(
  on: Sheet,
  block: Extract<Block, { kind: 'chart' }>,
  cells: Record<string, Cell>,
  language: Language,
): SheetChart {
  on.title(block.title[language], 11);
  on.heads(['', ...block.series.map((s) => s.name[language])]);
  const first = on.row;
  for (const [i, id] of block.categories.entries()) {
    const name = on.sheet.getCell(on.row, 1);
    name.value = cellText(cells[id] as Cell, language);
    name.font = FONT;
    for (const [k, s] of block.series.entries())
      put(on.sheet.getCell(on.row, 2 + k), cells[s.cells[i] as string] as Cell, 'value', language);
    on.row++;
  }
  const last = on.row - 1;
  // Room for the picture below its table.
  const place = { row: on.row, rows: Math.max(14, Math.min(26, block.categories.length + 6)) };
  on.row += place.rows + 1;
  return {
    sheet: on.sheet.name,
    title: block.title[language],
    shape: block.shape,
    headRow: first - 1,
    first,
    last,
    series: block.series.map((s, k) => ({
      column: 2 + k,
      name: s.name[language],
      values: s.cells.map((id) => {
        const cell = cells[id] as Cell;
        return cell.value === null ? null : held(cell, cell.value);
      }),
      percent: cells[s.cells[0] as string]?.unit === 'share',
    })),
    categories: block.categories.map((id) => cellText(cells[id] as Cell, language)),
    place,
  };
}

/** Letters of Chinese count double. */
const widthOf = (text: string): number => Array.from(text).reduce((n, c) => n + (c > '\u2e80' ? 2 : 1), 0);

function fit(sheet: ExcelJS.Worksheet): void {
  for (const column of sheet.columns) {
    let most = 9;
    column.eachCell?.({ includeEmpty: false }, (cell) => {
      if (cell.isMerged) return;
      most = Math.max(
        most,
        Math.min(44, widthOf(String(typeof cell.value === 'object' ? '' : cell.value)) + 2),
      );
    });
    column.width = Math.min(most, column.number === 1 ? 34 : 26);
  }
}
