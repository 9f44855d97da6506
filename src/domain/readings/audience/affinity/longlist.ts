/** A discovery as a file: who stays, who was dropped and why, the gates with their counts. */
import type { Workbook } from 'exceljs';
import { type Words, word } from '#basis/reading.ts';
import { inert } from '#domain/facts/library/export.ts';
import type { Affinity, Discovery } from '../schema.ts';
import { gateLabels } from './gates.ts';

type Language = keyof Words;
type Line = Affinity & { place: number | null; gate?: Discovery['dropped'][number]['gate']; reason?: Words };
type Value = string | number | null;

const COLUMNS: { head: Words; value: (a: Line, language: Language) => Value }[] = [
  { head: word('place', '名次'), value: (a) => a.place },
  {
    head: word('kept', '是否保留'),
    value: (a, l) => (a.gate ? word('dropped', '剔除') : word('kept', '保留'))[l],
  },
  { head: word('account', '账号标识'), value: (a) => a.accountId },
  { head: word('name', '名称'), value: (a) => a.name },
  { head: word('platform', '平台'), value: (a) => a.platform },
  { head: word('tier', '量级'), value: (a) => a.tier },
  { head: word('followers', '粉丝数'), value: (a) => a.followers },
  { head: word('categories', '类目'), value: (a) => a.categories.join('; ') },
  { head: word('price', '报价'), value: (a) => (a.priceMinor === null ? null : a.priceMinor / 100) },
  { head: word('currency', '币种'), value: (a) => a.priceCurrency },
  { head: word('cooperations', '合作数'), value: (a) => a.cooperations },
  { head: word('people of the target', '目标人数'), value: (a) => a.targetPeople },
  { head: word('people of the base', '基准人数'), value: (a) => a.basePeople },
  { head: word('share of the target, shrunk', '目标覆盖率（收缩）'), value: (a) => a.targetShare.value },
  { head: word('share low', '覆盖率下限'), value: (a) => a.targetShare.low },
  { head: word('share high', '覆盖率上限'), value: (a) => a.targetShare.high },
  { head: word('share of the base', '基准覆盖率'), value: (a) => a.baseShare },
  { head: word('TGI, shrunk', 'TGI（收缩）'), value: (a) => a.tgi.value },
  { head: word('TGI low', 'TGI 下限'), value: (a) => a.tgi.low },
  { head: word('TGI high', 'TGI 上限'), value: (a) => a.tgi.high },
  { head: word('TGI as counted', 'TGI（原值）'), value: (a) => a.rawTgi },
  { head: word('log-likelihood ratio', '对数似然比'), value: (a) => a.logLikelihood },
  { head: word('p', 'p 值'), value: (a) => a.p },
  { head: word('gate', '关卡'), value: (a, l) => (a.gate ? gateLabels[a.gate][l] : null) },
  { head: word('reason', '原因'), value: (a, l) => a.reason?.[l] ?? null },
];

const safe = (value: Value): Value => (typeof value === 'string' ? inert(value) : value);
const linesOf = (d: Discovery): Line[] => [
  ...d.kept.map((a, i) => ({ ...a, place: i + 1 })),
  ...d.dropped.map((a) => ({ ...a, place: null })),
];

function csv(d: Discovery, language: Language): string {
  const cell = (value: Value): string => {
    const text = value === null ? '' : String(safe(value));
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = linesOf(d).map((line) => COLUMNS.map((c) => cell(c.value(line, language))).join(','));
  return `\ufeff${[COLUMNS.map((c) => c.head[language]).join(','), ...rows].join('\n')}\n`;
}

function sheet(book: Workbook, name: string, lines: readonly Line[], language: Language): void {
  const page = book.addWorksheet(name, { views: [{ state: 'frozen', xSplit: 4, ySplit: 1 }] });
  page.columns = COLUMNS.map((c) => ({
    header: c.head[language],
    width: Math.max(12, c.head[language].length + 2),
  }));
  page.getRow(1).font = { bold: true };
  for (const line of lines) page.addRow(COLUMNS.map((c) => safe(c.value(line, language))));
  page.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: COLUMNS.length } };
}

/** CSV has one table with a column that says who stays; XLSX a sheet each for kept, dropped, gates and the target. */
export async function longlistFile(
  d: Discovery,
  format: 'xlsx' | 'csv',
  language: Language,
): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(csv(d, language));
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const lines = linesOf(d);
  sheet(
    book,
    word('Longlist', '长名单')[language],
    lines.filter((l) => !l.gate),
    language,
  );
  sheet(
    book,
    word('Dropped', '已剔除')[language],
    lines.filter((l) => l.gate),
    language,
  );
  const gates = book.addWorksheet(word('Gates', '关卡')[language]);
  gates.addRow([word('gate', '关卡'), word('left', '剩余'), word('dropped', '剔除')].map((w) => w[language]));
  for (const g of d.funnel) gates.addRow([g.label[language], g.left, g.dropped]);
  const about = book.addWorksheet(word('About', '说明')[language]);
  const rows: [Words, Value][] = [
    [word('target', '目标'), d.target.name],
    [word('definition', '定义'), JSON.stringify(d.target)],
    [word('basis', '口径'), d.basis],
    [word('people of the target', '目标人数'), d.targetPeople],
    [word('of them seen with an account', '其中有关联的人数'), d.targetSeen],
    [word('people of the base', '基准人数'), d.basePeople],
    [word('weight of the prior, people', '先验权重（人）'), d.priorPeople],
    [word('as of', '数据截至'), d.asOf],
    ...(d.why ? [[word('insufficient', '数据不足'), d.why.why[language]] as [Words, Value]] : []),
    ...d.caveats.map((c): [Words, Value] => [word('note', '备注'), c[language]]),
  ];
  for (const [head, value] of rows) about.addRow([head[language], safe(value)]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
