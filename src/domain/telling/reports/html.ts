/** The report as one self-contained HTML file: no script, no request. Every number is a `data` element that names its cell. */

import { escaped } from '#basis/markup.ts';
import { atLayer } from './build-report.ts';
import { cellText } from './cell-text.ts';
import { chartSvg } from './draw-chart.ts';
import { segmentsOf } from './prose.ts';
import type { Block, Cell, Language, Layer, ReportModel } from './schema.ts';

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1a2222;font:14px/1.65 'Noto Sans SC','Noto Sans SC Variable','PingFang SC','Microsoft YaHei',system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1040px;margin:0 auto;padding:32px 24px 64px}
header{border-bottom:3px solid #0d6a63;padding-bottom:16px;margin-bottom:24px}
h1{font-size:28px;line-height:1.25;margin:0 0 8px}h2{font-size:21px;margin:40px 0 8px;color:#0d6a63}h3{font-size:16px;margin:28px 0 8px}h4{font-size:13px;margin:18px 0 6px;color:#566262;font-weight:600}
p{margin:8px 0;max-width:78ch}.muted{color:#566262;font-size:12px}
data{font-weight:600}td data,.tile data{font-weight:inherit}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:12px 0}
.tile{border:1px solid #dfe4e4;border-radius:6px;padding:10px 12px}.tile dt{color:#566262;font-size:12px}.tile dd{margin:2px 0 0;font-size:19px;line-height:1.3;overflow-wrap:anywhere}.tile small{display:block;color:#566262;font-size:11px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12px}th,td{border-bottom:1px solid #dfe4e4;padding:5px 8px;text-align:left;vertical-align:top}thead th{border-bottom:2px solid #9fadad;font-weight:600}td.number,th.number{text-align:right}td.number{white-space:nowrap}
.thin{color:#8a5300}
figure{margin:12px 0}figure svg{max-width:100%;height:auto}
@media print{main{max-width:none;padding:0}section[data-chapter]{break-before:page}section[data-chapter=overview]{break-before:auto}h2,h3,h4{break-after:avoid}tr,figure,.tile{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}}
`;

const dataOf = (cell: Cell, language: Language): string =>
  `<data data-cell="${escaped(cell.id)}"${cell.value === null ? '' : ` value="${cell.value}"`}${cell.thin ? ` class="thin" title="${escaped(`${cell.thin.need[language]} · ${cell.thin.have[language]} · ${cell.thin.why[language]}`)}"` : ''}>${escaped(cellText(cell, language))}</data>`;

function blockHtml(block: Block, cells: Record<string, Cell>, language: Language): string {
  const cell = (id: string) => cells[id] as Cell;
  switch (block.kind) {
    case 'prose':
      return `<p>${segmentsOf(block.text[language], cells, language)
        .map((s) => (s.cell ? dataOf(s.cell, language) : escaped(s.text)))
        .join('')}</p>`;
    case 'tiles':
      return `<dl class="tiles">${block.tiles
        .map(
          (t) =>
            `<div class="tile"><dt>${escaped(t.label[language])}</dt><dd>${dataOf(cell(t.cell), language)}</dd>${t.note ? `<small>${escaped(t.note[language])}</small>` : ''}</div>`,
        )
        .join('')}</dl>`;
    case 'chart':
      return `<figure data-chart="${escaped(block.id)}"><h4>${escaped(block.title[language])}</h4>${chartSvg(block, cells, language)}</figure>`;
    default:
      return `<h4>${escaped(block.title[language])}</h4><div class="scroll"><table data-table="${escaped(block.id)}"><thead><tr>${block.columns
        .map(
          (c, i) =>
            `<th scope="col"${block.rows.some((r) => cell(r[i] as string).unit !== 'text') ? ' class="number"' : ''}>${escaped(c[language])}</th>`,
        )
        .join('')}</tr></thead><tbody>${block.rows
        .map(
          (row) =>
            `<tr>${row
              .map((id) => {
                const c = cell(id);
                return `<td${c.unit === 'text' ? '' : ' class="number"'}>${dataOf(c, language)}</td>`;
              })
              .join('')}</tr>`,
        )
        .join('')}</tbody></table></div>`;
  }
}

/** `fonts`: style rules for the letters used, where the reader's machine may have none. */
export function reportHtml(model: ReportModel, language: Language, layer: Layer, fonts = ''): string {
  const { cells } = model;
  const chapters = atLayer(model, layer);
  const title = `${model.campaign} · ${language === 'zh' ? '结案报告' : 'Close-out report'}`;
  const body = chapters
    .map(
      (c) =>
        `<section data-chapter="${c.id}"><h2>${escaped(c.title[language])}</h2>${c.sections
          .map(
            (s) =>
              `<section data-section="${s.id}"${s.place ? ` data-place="${s.place}"` : ''}><h3>${escaped(s.title[language])}</h3>${s.blocks.map((b) => blockHtml(b, cells, language)).join('\n')}</section>`,
          )
          .join('\n')}</section>`,
    )
    .join('\n');
  const foot =
    language === 'zh'
      ? `由 Touchstone 试金石生成。内容摘要 ${model.digest.slice(0, 16)}。数字均出自所引行。`
      : `Made by Touchstone. Digest ${model.digest.slice(0, 16)}. Every number cites its rows.`;
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="generator" content="Touchstone"><title>${escaped(title)}</title><style>${fonts}${STYLE}</style></head><body><main><header><h1>${escaped(title)}</h1><p class="muted">${[
    model.brand,
    model.asOf?.slice(0, 10),
  ]
    .filter(Boolean)
    .map((t) => escaped(String(t)))
    .join(
      ' · ',
    )}</p></header>${body}<footer><p class="muted" data-foot>${foot}</p></footer></main></body></html>`;
}
