/** The library: search, facets, account and post pages. */
import { missing, usage } from '#basis/error.ts';
import { isMetric, type MetricId } from '#basis/metric.ts';
import { correctionsOf } from '#domain/facts/corrections/service.ts';
import { listsHolding, membersOf } from '#domain/facts/lists/service.ts';
import { duplicatesOf } from '#domain/facts/people/duplicates.ts';
import { canonicalOf, idsOf, joinsOf, shownAs } from '#domain/facts/people/joins.ts';
import { linksOf } from '#domain/facts/people/service.ts';
import type { Store } from '#store/open-store.ts';
import { cursorAt, endOf } from './cursor.ts';
import { accountFigure, ageDays, cardOf, type Freshness, importedQuote, postFigure } from './figures.ts';
import { conditions, type FacetName, where } from './filter.ts';
import * as pq from './post-queries.ts';
import * as q from './queries.ts';
import type {
  AccountCard,
  AccountFilter,
  AccountPage,
  Facets,
  Figure,
  PostCard,
  PostPage,
  SearchParameters,
  SearchResult,
  Series,
} from './schema.ts';
import { TIER_SCHEME } from './schema.ts';

export const freshnessOf = (store: Store): Freshness => ({
  now: Date.now(),
  staleDays: store.config.staleDays,
});

const conditionsOf = async (store: Store, filter: AccountFilter) =>
  conditions(filter, filter.list ? await membersOf(store, filter.list) : null);

export async function searchAccounts(store: Store, p: SearchParameters): Promise<SearchResult> {
  const condition = where(await conditionsOf(store, p));
  const order = `accounts ${p.sort} ${p.order}`;
  const [rows, counted, newest] = await Promise.all([
    store.facts.all(q.cardPage, {
      where: condition,
      sort: p.sort,
      descending: p.order === 'desc',
      limit: p.limit + 1,
      after: endOf(p.cursor, order),
    }),
    store.facts.first(q.cardCount, { where: condition }),
    store.facts.first(q.libraryAsOf, {}),
  ]);
  const freshness = freshnessOf(store);
  const shown = rows.slice(0, p.limit);
  return {
    items: shown.map((r) => cardOf(r, freshness)),
    total: counted?.n ?? 0,
    nextCursor: rows.length > p.limit ? cursorAt(order, shown.at(-1), (r) => r.account_id) : null,
    asOf: newest?.seen_at ?? null,
    tierScheme: TIER_SCHEME.name,
  };
}

const FACETS: readonly FacetName[] = ['platform', 'tier', 'category', 'region', 'tag', 'brand', 'vendor'];

/** Counts of every facet, each under all filters but its own. */
export async function facets(store: Store, filter: AccountFilter): Promise<Facets> {
  const found = await conditionsOf(store, filter);
  const [counted, ...counts] = await Promise.all([
    store.facts.first(q.cardCount, { where: where(found) }),
    ...FACETS.map((facet) => store.facts.all(q.facetCounts, { facet, where: where(found, facet) })),
  ]);
  return {
    total: counted?.n ?? 0,
    facets: Object.fromEntries(
      FACETS.map((facet, i) => [facet, (counts[i] ?? []).map((c) => ({ value: c.value, count: c.n }))]),
    ) as Facets['facets'],
  };
}

/** Cards in the order asked, each once; unknown ids are left out, joined ones give the account they are shown as. */
export async function cards(store: Store, given: readonly string[]): Promise<AccountCard[]> {
  if (given.length === 0) return [];
  const freshness = freshnessOf(store);
  const shown = await shownAs(store);
  const ids = [...new Set(given.map((id) => shown.get(id) ?? id))];
  const byId = new Map(
    (await store.facts.all(q.cardsById, { ids })).map((r) => [r.account_id, cardOf(r, freshness)]),
  );
  return ids.map((id) => byId.get(id)).filter((c) => c !== undefined);
}

export async function accountPage(store: Store, accountId: string): Promise<AccountPage> {
  const [card] = await cards(store, [accountId]);
  if (!card)
    throw missing(
      'no-account',
      `There is no account ${accountId} in the library.`,
      'Search for it with `touchstone library search`.',
    );
  const { facts } = store;
  const freshness = freshnessOf(store);
  const ids = await idsOf(store, accountId);
  const id = { ids };
  const [
    figures,
    attributes,
    quotes,
    audience,
    identifiers,
    conflicts,
    sources,
    same,
    linked,
    corrections,
    lists,
    duplicates,
    joins,
  ] = await Promise.all([
    facts.all(q.accountFigures, id),
    facts.all(q.accountAttributes, id),
    facts.all(q.accountQuotes, id),
    facts.all(q.accountAudience, id),
    facts.all(q.accountIdentifiers, id),
    facts.all(q.accountConflicts, id),
    facts.all(q.accountSources, id),
    card.name ? facts.all(q.sameName, { accountId: card.accountId, name: card.name }) : [],
    linksOf(store, ids),
    correctionsOf(store, 'account', ids),
    listsHolding(store, ids),
    duplicatesOf(store, ids),
    joinsOf(store, ids),
  ]);
  const from = (r: { source_id: number; source_row: number; vendor?: string; column_name?: string }) => ({
    sourceId: r.source_id,
    row: r.source_row,
    column: r.column_name ?? null,
    vendor: r.vendor ?? '',
  });
  return {
    card,
    identifiers: identifiers.map((i) => ({ namespace: i.namespace, value: i.value, from: from(i) })),
    figures: figures.map((f) => accountFigure(f, freshness)),
    attributes: attributes.map((a) => ({
      attribute: a.attribute,
      value: a.value,
      asOf: a.observed_at,
      from: from(a),
    })),
    quotes: quotes.map((r) => importedQuote(r, freshness)),
    audience: audience.map((a) => ({
      dimension: a.dimension,
      base: a.base,
      segment: a.segment,
      windowDays: a.window_days || null,
      content: a.content,
      format: a.format,
      share: a.share,
      low: a.low,
      high: a.high,
      n: a.n,
      asOf: a.observed_at,
      from: from(a),
    })),
    sources: sources.map((s) => ({
      sourceId: s.source_id,
      runId: s.run_id,
      fileName: s.file_name,
      sheet: s.sheet,
      vendor: s.vendor,
      connector: s.connector,
      sourceClass: s.source_class,
      asOf: s.as_of,
      importedAt: s.imported_at,
      rowCount: s.n,
    })),
    conflicts: conflicts
      .filter((c) => !ids.includes(c.other_account_id))
      .map((c) => ({
        otherAccountId: c.other_account_id,
        namespace: c.namespace,
        value: c.value,
        from: from(c),
      })),
    links: linked.links,
    linkedAccounts: await cards(store, linked.together),
    corrections,
    sameName: same.map((s) => ({ accountId: s.account_id, platform: s.platform, name: s.name })),
    lists,
    duplicates,
    joins,
  };
}

export async function accountSeries(store: Store, accountId: string, metric: string): Promise<Series> {
  if (!isMetric(metric))
    throw usage('no-metric', `There is no metric “${metric}”.`, 'See `GET /api/v1/metrics`.');
  const rows = await store.facts.all(q.accountSeries, { ids: await idsOf(store, accountId), metric });
  const freshness = freshnessOf(store);
  return { metric, points: rows.map((r) => accountFigure(r, freshness)) };
}

export async function posts(store: Store, given: pq.PostFilter, limit: number, cursor: string | undefined) {
  const filter = given.accountId ? { ...given, accountId: await canonicalOf(store, given.accountId) } : given;
  const [rows, counted] = await Promise.all([
    store.facts.all(pq.postPage, { filter, limit: limit + 1, after: endOf(cursor, 'posts') }),
    store.facts.first(pq.postCount, { filter }),
  ]);
  const shown = rows.slice(0, limit);
  const counters = new Map<string, Figure[]>();
  const freshness = freshnessOf(store);
  if (shown.length > 0)
    for (const f of await store.facts.all(pq.postCounters, { ids: shown.map((r) => r.post_id) })) {
      const of = counters.get(f.post_id) ?? [];
      of.push(postFigure(f, freshness));
      counters.set(f.post_id, of);
    }
  return {
    items: shown.map((r) => postCard(r, counters.get(r.post_id) ?? [])),
    total: counted?.n ?? 0,
    nextCursor: rows.length > limit ? cursorAt('posts', shown.at(-1), (r) => r.post_id) : null,
  };
}

const postCard = (r: pq.PostRow, counters: Figure[]): PostCard => ({
  postId: r.post_id,
  platform: r.platform,
  accountId: r.account_id,
  accountName: r.account_name,
  publishedAt: r.published_at,
  format: r.format,
  title: r.title,
  text: r.text,
  url: r.url,
  tags: r.tag,
  mentions: r.mention,
  region: r.region,
  sponsored: r.sponsored,
  campaign: r.campaign,
  counters,
  from: { sourceId: r.source_id, row: r.source_row, column: null, vendor: r.vendor },
});

export async function postPage(store: Store, postId: string): Promise<PostPage> {
  const { items } = await posts(store, { postId }, 1, undefined);
  const post = items[0];
  if (!post) throw missing('no-post', `There is no post ${postId} in the library.`);
  const [figures, media, acts, recent] = await Promise.all([
    store.facts.all(pq.postSeries, { postId }),
    store.facts.all(pq.postMedia, { postId }),
    store.facts.all(pq.postActs, { postId }),
    store.facts.all(pq.postRecent, { postId, limit: 200 }),
  ]);
  const freshness = freshnessOf(store);
  const series = new Map<MetricId, Figure[]>();
  for (const f of figures) {
    const of = series.get(f.metric) ?? [];
    of.push(postFigure(f, freshness));
    series.set(f.metric, of);
  }
  return {
    post,
    media,
    series: [...series].map(([metric, points]) => ({ metric, points })),
    engagements: acts.map((a) => ({ act: a.act, count: a.n, actors: a.actors })),
    recent: recent.map((r) => ({
      act: r.act,
      actorKey: r.actor,
      at: r.acted_at,
      text: r.text,
      region: r.region,
      from: { sourceId: r.source_id, row: r.source_row, column: null, vendor: post.from.vendor },
    })),
  };
}

/** How old the newest observation is, for the freshness mark of a page. */
export async function libraryAge(store: Store): Promise<{ asOf: string | null; ageDays: number | null }> {
  const at = (await store.facts.first(q.libraryAsOf, {}))?.seen_at ?? null;
  return { asOf: at, ageDays: at ? ageDays(at, freshnessOf(store)) : null };
}
