/** The pack's own page: what is enclosed, readable without any program. */
import { escaped } from '#basis/markup.ts';
import type { Clause, CounterLine, Disclosure, PackManifest } from './schema.ts';

interface Enclosed {
  head: Pick<PackManifest, 'product' | 'madeAt' | 'subject'>;
  posts: readonly {
    post_id: string;
    account_name: string | null;
    title: string | null;
    url: string | null;
    published_at: string | null;
  }[];
  counters: readonly CounterLine[];
  terms: readonly Clause[];
  disclosed: readonly Disclosure[];
  captures: readonly string[];
}

const table = (heads: readonly string[], rows: readonly (string | number | null)[][]): string =>
  rows.length === 0
    ? '<p>—</p>'
    : `<table><thead><tr>${heads.map((h) => `<th>${escaped(h)}</th>`).join('')}</tr></thead><tbody>${rows
        .map((r) => `<tr>${r.map((v) => `<td>${escaped(v === null ? '—' : String(v))}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`;

export function packIndex(e: Enclosed): string {
  const pictures = e.captures
    .map((path) =>
      /\.(png|jpe?g|webp|gif)$/i.test(path)
        ? `<figure><img src="${escaped(encodeURI(path))}" alt="${escaped(path)}"><figcaption>${escaped(path)}</figcaption></figure>`
        : `<p><a href="${escaped(encodeURI(path))}">${escaped(path)}</a></p>`,
    )
    .join('');
  const disclosed = new Map(e.disclosed.map((d) => [d.postId, d]));
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escaped(e.head.subject.id)} · evidence 证据包</title><style>body{font:14px/1.6 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;max-width:1000px;margin:32px auto;padding:0 24px;color:#1a2222}table{border-collapse:collapse;width:100%;font-size:12px}td,th{border-bottom:1px solid #dfe4e4;padding:4px 8px;text-align:left}h1{font-size:24px}h2{font-size:17px;color:#0d6a63}img{max-width:100%}</style><h1>${escaped(e.head.subject.id)}</h1><p>Evidence pack 证据包 · ${escaped(e.head.madeAt)} · Touchstone ${escaped(e.head.product)}. Not legal advice 非法律意见.</p><h2>Posts 作品</h2>${table(
    ['Post 作品', 'Account 账号', 'Title 标题', 'Published 发布', 'Disclosure 标识', 'Link 链接'],
    e.posts.map((p) => [
      p.post_id,
      p.account_name,
      p.title,
      p.published_at,
      disclosed.get(p.post_id)?.result ?? 'unknown',
      p.url,
    ]),
  )}<h2>Counters 计数</h2>${table(
    ['Post 作品', 'Moment 时点', 'Metric 指标', 'Value 值', 'Observed 观测', 'Row 行'],
    e.counters.map((c) => [
      c.postId,
      c.moment,
      c.metric,
      c.value,
      c.observedAt,
      c.sourceId === null ? null : `${c.sourceId}:${c.row}`,
    ]),
  )}<h2>Terms 条款</h2>${table(
    ['Account 账号', 'Post 作品', 'Clause 条款', 'Need 约定', 'Have 实际', 'Result 结果'],
    e.terms.map((t) => [t.accountId, t.postId, t.clause, t.need, t.have, t.result]),
  )}<h2>Captures 截图</h2>${pictures || '<p>—</p>'}<p>Check 核验: <code>touchstone evidence verify FOLDER</code></p></html>\n`;
}
