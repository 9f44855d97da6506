/** What a campaign brought for what it cost, raw and de-watered, and against what was forecast. */

import { word } from '#basis/reading.ts';
import { postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import type { Store } from '#store/open-store.ts';
import { counted, NOT_AUDITED, thin } from './estimate.ts';
import { forecastsAgainst, outcomeFrame } from './frame.ts';
import { funnel } from './funnel.ts';
import { cleanSum } from './measures/clean-count.ts';
import { mediaValue } from './measures/media-value.ts';
import { ordersOf } from './order-ways.ts';
import { lineOf, readings, valueOf } from './placement-line.ts';
import * as q from './queries.ts';
import type { Counter, Effect, PlacementLine, Tariff } from './schema.ts';
import { unitCosts } from './unit-costs.ts';

export async function effect(store: Store, campaign: string, tariff: Tariff | null = null): Promise<Effect> {
  const frame = await outcomeFrame(store, campaign);
  const posts = postsOf(frame);
  const accounts = [...new Set(frame.placements.map((p) => p.accountId))];
  const [counters, levels, brands, reused] = await Promise.all([
    store.facts.all(q.newestCounters, { posts }),
    readings(store, accounts),
    tariff ? store.facts.all(q.brandsNamed, { posts }) : Promise.resolve([]),
    store.facts.first(q.reuse, {
      posts,
      accounts,
      brand: frame.brand ?? '',
      from: `${frame.startsOn ?? '1970-01-01'}T00:00:00Z`,
    }),
  ]);
  const countersOf = new Map<string, Counter[]>();
  for (const c of counters)
    countersOf.set(c.post_id, [
      ...(countersOf.get(c.post_id) ?? []),
      {
        metric: c.metric,
        value: c.value,
        asOf: c.seen_at,
        from: { sourceId: c.source_id, row: c.source_row },
      },
    ]);
  const lines = frame.placements.map((p) =>
    lineOf(p, countersOf.get(p.postId ?? '') ?? [], levels.get(p.accountId)),
  );
  const published = lines.filter((l) => l.postId !== null);
  const currencies = new Set(lines.flatMap((l) => (l.costMinor === null ? [] : [l.currency])));
  const currency = currencies.size === 1 ? ([...currencies][0] ?? null) : null;
  const reach = accounts.reduce(
    (a, id) => a + (frame.placements.find((p) => p.accountId === id && p.postId !== null)?.followers ?? 0),
    0,
  );
  const sold = await ordersOf(store, frame, reach);
  const named = sold.ways.filter((w) => w.end === 'named').reduce((a, w) => a + w.orders, 0);
  const paid = published.filter((l) => l.costMinor !== null);
  const cost =
    paid.length > 0 && currency !== null
      ? counted(
          paid.reduce((a, l) => a + (l.costMinor ?? 0), 0),
          paid.length,
        )
      : thin(
          word('a price in one currency', '同一币种的价格'),
          word('none', '无'),
          word('No sheet says what was paid yet.', '尚无表格写明成交价。'),
        );
  const steps = funnel(lines, sold.range);
  const strong = published.filter((l) => l.evidence === 'strong');
  const seenOf = (some: readonly PlacementLine[]) => some.reduce((a, l) => a + (l.seen ?? 0), 0);
  const measured = published.filter((l) => l.seenClean.state === 'ok');
  const commented = published.filter((l) => l.commentsClean.state === 'ok');
  const commentsOf = (some: readonly PlacementLine[]) =>
    some.reduce((a, l) => a + (valueOf(l.counters, 'comment_count') ?? 0), 0);
  const step = (id: string) => steps.find((s) => s.step === id)?.result ?? NOT_AUDITED;
  const saves = published.map((l) => valueOf(l.counters, 'save_count')).filter((v) => v !== null);
  return {
    campaign,
    brand: frame.brand,
    startsOn: frame.startsOn,
    endsOn: frame.endsOn,
    currency,
    placements: lines,
    published: published.length,
    cancelled: lines.filter((l) => l.state === 'cancelled').length,
    costMinor: cost,
    budgetMinor: frame.budgetMinor,
    funnel: steps,
    costs: unitCosts(lines, currency, named),
    orders: sold,
    water: {
      strongSeenShare:
        seenOf(published) === 0 ? NOT_AUDITED : counted(seenOf(strong) / seenOf(published), published.length),
      audited: published.filter((l) => l.evidence !== null).length,
      strong: strong.length,
      seenRaw: seenOf(published),
      seenMeasured: seenOf(measured),
      seenClean: cleanSum(published.map((l) => l.seenClean)),
      commentsRaw: commentsOf(published),
      commentsMeasured: commentsOf(commented),
      commentsClean: cleanSum(published.map((l) => l.commentsClean)),
    },
    content: [
      {
        id: 'kept',
        label: word('Saves: kept to look at again', '收藏：留待再看'),
        result:
          saves.length === 0
            ? step('')
            : counted(
                saves.reduce((a, v) => a + v, 0),
                saves.length,
              ),
      },
      {
        id: 'passed_on',
        label: word('Reposts and shares: passed on', '转发与分享：继续传播'),
        result: step('action'),
      },
      {
        id: 'talked',
        label: word('Comments that say something', '言之有物的评论'),
        result: cleanSum(published.map((l) => l.commentsClean)),
      },
      {
        id: 'reused',
        label: word(
          'Unpaid posts of the booked accounts that name the brand since',
          '合作账号此后自发提及品牌的作品',
        ),
        result: counted(reused?.posts ?? 0, reused?.accounts ?? 0),
      },
    ],
    emv: tariff
      ? {
          tariff,
          currency: tariff.currency,
          formula: word(
            'Σ counter × tariff; a post that names several brands is shared among them',
            'Σ 计数 × 单价；同时提及多个品牌的作品平均分摊',
          ),
          ...mediaValue(
            tariff,
            published.map((l) => ({
              counters: l.counters,
              brands: brands.filter((b) => b.post_id === l.postId).map((b) => b.brand),
            })),
          ),
        }
      : null,
    forecasts: await forecastsAgainst(store, frame),
    asOf: frame.asOf,
    caveats: [
      word(
        'Counters are the newest in hand of each post; platforms count differently, so what stands for “seen” is named.',
        '计数取各作品的最新值；各平台口径不同，“看到”所用的计数均已注明。',
      ),
      word(
        'A price per thousand reads and one per thousand views are two metrics and do not compare.',
        '按阅读与按播放的千次成本是两个指标，不可比较。',
      ),
      word(
        'Direct sales are the smaller part of what such work brings; read them beside content value.',
        '直接销售只是此类合作收益的一小部分，应与内容价值一并看。',
      ),
    ],
  };
}
