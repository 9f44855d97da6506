/** A shared plan as one page of HTML: no script, no address of the library, nothing but this version. */
import { escaped } from '#basis/markup.ts';
import { type Words, word } from '#basis/reading.ts';
import { GOAL_PRESETS } from './presets.ts';
import type { Decision } from './schema.ts';

const STYLE = `
:root{color-scheme:light dark;--line:#dfe4e4;--muted:#566262;--accent:#0d6a63;--ground:#f5f6f6;--surface:#fff;--text:#1a2222}
@media(prefers-color-scheme:dark){:root{--line:#303b3b;--muted:#9fadad;--accent:#5cc8bc;--ground:#101515;--surface:#171d1d;--text:#e4eaea}}
body{margin:0;padding:24px;background:var(--ground);color:var(--text);font:14px/1.5 'Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif}
main{max-width:1100px;margin:auto}h1{font-size:20px;margin:0 0 4px}h2{font-size:15px;margin:24px 0 8px}
.muted{color:var(--muted)}section{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:12px 16px;margin-top:12px}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.stats{display:flex;flex-wrap:wrap;gap:28px}.stats b{font-size:19px;display:block}
.scroll{overflow-x:auto}`;

/** What others may see: names, prices, reach, proof and assumptions. Ceiling prices and rebates stay at home. */
export function sharedPage(decision: Decision, language: keyof Words, until: string): string {
  const w = (en: string, zh: string) => escaped(word(en, zh)[language]);
  const { brief } = decision;
  const money = (x: number) => `${Math.round(x).toLocaleString('en-US')} ${escaped(brief.currency)}`;
  const count = (x: number) => Math.round(x).toLocaleString('en-US');
  const share = (x: number) => `${(100 * x).toFixed(1)} %`;
  const stage = (id: string | null) =>
    decision.goals.stages.find((s) => s.stage === id)?.name[language] ?? '–';
  const held = decision.heldOut;
  const stats: [string, string][] = [
    [w('Names', '账号数'), String(decision.chosen.length)],
    [w('Cost', '成本'), `${money(decision.cost)} / ${money(brief.budget)}`],
    [w('Touch rate', '触达率'), `${share(decision.touchShare)} · n = ${count(decision.panelPeople)}`],
    [
      w('Proof', '证明'),
      decision.proven === 'optimal'
        ? w('proven best', '已证明最优')
        : `${w('at most', '距最优不超过')} ${(100 * decision.gap).toFixed(2)} %`,
    ],
    [
      w('Held out', '留出检验'),
      held.state === 'ok'
        ? `${count(held.value)} (${count(held.low)}–${count(held.high)})`
        : w('insufficient', '数据不足'),
    ],
  ];
  const rows = [...decision.chosen]
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : b.marginalValue - a.marginalValue))
    .map(
      (c) =>
        `<tr><td>${escaped(c.day)}</td><td>${escaped(c.name ?? c.accountId)}</td><td>${escaped(c.platform)}</td><td>${escaped(c.tier ?? '–')}</td><td>${escaped(stage(c.stage))}</td><td class="n">${money(c.price)}</td><td class="n">${count(c.targetPeople)}</td><td class="n">${count(c.exclusivePeople)}</td></tr>`,
    )
    .join('');
  const notes = [...decision.assumptions.map((a) => a.words), ...decision.caveats]
    .map((n) => `<li>${escaped(n[language])}</li>`)
    .join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${escaped(brief.name)} · Touchstone</title><style>${STYLE}</style></head><body><main>
<h1>${escaped(brief.name)}</h1><p class="muted">${escaped([brief.brand, brief.product, GOAL_PRESETS[brief.goal].name[language]].filter((x) => x !== '').join(' · '))} · ${escaped(brief.period.from)} – ${escaped(brief.period.to)}</p>
<section class="stats">${stats.map(([k, v]) => `<div><span class="muted">${k}</span><b>${v}</b></div>`).join('')}</section>
<section class="scroll"><h2>${w('Names in order of publishing', '按发布顺序')}</h2><table><thead><tr><th>${w('Day', '日期')}</th><th>${w('Name', '账号')}</th><th>${w('Platform', '平台')}</th><th>${w('Tier', '层级')}</th><th>${w('Stage', '阶段')}</th><th class="n">${w('Price', '裸价')}</th><th class="n">${w('People of the target', '目标人数')}</th><th class="n">${w('Only through it', '独占人数')}</th></tr></thead><tbody>${rows}</tbody></table></section>
<section><h2>${w('What this rests on', '依据与假设')}</h2><ul>${notes}</ul></section>
<p class="muted">${w('Read-only. This link ends on', '只读页面，链接有效至')} ${escaped(until.slice(0, 10))}. Touchstone 试金石</p>
</main></body></html>`;
}
