/** How something is spoken of: shares of feeling corrected for the model's error, aspects, weeks, provinces, brands. */
import { wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { type CheckedTexts, checksOf, checksSummary } from './desk/checks.ts';
import { PROVINCES } from './dictionary/provinces.ts';
import { type Counts, correctedShares, noCounts } from './measures/corrected-share.ts';
import { risesIn } from './measures/negative-rise.ts';
import { modelNameOf } from './pipeline/own-model.ts';
import {
  amongBrandTexts,
  amongTexts,
  aspectCounts,
  brandsNamed,
  brandWeeks,
  campaignsNamed,
  feelingCounts,
  intentCounts,
  languageCounts,
  opinionCounts,
  provinceCounts,
  voiceTotals,
  waitingTexts,
  weekCounts,
} from './queries.ts';
import {
  type FeelingName,
  type Feelings,
  INTENTS,
  type Labels,
  type MarketVoice,
  type Reputation,
  type Scope,
  type VoiceStatus,
} from './schema.ts';
import { labelsOf } from './settings.ts';

/** Counts by the model with those taken out that a person labelled, and what persons said. */
function split(
  said: Counts,
  labelled: readonly { text_id: string; feeling: FeelingName }[],
  checked: CheckedTexts,
): { unchecked: Counts; people: FeelingName[] } {
  const unchecked = { ...said };
  const people: FeelingName[] = [];
  for (const t of labelled) {
    const human = checked.human.get(t.text_id)?.feeling;
    if (!human) continue;
    unchecked[t.feeling]--;
    people.push(human);
  }
  return { unchecked, people };
}

export function feelingsOf(
  said: Counts,
  plain: Counts,
  labelled: readonly { text_id: string; feeling: FeelingName }[],
  checked: CheckedTexts,
): Feelings {
  const { unchecked, people } = split(said, labelled, checked);
  return {
    n: said.positive + said.neutral + said.negative,
    said,
    plain,
    ...correctedShares(unchecked, people, checked.confusion),
    checkedHere: people.length,
  };
}

const countsIn = (r: { positive: number; neutral: number; negative: number }): Counts => ({
  positive: r.positive,
  neutral: r.neutral,
  negative: r.negative,
});

const provinceName = (province: string | null): { en: string; zh: string } =>
  province === null
    ? { en: 'unknown', zh: '未知' }
    : province === 'overseas'
      ? { en: 'overseas', zh: '海外' }
      : { en: PROVINCES.get(province) ?? province, zh: province };

export async function voiceStatus(store: Store): Promise<VoiceStatus> {
  const [totals, waiting, brands, campaigns, { labels }] = await Promise.all([
    store.facts.first(voiceTotals, {}),
    store.facts.first(waitingTexts, {}),
    store.facts.all(brandsNamed, {}),
    store.facts.all(campaignsNamed, {}),
    labelsOf(store),
  ]);
  const texts = totals?.texts ?? 0;
  const posts = totals?.posts ?? 0;
  return {
    model: modelNameOf(store.config.home),
    texts,
    posts,
    comments: texts - posts,
    waiting: waiting?.texts ?? 0,
    asOf: totals?.as_of ?? null,
    brands: brands.map((b) => b.brand),
    own: labels.own,
    campaigns: campaigns.map((c) => c.campaign),
  };
}

async function aspectRows(store: Store, scope: Scope, labels: Labels): Promise<MarketVoice['aspects']> {
  const opinions = Map.groupBy(await store.facts.all(opinionCounts, { scope, each: 6 }), (o) => o.aspect);
  const names = new Map(labels.aspects.map((a) => [a.aspect, a.name]));
  return (await store.facts.all(aspectCounts, scope)).map((a) => ({
    aspect: a.aspect,
    name: names.get(a.aspect) ?? { en: a.aspect, zh: a.aspect },
    n: a.texts,
    positive: wilson(a.plus, a.plus + a.minus),
    opinions: (opinions.get(a.aspect) ?? []).map((o) => ({
      opinion: o.opinion,
      polarity: o.polarity,
      n: o.texts,
    })),
  }));
}

export async function marketVoice(store: Store, scope: Scope): Promise<MarketVoice> {
  const checked = await checksOf(store);
  const { facts } = store;
  const [totals, byKind, labelled, intents, weeks, provinces, languages, { labels }] = await Promise.all([
    facts.first(voiceTotals, {}),
    facts.all(feelingCounts, scope),
    checked.human.size === 0 ? [] : facts.all(amongTexts, { scope, ids: [...checked.human.keys()] }),
    facts.all(intentCounts, scope),
    facts.all(weekCounts, scope),
    facts.all(provinceCounts, scope),
    facts.all(languageCounts, scope),
    labelsOf(store),
  ]);
  const of = (kind: 'post' | 'comment'): Feelings => {
    const row = byKind.find((r) => r.kind === kind);
    return feelingsOf(
      row ? countsIn(row) : noCounts(),
      row
        ? { positive: row.plain_positive, neutral: row.plain_neutral, negative: row.plain_negative }
        : noCounts(),
      labelled.filter((t) => t.kind === kind),
      checked,
    );
  };
  const shares = (row: Counts) => correctedShares(row, [], checked.confusion).share;
  const comments = intents.reduce((n, i) => n + i.texts, 0);
  return {
    asOf: totals?.as_of ?? null,
    scope,
    posts: of('post'),
    interactions: of('comment'),
    intents: INTENTS.map((intent) => {
      const n = intents.find((i) => i.intent === intent)?.texts ?? 0;
      return { intent, n, share: comments === 0 ? { value: 0, low: 0, high: 1 } : wilson(n, comments) };
    }),
    aspects: await aspectRows(store, scope, labels),
    weeks: weeks.reverse().map((w) => {
      const { positive, negative } = shares(countsIn(w));
      return { week: w.week, n: w.texts, positive, negative };
    }),
    provinces: provinces.map((p) => {
      const { positive, negative } = shares(countsIn(p));
      return { province: p.province, name: provinceName(p.province), n: p.texts, positive, negative };
    }),
    languages: languages.map((l) => ({ language: l.language, n: l.texts })),
    checks: checksSummary(store, checked),
  };
}

const DAY = 86_400_000;
const MOST_BRANDS = 8;

/** Brands against each other over a window that ends with the newest text. */
export async function reputation(
  store: Store,
  windowDays: number,
  named: readonly string[] = [],
): Promise<Reputation> {
  const checked = await checksOf(store);
  const [totals, { labels }] = await Promise.all([store.facts.first(voiceTotals, {}), labelsOf(store)]);
  const checks = checksSummary(store, checked);
  if (!totals?.as_of) return { asOf: null, brands: [], alerts: [], checks };
  const from = new Date(Date.parse(totals.as_of) - windowDays * DAY).toISOString().slice(0, 10);
  const known = (await store.facts.all(brandsNamed, {})).map((b) => b.brand);
  const brands = [...new Set([...named, ...(labels.own ? [labels.own] : []), ...known])].slice(
    0,
    MOST_BRANDS,
  );
  const [rows, labelled] = await Promise.all([
    store.facts.all(brandWeeks, { brands, from }),
    checked.human.size === 0
      ? []
      : store.facts.all(amongBrandTexts, { brands, from, ids: [...checked.human.keys()] }),
  ]);
  const byBrand = Map.groupBy(rows, (r) => r.brand);
  const all = rows.reduce((n, r) => n + r.texts, 0);
  return {
    asOf: totals.as_of,
    brands: [...byBrand]
      .map(([brand, list]) => {
        const said = noCounts();
        for (const r of list) for (const f of ['positive', 'neutral', 'negative'] as const) said[f] += r[f];
        const texts = list.reduce((n, r) => n + r.texts, 0);
        return {
          brand,
          own: brand === labels.own,
          posts: list.reduce((n, r) => n + r.posts, 0),
          texts,
          voice: wilson(texts, all),
          feelings: feelingsOf(
            said,
            noCounts(),
            labelled.filter((t) => t.brand === brand),
            checked,
          ),
          weeks: list.flatMap((r) => (r.week === null ? [] : [{ week: r.week, n: r.texts }])),
        };
      })
      .sort((a, b) => b.texts - a.texts),
    alerts: risesIn(
      [...byBrand].map(([brand, list]) => ({
        brand,
        weeks: list.flatMap((r) =>
          r.week === null ? [] : [{ week: r.week, n: r.texts, negative: r.negative }],
        ),
      })),
    ),
    checks,
  };
}
