/** The check over what was produced: in the finished file, every digit outside pictures stands in a cited cell. */
import JSZip from 'jszip';
import { refused } from '#basis/error.ts';
import { cellText } from './cell-text.ts';
import { coverLine } from './deck.ts';
import { uncitedDigit } from './prose.ts';
import type { Language, ReportFormat, ReportModel } from './schema.ts';

const plain = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&');

const refuse = (format: string, digit: string, around: string) =>
  refused(
    'uncited-number',
    `The ${format} report would say “${digit}” without a source: “${around.slice(0, 80)}”.`,
    undefined,
    'Give the number a cell; nothing was kept.',
  );

/** Texts of an HTML report outside its cells, pictures and heads. */
export function looseHtml(html: string): string {
  return plain(
    html
      .replaceAll(
        /<style>[\s\S]*?<\/style>|<svg[\s\S]*?<\/svg>|<data [\s\S]*?<\/data>|<header>[\s\S]*?<\/header>|<title>[\s\S]*?<\/title>|<p class="muted" data-foot>[\s\S]*?<\/p>/g,
        ' ',
      )
      .replaceAll(/<[^>]+>/g, ' '),
  );
}

/** Texts of the slides, one for each run: a cited cell is always a run of its own. */
export async function slideTexts(deck: Buffer): Promise<string[]> {
  const zip = await JSZip.loadAsync(deck);
  const names = Object.keys(zip.files).filter((n) => /^ppt\/slides\/slide\d+\.xml$/.test(n));
  const texts: string[] = [];
  for (const name of names) {
    const xml = (await zip.file(name)?.async('string')) ?? '';
    for (const run of xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)) texts.push(plain(run[1] as string).trim());
  }
  return texts;
}

export async function requireCited(
  bytes: Buffer,
  format: ReportFormat,
  model: ReportModel,
  language: Language,
): Promise<void> {
  if (format === 'html') {
    const loose = looseHtml(bytes.toString('utf8'));
    const digit = uncitedDigit(loose);
    if (digit !== null) throw refuse(format, digit, loose.slice(Math.max(0, loose.indexOf(digit) - 40)));
  }
  if (format !== 'pptx') return;
  const cited = new Set(Object.values(model.cells).map((c) => cellText(c, language).trim()));
  for (const head of [model.campaign, coverLine(model)]) cited.add(head.trim());
  for (const text of await slideTexts(bytes)) {
    const digit = cited.has(text) ? null : uncitedDigit(text);
    if (digit !== null) throw refuse(format, digit, text);
  }
}
