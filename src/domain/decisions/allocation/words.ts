/** Why a cell gets what it gets, in words that rest on the program's prices alone. */
import type { Words } from '#basis/reading.ts';
import type { SplitFound, SplitLimit } from './measures/budget-split.ts';
import type { ShareBound } from './schema.ts';

export function cellReason(
  found: SplitFound,
  place: number,
  bounds: readonly ShareBound[],
  limits: readonly SplitLimit[],
  budgetPrice: number,
): Words {
  const spend = found.spend[place] as number;
  const next = found.next[place] as number;
  const holding = bounds.filter(
    (_, k) => limits[k]?.cells.includes(place) && Math.abs(found.prices[k] as number) > 1e-9,
  );
  const capped = holding.filter((b) => b.least === 0 || (found.prices[bounds.indexOf(b)] as number) > 0);
  const forced = holding.filter((b) => (found.prices[bounds.indexOf(b)] as number) < 0);
  const named = (list: readonly ShareBound[], language: 'en' | 'zh') =>
    list.map((b) => b.name[language]).join(language === 'en' ? '; ' : '；');
  if (spend <= 0 && capped.length > 0)
    return { en: `Closed by: ${named(capped, 'en')}.`, zh: `受限于：${named(capped, 'zh')}。` };
  if (spend <= 0)
    return {
      en: `Its best account buys ${round(next * 1000)} for 1 000; elsewhere the last 1 000 buys ${round(budgetPrice * 1000)}.`,
      zh: `其最优账号每 1 000 可买 ${round(next * 1000)}；别处最后的 1 000 可买 ${round(budgetPrice * 1000)}。`,
    };
  if (forced.length > 0)
    return { en: `Bought because of: ${named(forced, 'en')}.`, zh: `因界限而买：${named(forced, 'zh')}。` };
  if (capped.length > 0 && !Number.isNaN(next))
    return {
      en: `Bought until it met: ${named(capped, 'en')}.`,
      zh: `买到触及界限为止：${named(capped, 'zh')}。`,
    };
  if (Number.isNaN(next))
    return { en: 'Every priced account is worth its price here.', zh: '此处有报价的账号均值得购买。' };
  return {
    en: `Bought down to ${round(next * 1000)} for 1 000, what the last money buys anywhere.`,
    zh: `买到每 1 000 得 ${round(next * 1000)} 为止，与别处最后一笔钱相当。`,
  };
}

const round = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value.toPrecision(3).replace(/\.?0+$/, '');
