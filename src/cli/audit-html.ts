/** An audit as one page that opens without a server: what a creator can be shown. Both languages, no scripts. */
import { escaped } from '#basis/markup.ts';
import type { Words } from '#basis/reading.ts';
import type { AuthenticityPage, ReadCard, ReadingRows } from '#domain/readings/authenticity/schema.ts';

const both = (words: Words): string => `${escaped(words.en)}<br><span lang="zh">${escaped(words.zh)}</span>`;
const list = (items: readonly Words[]): string => items.map((words) => `<li>${both(words)}</li>`).join('');

const LEVEL_ZH = { none: '无', weak: '弱', moderate: '中', strong: '强', insufficient: '数据不足' } as const;

function rowsTable(found: ReadingRows | undefined): string {
  if (!found || found.rows.length === 0) return '';
  const rows = found.rows.map(
    (r) =>
      `<tr><td>${escaped(r.fileName ?? '')}${r.sheet ? ` › ${escaped(r.sheet)}` : ''}</td><td>${r.row}</td><td>${escaped(r.note ?? '')}</td></tr>`,
  );
  return `<details><summary>Rows behind it 数据行 (${found.rows.length} / ${found.rowCount})</summary><table><tr><th>File 文件</th><th>Row 行</th><th>Shows 说明</th></tr>${rows.join('')}</table></details>`;
}

function cardHtml({ card, reading, contested, learned }: ReadCard, rows: ReadingRows | undefined): string {
  const { level, result } = reading;
  const error = card.falseAlarm
    ? `Alarms on ${100 * card.falseAlarm.declared} % of clean accounts as declared${card.falseAlarm.measured === null ? '' : `, ${100 * card.falseAlarm.measured} % measured`}${learned?.rejectedShare ? `; analysts here rejected ${(100 * learned.rejectedShare.value).toFixed(0)} %` : ''}.`
    : 'A quantity; it accuses nobody.';
  const thin =
    result.state === 'insufficient'
      ? `<p>Needs 需要: ${both(result.need)}<br>Has 现有: ${both(result.have)}<br>${both(result.why)}</p>`
      : '';
  return `<article class="${level}"><h3>${both(card.title)} <b>${level} ${LEVEL_ZH[level]}</b>${contested ? ' <i>contested 有异议</i>' : ''}</h3>
<p>${both(reading.summary)}</p>${thin}<p class="muted">${escaped(error)} ${escaped(reading.measure)}</p>
<details><summary>What else could explain it 其他解释</summary><ul>${list(card.innocent)}</ul></details>
<details><summary>What would change this 什么会改变结论</summary><ul>${list(card.wouldChange)}</ul></details>
${rowsTable(rows)}</article>`;
}

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a2222}
article{border:1px solid #dfe4e4;border-left:4px solid #9aa5a5;padding:.5rem 1rem;margin:.75rem 0}
article.moderate{border-left-color:#8a5300}article.strong{border-left-color:#b3261e}article.insufficient{border-style:dashed}
h3{margin:.25rem 0}h3 b{font-size:12px;border:1px solid;padding:0 .4rem;border-radius:4px}.muted{color:#566262;font-size:12px}
table{border-collapse:collapse;font-size:12px}td,th{text-align:left;padding:.15rem .6rem;border-bottom:1px solid #dfe4e4}`;

/** `rowsOf`: rows of readings by reading id. */
export function auditHtml(
  pages: readonly AuthenticityPage[],
  rowsOf: ReadonlyMap<string, ReadingRows>,
): string {
  const sections = pages.map((page) => {
    const cards = [...(page.combined ? [page.combined] : []), ...page.cards, ...page.below];
    const replies = page.replies
      .filter((r) => r.withdrawnAt === null)
      .map(
        (r) =>
          `<blockquote>${escaped(r.text)}<footer class="muted">${escaped(r.saidBy)}, ${escaped(r.saidOn)}</footer></blockquote>`,
      );
    return `<h2>${escaped(page.accountId)}</h2><p class="muted">As of 截至 ${escaped(page.asOf ?? '–')}</p>${cards.map((c) => cardHtml(c, rowsOf.get(c.reading.readingId))).join('')}${replies.join('')}`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Touchstone audit 试金石鉴别</title><style>${STYLE}</style>
<h1>Touchstone audit 试金石鉴别</h1><p>Levels are declared false-alarm shares, not verdicts. 等级表示声明的误报率，而非定论。</p>${sections.join('')}</html>
`;
}
