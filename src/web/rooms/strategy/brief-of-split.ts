/**
 * A split as the beginning of a brief: its strategy, or the shares of the competitor it follows as quotas. Pure.
 * Most money comes from the upper bounds; a part with a tenth of the budget or more must hold one name. Least money is not
 * asked: few names cannot meet narrow amounts on every part.
 */
import type { Split } from '#domain/decisions/allocation/schema.ts';
import type { BriefSearch } from '#web/rooms/plan/search.ts';

const LARGE_SHARE = 0.1;

export function briefOfSplit({ request, bounds, cells }: Extract<Split, { state: 'ok' }>): BriefSearch {
  const { budget, currency, mix, template } = request;
  const begin: BriefSearch = { budget: String(budget), currency };
  if (!mix) return { ...begin, template };
  const used = new Set(cells.flatMap((c) => (c.spend > 0 ? [c.platform] : [])));
  const most = new Map<string, number>();
  const needed: string[] = [];
  for (const bound of bounds) {
    const [platform, tier] = [bound.platforms?.[0], bound.tiers?.[0]];
    if (platform && !used.has(platform)) continue;
    const part = tier ? `tier:${tier}` : `platform:${platform}`;
    if (bound.most < 1) most.set(part, Math.min(bound.most, most.get(part) ?? 1));
    if (bound.least >= LARGE_SHARE) needed.push(`${part}:least:1`);
  }
  const money = [...most].map(([part, share]) => `${part}:mostMoney:${Math.round(share * budget)}`);
  return { ...begin, on: [...used], quotas: [...needed, ...money] };
}
