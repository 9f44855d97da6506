/** What prices ask of the facts: prices asked and paid, posts with what they cost and brought, paid and unpaid posts. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { POST_PRICES } from '#domain/facts/accounts/schema.ts';
import { iso } from '#domain/facts/library/queries.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const platform = z.enum(PLATFORM_IDS);
const text = z.string().nullable();
const number = z.number().nullable();
const orAll = (column: Sql, value: string | null): Sql =>
  value === null ? sql`TRUE` : sql`${column} = ${value}`;

/** Every price of one post ever asked or paid; an account goes by the id it is shown as. Cancelled bookings are none. */
const said = sql`
  said AS (
    SELECT coalesce(x.canonical_id, q.account_id) AS account_id, q.format, CASE WHEN q.kind = 'paid' THEN 'paid' ELSE 'asked' END AS basis, q.kind, q.amount_minor, q.currency,
      q.tax_basis, q.rebate_share, q.schedule, CAST(NULL AS VARCHAR) AS campaign, q.observed_at, q.source_id, q.source_row
    FROM quote q LEFT JOIN account_alias x ON x.account_id = q.account_id WHERE q.kind IN ${list(POST_PRICES)} AND q.amount_minor > 0
    UNION ALL
    SELECT coalesce(x.canonical_id, c.account_id), coalesce(p.format, 'other'), 'paid', 'cooperation', c.amount_minor, c.currency, 'unknown', CAST(NULL AS DOUBLE), CAST(NULL AS VARCHAR), c.campaign, c.observed_at,
      c.source_id, c.source_row
    FROM cooperation c LEFT JOIN account_alias x ON x.account_id = c.account_id LEFT JOIN post_card p ON p.post_id = c.post_id
    WHERE c.amount_minor > 0 AND c.currency IS NOT NULL AND coalesce(c.state, '') NOT IN ('cancelled', '取消', '已取消')
  )`;

/** What a price is held against. */
const creator = {
  name: text,
  platform,
  tier: text,
  category: z.array(z.string()),
  followers: number,
  engagement: number,
  engagement_metric: text,
};
const priceRow = z.object({
  account_id: z.string(),
  format: z.string(),
  basis: z.string(),
  kind: z.string(),
  amount_minor: z.number(),
  currency: z.string(),
  tax_basis: z.string(),
  rebate_share: number,
  schedule: text,
  campaign: text,
  observed_at: z.string(),
  /** Null for a quote that a person wrote into the ledger. */
  source_id: number,
  source_row: number,
  ...creator,
});
export type PriceRow = z.infer<typeof priceRow>;
const CREATOR = sql`k.name, k.platform, k.tier, k.category, coalesce(k.follower_value, (k.follower_low + k.follower_high) / 2) AS followers,
  coalesce(k.engagement_value, (k.engagement_low + k.engagement_high) / 2) AS engagement, k.engagement_metric`;
const PRICE = sql`s.account_id, s.format, s.basis, s.kind, s.amount_minor, s.currency, s.tax_basis, s.rebate_share, s.schedule, s.campaign, ${iso('s.observed_at')} AS observed_at,
  s.source_id, s.source_row, ${CREATOR}`;

interface Within {
  platform: string | null;
  basis: string;
}
/** Of prices asked, the newest of an account and format; of prices paid, all. */
export const priceBook = defineQuery({
  name: 'rates.price-book',
  row: priceRow,
  sample: { platform: 'weibo', basis: 'asked' },
  build: (q: Within) => sql`
    WITH ${said}, newest AS (
      SELECT * FROM said WHERE basis = ${q.basis}
      QUALIFY basis = 'paid' OR row_number() OVER (PARTITION BY account_id, format, currency ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    )
    SELECT ${PRICE} FROM newest s JOIN account_card k ON k.account_id = s.account_id WHERE ${orAll(sql`k.platform`, q.platform)}
    ORDER BY s.account_id, s.format, s.observed_at, s.source_id, s.source_row`,
});

/** All prices of one account, newest first. */
export const pricesOfAccount = defineQuery({
  name: 'rates.prices-of-account',
  row: priceRow,
  sample: { accountId: 'weibo:1' },
  build: (q: { accountId: string }) => sql`
    WITH ${said} SELECT ${PRICE} FROM said s JOIN account_card k ON k.account_id = s.account_id WHERE s.account_id = ${q.accountId}
    ORDER BY s.observed_at DESC, s.source_id DESC, s.source_row DESC LIMIT 500`,
});

const accountRow = z.object({
  account_id: z.string(),
  ...creator,
});
const ACCOUNT = sql`k.account_id, ${CREATOR}`;

export const pricedAccount = defineQuery({
  name: 'rates.priced-account',
  row: accountRow,
  sample: { accountId: 'weibo:1' },
  build: (q: { accountId: string }) => sql`
    SELECT ${ACCOUNT} FROM account_card k LEFT JOIN account_alias x ON x.canonical_id = k.account_id
    WHERE k.account_id = ${q.accountId} OR x.account_id = ${q.accountId} LIMIT 1`,
});

/** Accounts that ledger quotes are of. */
export const pricedAccounts = defineQuery({
  name: 'rates.priced-accounts',
  row: accountRow,
  sample: { ids: ['weibo:1'] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT ${ACCOUNT} FROM account_card k WHERE k.account_id IN ${list(q.ids)} ORDER BY k.account_id`,
});

/** How many prices or costed posts each platform has. */
export const pricedPlatforms = defineQuery({
  name: 'rates.priced-platforms',
  row: z.object({ platform, basis: z.string(), n: z.number() }),
  sample: {},
  build: (_: object) => sql`
    WITH ${said}
    SELECT k.platform, s.basis, count(*) AS n FROM said s JOIN account_card k ON k.account_id = s.account_id GROUP BY ALL
    UNION ALL
    SELECT p.platform, 'media', count(DISTINCT s.post_id) FROM post_snapshot s JOIN post_card p ON p.post_id = s.post_id WHERE s.metric = 'ad_spend' AND s.value > 0 GROUP BY ALL
    UNION ALL
    SELECT p.platform, 'posts', count(*) FROM post_card p GROUP BY ALL`,
});

const COUNTERS = [
  'ad_spend',
  'post_price',
  'exposure_count',
  'reach_count',
  'read_count',
  'view_count',
  'click_count',
  'order_count',
  'conversion_count',
  'engagement_count',
  'engaged_person_count',
  'like_count',
  'reaction_count',
  'comment_count',
  'share_count',
  'repost_count',
  'save_count',
  'follower_at_post_count',
] as const;
const counter = (metric: (typeof COUNTERS)[number]): Sql => sql`max(v) FILTER (WHERE metric = ${metric})`;

/** The newest figure of each counter of chosen posts, one row a post. */
const wide = (chosen: Sql): Sql => sql`
  newest AS (
    SELECT s.post_id, s.metric, max_by(coalesce(s.value, (s.low + s.high) / 2), (s.observed_at, s.source_id, s.source_row)) AS v,
      max_by(s.currency, (s.observed_at, s.source_id, s.source_row)) AS currency
    FROM post_snapshot s SEMI JOIN (${chosen}) c ON c.post_id = s.post_id WHERE s.metric IN ${list(COUNTERS)} GROUP BY s.post_id, s.metric
  ), wide AS (
    SELECT post_id, ${counter('ad_spend')} AS media, ${counter('post_price')} AS post_price, max(currency) FILTER (WHERE metric = 'ad_spend') AS media_currency,
      max(currency) FILTER (WHERE metric = 'post_price') AS price_currency, ${counter('exposure_count')} AS exposure_count, ${counter('reach_count')} AS reach_count,
      ${counter('read_count')} AS read_count, ${counter('view_count')} AS view_count, ${counter('click_count')} AS click_count, ${counter('order_count')} AS order_count,
      ${counter('conversion_count')} AS conversion_count, ${counter('engaged_person_count')} AS engaged_person_count, ${counter('follower_at_post_count')} AS follower_at_post_count,
      coalesce(${counter('engagement_count')}, coalesce(${counter('reaction_count')}, ${counter('like_count')}) + coalesce(${counter('comment_count')}, 0) + coalesce(${counter('share_count')}, 0)
        + coalesce(${counter('repost_count')}, 0) + coalesce(${counter('save_count')}, 0)) AS engagement_count
    FROM newest GROUP BY post_id
  )`;

const postRow = z.object({
  post_id: z.string(),
  account_id: text,
  name: text,
  platform,
  tier: text,
  category: z.array(z.string()).nullable(),
  format: text,
  sponsored: z.boolean().nullable(),
  published_at: text,
  tag: z.array(z.string()),
  fee: number,
  fee_currency: text,
  media: number,
  media_currency: text,
  exposure_count: number,
  reach_count: number,
  read_count: number,
  view_count: number,
  click_count: number,
  order_count: number,
  conversion_count: number,
  engagement_count: number,
  engaged_person_count: number,
  follower_at_post_count: number,
  observed_at: z.string(),
  source_id: z.number(),
  source_row: z.number(),
});
export type OutcomePost = z.infer<typeof postRow>;
const POST = sql`p.post_id, p.account_id, k.name, p.platform, k.tier, k.category, p.format, p.sponsored, ${iso('p.published_at')} AS published_at, p.tag,
  coalesce(f.fee, w.post_price) AS fee, coalesce(f.currency, w.price_currency) AS fee_currency, w.media, w.media_currency, w.exposure_count, w.reach_count, w.read_count, w.view_count, w.click_count,
  w.order_count, w.conversion_count, w.engagement_count, w.engaged_person_count, w.follower_at_post_count, ${iso('p.observed_at')} AS observed_at, p.source_id, p.source_row`;
const fees = sql`
  fees AS (
    SELECT post_id, max_by(amount_minor, (observed_at, source_id, source_row)) AS fee, max_by(currency, (observed_at, source_id, source_row)) AS currency
    FROM cooperation WHERE post_id IS NOT NULL AND amount_minor > 0 GROUP BY post_id
  )`;
/** Posts that one import alone tells of have no account: their page is the import. */
const JOINED = sql`
  FROM wide w JOIN post_card p ON p.post_id = w.post_id LEFT JOIN fees f ON f.post_id = w.post_id LEFT JOIN account_card k ON k.account_id = p.account_id`;

/** Posts with a fee or media money known, and what they got. */
export const costedPosts = defineQuery({
  name: 'rates.costed-posts',
  row: postRow,
  sample: { platform: 'weibo' },
  build: (q: { platform: string | null }) => sql`
    WITH ${fees}, chosen AS (SELECT post_id FROM fees UNION SELECT post_id FROM post_snapshot WHERE metric IN ('ad_spend', 'post_price') AND value IS NOT NULL), ${wide(sql`SELECT post_id FROM chosen`)}
    SELECT ${POST} ${JOINED} WHERE ${orAll(sql`p.platform`, q.platform)} ORDER BY p.post_id LIMIT 200000`,
});

/** Posts that are marked as paid for or not, of pages that have both. */
export const markedPosts = defineQuery({
  name: 'rates.marked-posts',
  row: postRow,
  sample: { platform: 'weibo' },
  build: (q: { platform: string | null }) => sql`
    WITH ${fees}, page AS (
      SELECT coalesce(account_id, concat('source:', source_id)) AS page FROM post_card WHERE sponsored IS NOT NULL AND ${orAll(sql`platform`, q.platform)}
      GROUP BY 1 HAVING count(*) FILTER (WHERE sponsored) > 0 AND count(*) FILTER (WHERE NOT sponsored) > 0 ORDER BY least(count(*) FILTER (WHERE sponsored), count(*) FILTER (WHERE NOT sponsored)) DESC, 1 LIMIT 20
    ), chosen AS (SELECT p.post_id FROM post_card p SEMI JOIN page g ON g.page = coalesce(p.account_id, concat('source:', p.source_id)) WHERE p.sponsored IS NOT NULL), ${wide(sql`SELECT post_id FROM chosen`)}
    SELECT ${POST} ${JOINED} ORDER BY p.post_id LIMIT 50000`,
});

const RESULTS = {
  exposure_count: ['exposure_count'],
  reach_count: ['reach_count'],
  view_count: ['view_count'],
  engagement_count: [
    'engagement_count',
    'reaction_count',
    'like_count',
    'comment_count',
    'share_count',
    'repost_count',
    'save_count',
  ],
} as const;
export type ResultMetric = keyof typeof RESULTS;

/** What a post of an account and format gets, by its median; the parts of engagement are summed where no sum is told. */
export const resultMedians = defineQuery({
  name: 'rates.result-medians',
  row: z.object({
    account_id: z.string(),
    name: text,
    tier: text,
    category: z.array(z.string()),
    format: z.string(),
    value: z.number(),
    posts: z.number(),
    observed_at: z.string(),
  }),
  sample: { platform: 'weibo', metric: 'engagement_count' },
  build: (q: { platform: string; metric: ResultMetric }) => sql`
    WITH newest AS (
      SELECT s.post_id, s.metric, max_by(coalesce(s.value, (s.low + s.high) / 2), (s.observed_at, s.source_id, s.source_row)) AS v
      FROM post_snapshot s SEMI JOIN (SELECT post_id FROM post_card WHERE platform = ${q.platform} AND account_id IS NOT NULL) c ON c.post_id = s.post_id
      WHERE s.metric IN ${list(RESULTS[q.metric])} GROUP BY s.post_id, s.metric
    ), got AS (
      SELECT post_id, coalesce(max(v) FILTER (WHERE metric = ${q.metric}), coalesce(max(v) FILTER (WHERE metric = 'reaction_count'), max(v) FILTER (WHERE metric = 'like_count'))
        + coalesce(sum(v) FILTER (WHERE metric IN ('comment_count', 'share_count', 'repost_count', 'save_count')), 0)) AS v
      FROM newest GROUP BY post_id
    )
    SELECT p.account_id, any_value(k.name) AS name, any_value(k.tier) AS tier, any_value(k.category) AS category, coalesce(p.format, 'unknown') AS format, median(g.v) AS value, count(*) AS posts,
      ${iso('max(p.observed_at)')} AS observed_at
    FROM got g JOIN post_card p ON p.post_id = g.post_id JOIN account_card k ON k.account_id = p.account_id WHERE g.v IS NOT NULL
    GROUP BY p.account_id, coalesce(p.format, 'unknown') ORDER BY p.account_id, format LIMIT 200000`,
});
