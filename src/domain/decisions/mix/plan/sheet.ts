/** The plan as an agency's pitch sheet (提报表): formulas for what is added up, one row a name, assumptions beside it. */
import type { Cell, Worksheet } from 'exceljs';
import { platformRow } from '#basis/platform.ts';
import { type Words, word } from '#basis/reading.ts';
import { inert } from '#domain/facts/library/export.ts';
import { vendorShares } from '#domain/readings/audience/portrait/queries.ts';
import type { Store } from '#store/open-store.ts';
import { GOAL_PRESETS } from './presets.ts';
import { sheetFigures, sheetWords } from './queries.ts';
import type { Decision } from './schema.ts';
import {
  SHEET_COLUMNS,
  SHEET_METRICS,
  type SheetCell,
  type SheetColumn,
  type SheetFormat,
  type SheetRow,
} from './sheet-columns.ts';

type Language = keyof Words;
const FORMATS: Readonly<Record<SheetFormat, string>> = {
  text: '@',
  count: '#,##0',
  money: '#,##0.00',
  share: '0.0%',
  unit: '#,##0.0',
  date: 'yyyy-mm-dd',
};
const HEAD_ROW = 3;

export async function planSheet(
  store: Store,
  decision: Decision,
  language: Language,
  address: string,
): Promise<Buffer> {
  const rows = await sheetRows(store, decision, language, address);
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.creator = 'Touchstone';
  const page = book.addWorksheet(word('Pitch sheet', '提报表')[language], {
    views: [{ state: 'frozen', xSplit: 3, ySplit: HEAD_ROW }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 5,
      fitToHeight: 0,
      printTitlesRow: '1:3',
      printTitlesColumn: 'A:C',
    },
  });
  const { brief } = decision;
  page.getCell(1, 1).value = inert(
    [brief.name, brief.brand, brief.product].filter((x) => x !== '').join(' · '),
  );
  page.getCell(1, 1).font = { bold: true, size: 14 };
  page.getCell(2, 1).value =
    `${GOAL_PRESETS[brief.goal].name[language]} · ${brief.period.from} – ${brief.period.to} · ${brief.currency}`;
  writeTable(page, rows, language);
  const about = book.addWorksheet(word('About the numbers', '口径与假设')[language]);
  for (const [head, text] of aboutRows(decision, language)) about.addRow([head, inert(text)]);
  about.getColumn(1).width = 26;
  about.getColumn(2).width = 110;
  about.getColumn(2).alignment = { wrapText: true, vertical: 'top' };
  about.getColumn(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}

function writeTable(page: Worksheet, rows: readonly SheetRow[], language: Language): void {
  const place = new Map(SHEET_COLUMNS.map((c, i) => [c.key, i + 1]));
  const letter = (key: string) => page.getColumn(place.get(key) as number).letter;
  const [first, last] = [HEAD_ROW + 1, HEAD_ROW + rows.length];
  for (const [i, column] of SHEET_COLUMNS.entries()) {
    const head = page.getCell(HEAD_ROW, i + 1);
    head.value = column.head[language];
    head.font = { bold: true };
    head.alignment = { wrapText: true, vertical: 'middle' };
    head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE2F0EE' } };
    page.getColumn(i + 1).width = column.width ?? 13;
  }
  page.getRow(HEAD_ROW).height = 44;
  const reckoned = rows.map((row) => reckonedRow(row, language));
  for (const [r, row] of rows.entries())
    for (const [i, column] of SHEET_COLUMNS.entries()) {
      const cell = page.getCell(first + r, i + 1);
      const value = reckoned[r]?.get(column.key) ?? null;
      fill(
        cell,
        column,
        value,
        column.formula?.replaceAll(/\{(\w+)\}/g, (_, key: string) => `${letter(key)}${first + r}`),
      );
      if (column.key === 'homepage' && row.chosen.url)
        cell.value = { text: row.chosen.url, hyperlink: row.chosen.url };
      if (column.key === 'evidence') cell.value = { text: row.evidence, hyperlink: row.evidence };
    }
  if (rows.length === 0) return;
  const totals = last + 1;
  page.getCell(totals, 1).value = word('Total', '合计')[language];
  for (const [i, column] of SHEET_COLUMNS.entries()) {
    if (!column.total) continue;
    const range = `${letter(column.key)}${first}:${letter(column.key)}${last}`;
    const sum = reckoned.reduce((s, row) => {
      const value = row.get(column.key);
      return s + (typeof value === 'number' ? value : 0);
    }, 0);
    fill(page.getCell(totals, i + 1), column, sum, `SUM(${range})`);
  }
  page.getRow(totals).font = { bold: true };
  page.autoFilter = { from: { row: HEAD_ROW, column: 1 }, to: { row: last, column: SHEET_COLUMNS.length } };
}

function fill(cell: Cell, column: SheetColumn, value: SheetCell, formula: string | undefined): void {
  if (column.format !== 'text') cell.numFmt = FORMATS[column.format];
  if (formula !== undefined) cell.value = { formula, result: value ?? '' };
  else if (value === null) cell.value = null;
  else if (column.format === 'date') cell.value = new Date(`${value}T00:00:00Z`);
  else cell.value = typeof value === 'string' ? inert(value) : value;
  if (column.format === 'text') cell.alignment = { vertical: 'top', wrapText: (column.width ?? 0) > 30 };
}

/** Every cell of a row, formulas worked out, so that readers without a calculator show the same. */
function reckonedRow(row: SheetRow, language: Language): Map<string, SheetCell> {
  const cells = new Map<string, SheetCell>();
  for (const column of SHEET_COLUMNS) cells.set(column.key, column.value?.(row, language) ?? null);
  const n = (key: string) => {
    const value = cells.get(key);
    return typeof value === 'number' ? value : 0;
  };
  const quotient = (a: number, b: number): SheetCell => (b > 0 ? a / b : null);
  cells.set('fee', (n('priceImage') + n('priceVideo')) * n('feeShare'));
  cells.set('core', n('priceImage') + n('priceVideo') + n('fee'));
  cells.set('package', n('core') + n('extra'));
  const shown = n('impression') > 0 ? n('impression') : n('views');
  cells.set('cpm', quotient(1000 * n('package'), shown));
  cells.set('ctr', n('views') > 0 ? quotient(n('views'), n('impression')) : null);
  cells.set('cpe', quotient(n('package'), n('engagement')));
  return cells;
}

async function sheetRows(
  store: Store,
  decision: Decision,
  language: Language,
  address: string,
): Promise<SheetRow[]> {
  const ids = decision.chosen.map((c) => c.accountId);
  const figures = new Map<string, Record<string, number>>(ids.map((id) => [id, {}]));
  for (const f of await store.facts.all(sheetFigures, { ids, metrics: SHEET_METRICS }))
    (figures.get(f.account_id) as Record<string, number>)[f.metric] = f.value;
  const words = new Map<string, Record<string, string>>(ids.map((id) => [id, {}]));
  for (const a of await store.facts.all(sheetWords, { ids }))
    (words.get(a.account_id) as Record<string, string>)[a.attribute] = a.value;
  const shares = await store.facts.all(vendorShares, { ids });
  const top = (id: string, dimension: string) =>
    shares
      .filter((s) => s.account_id === id && s.dimension === dimension && s.share !== null)
      .slice(0, 2)
      .map((s) => `${s.segment} ${(100 * (s.share as number)).toFixed(0)}%`)
      .join(' · ');
  const { rules, assumptions } = decision.brief;
  return decision.chosen.map((chosen) => {
    const row = platformRow(chosen.platform);
    const model = rules.promotion.costs[chosen.promotion];
    return {
      chosen,
      figures: figures.get(chosen.accountId) ?? {},
      words: words.get(chosen.accountId) ?? {},
      portrait: {
        city: top(chosen.accountId, 'city'),
        age: top(chosen.accountId, 'age'),
        gender: top(chosen.accountId, 'gender'),
      },
      platform: language === 'zh' ? row.zh : row.en,
      brand: decision.brief.brand,
      evidence: `${address}/accounts/${encodeURIComponent(chosen.accountId)}?tab=authenticity`,
      overlapShare: chosen.targetPeople > 0 ? 1 - chosen.exclusivePeople / chosen.targetPeople : 0,
      feeShare: rules.promotion.on ? (model?.feeShare ?? 0) : assumptions.serviceFeeShare,
      stage: decision.goals.stages.find((s) => s.stage === chosen.stage)?.name ?? null,
    };
  });
}

function aboutRows(d: Decision, language: Language): [string, string][] {
  const w = (en: string, zh: string) => word(en, zh)[language];
  const n = (x: number) => x.toFixed(x >= 100 ? 0 : 2);
  return [
    [w('Goal', '目标'), GOAL_PRESETS[d.brief.goal].name[language]],
    [w('Counted', '计数方式'), `${d.mode}${d.times > 1 ? ` · k = ${d.times}` : ''} · ${d.valueUnit}`],
    [w('Value', '目标值'), n(d.value)],
    [w('No mix is worth more than', '任何组合不超过'), n(d.bound)],
    [w('Gap', '差距'), `${(100 * d.gap).toFixed(2)} % · ${d.proven}`],
    [
      w('Held out', '留出检验'),
      d.heldOut.state === 'ok'
        ? `${n(d.heldOut.value)} (${n(d.heldOut.low)}–${n(d.heldOut.high)}); ${w('claimed', '选择方自报')} ${n(d.heldOut.claimed)}; n = ${d.heldOut.n}`
        : d.heldOut.why[language],
    ],
    [
      w('Touch rate', '触达率'),
      `${(100 * d.touchShare).toFixed(1)} % ${w('of', '/')} ${d.panelPeople} ${w('people of the target seen with an account', '名可见目标人群')}`,
    ],
    [w('Data up to', '数据截至'), d.asOf ?? '–'],
    ...d.assumptions.map((a): [string, string] => [w('Assumption', '假设'), a.words[language]]),
    ...d.caveats.map((c): [string, string] => [w('Note', '备注'), c[language]]),
  ];
}
