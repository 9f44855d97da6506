/** The five dashboards, and what a person saved with each. */
import { type Words, word as words } from '#basis/reading.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { remembered } from '../remembered.ts';
import type { Scope } from '../schema.ts';
import { marketVoice, reputation } from '../service.ts';
import { labelsOf } from '../settings.ts';
import { newWordsAnswer, topicsAnswer } from '../words/service.ts';
import { entitiesNamed, intentWeeks, voiceByAccount, voiceByPlatform } from './queries.ts';
import {
  type Dashboard,
  type DashboardCard,
  type DashboardName,
  type DashboardSettings,
  dashboardSettingsSchema,
} from './schema.ts';

type CardRow = DashboardCard['rows'][number];
const same = (text: string): Words => ({ en: text, zh: text });
const rowOf = (label: Words, i: Interval, n: number | null, href: string | null = null): CardRow => ({
  label,
  value: i.value,
  low: i.low,
  high: i.high,
  n,
  href,
});
const countRow = (label: Words, value: number, href: string | null = null): CardRow => ({
  label,
  value,
  low: null,
  high: null,
  n: null,
  href,
});
const card = (
  name: string,
  title: Words,
  shape: DashboardCard['shape'],
  unit: DashboardCard['unit'],
  rows: CardRow[],
  note: Words | null = null,
): DashboardCard => ({ card: name, title, note, shape, unit, rows });
const address = (tab: string, more: Record<string, string>): string =>
  `/voice?${new URLSearchParams({ tab, ...more }).toString()}`;

const settingName = (name: DashboardName): string => `voice_dashboard_${name}`;

export async function dashboardSettings(
  store: Store,
  name: DashboardName,
): Promise<{ settings: DashboardSettings; saved: boolean }> {
  const row = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', settingName(name))
    .executeTakeFirst();
  return {
    settings: dashboardSettingsSchema.parse(row ? JSON.parse(row.value) : {}),
    saved: row !== undefined,
  };
}

export async function saveDashboard(
  store: Store,
  name: DashboardName,
  settings: DashboardSettings,
): Promise<void> {
  const { db } = store.state;
  await db.deleteFrom('setting').where('name', '=', settingName(name)).execute();
  await db
    .insertInto('setting')
    .values({ name: settingName(name), value: JSON.stringify(settings) })
    .execute();
}

interface Asked {
  store: Store;
  scope: Scope;
  brand: string | null;
  windowDays: number;
}

async function brandCards({ store, scope, brand }: Asked): Promise<DashboardCard[]> {
  const [voice, { facts }] = [await marketVoice(store, scope), store];
  const accounts = await facts.all(voiceByAccount, { scope, by: 'texts', most: 12 });
  const products = await facts.all(entitiesNamed, { scope, kind: 'product', most: 12 });
  const link = (more: Record<string, string>) => address('rows', { ...(brand ? { brand } : {}), ...more });
  return [
    card(
      'activity',
      words('Posts and comments a week', '每周作品与评论'),
      'line',
      'count',
      voice.weeks.map((w) => countRow(same(w.week), w.n)),
    ),
    card('feelings', words('Posts against comments', '作品与评论的情绪'), 'bars', 'share', [
      rowOf(
        words('posts, positive', '作品 正面'),
        voice.posts.share.positive,
        voice.posts.n,
        link({ kind: 'post', feeling: 'positive' }),
      ),
      rowOf(
        words('posts, negative', '作品 负面'),
        voice.posts.share.negative,
        voice.posts.n,
        link({ kind: 'post', feeling: 'negative' }),
      ),
      rowOf(
        words('comments, positive', '评论 正面'),
        voice.interactions.share.positive,
        voice.interactions.n,
        link({ kind: 'comment', feeling: 'positive' }),
      ),
      rowOf(
        words('comments, negative', '评论 负面'),
        voice.interactions.share.negative,
        voice.interactions.n,
        link({ kind: 'comment', feeling: 'negative' }),
      ),
    ]),
    card(
      'products',
      words('Products named', '被提及的产品'),
      'bars',
      'count',
      products.map((p) => countRow(same(p.entity), p.texts, address('rows', { product: p.entity }))),
    ),
    card(
      'speakers',
      words('Under whose posts it is discussed', '在谁的作品下讨论'),
      'list',
      'count',
      accounts.map((a) =>
        countRow(same(a.name ?? a.account_id), a.texts, `/accounts/${a.account_id}?tab=content`),
      ),
    ),
  ];
}

async function reputationCards({ store, scope, windowDays, brand }: Asked): Promise<DashboardCard[]> {
  const found = await reputation(store, windowDays, brand ? [brand] : []);
  const voice = await marketVoice(store, scope);
  return [
    card(
      'voice',
      words('Share of voice', '声量份额'),
      'bars',
      'share',
      found.brands.map((b) => rowOf(same(b.brand), b.voice, b.texts, address('market', { brand: b.brand }))),
    ),
    card(
      'negative',
      words('Negative share', '负面占比'),
      'bars',
      'share',
      found.brands.map((b) =>
        rowOf(
          same(b.brand),
          b.feelings.share.negative,
          b.feelings.n,
          address('rows', { brand: b.brand, feeling: 'negative' }),
        ),
      ),
    ),
    card(
      'aspects',
      words('Praise by aspect', '各方面的好评占比'),
      'bars',
      'share',
      voice.aspects
        .slice(0, 10)
        .map((a) =>
          rowOf(a.name, a.positive, a.n, address('rows', { ...(brand ? { brand } : {}), aspect: a.aspect })),
        ),
    ),
    card(
      'alerts',
      words('Weeks with more blame than before', '负面高于此前的周'),
      'list',
      'share',
      found.alerts.map((a) =>
        rowOf(
          a.words,
          a.negative,
          a.n,
          address('rows', { brand: a.brand, feeling: 'negative', from: a.week }),
        ),
      ),
      words('Expected false alarms: 5 %', '预期误报 5 %'),
    ),
  ];
}

async function kolCards({ store, scope }: Asked): Promise<DashboardCard[]> {
  const { facts } = store;
  const [most, blamed, people] = await Promise.all([
    facts.all(voiceByAccount, { scope, by: 'texts', most: 12 }),
    facts.all(voiceByAccount, { scope, by: 'blame', most: 12 }),
    facts.all(entitiesNamed, { scope, kind: 'person', most: 12 }),
  ]);
  const felt = (rows: typeof most) =>
    rows.map((a) =>
      rowOf(
        same(a.name ?? a.account_id),
        wilson(a.positive, a.felt),
        a.felt,
        `/accounts/${a.account_id}?tab=content`,
      ),
    );
  return [
    card(
      'talked',
      words('Most discussed: positive among felt comments', '讨论最多：带情绪评论中正面占比'),
      'bars',
      'share',
      felt(most),
    ),
    card('blamed', words('Least praised', '好评最少'), 'bars', 'share', felt(blamed)),
    card(
      'stars',
      words('Stars named', '被提及的明星'),
      'bars',
      'count',
      people.map((p) => countRow(same(p.entity), p.texts, address('rows', { q: p.entity }))),
      words('Names come from the label system.', '名单来自标签体系。'),
    ),
  ];
}

async function socialCards({ store, scope }: Asked): Promise<DashboardCard[]> {
  const [platforms, topics, voice] = [
    await store.facts.all(voiceByPlatform, scope),
    await topicsAnswer(store),
    await marketVoice(store, scope),
  ];
  return [
    card(
      'platforms',
      words('Where it is said', '在哪里说'),
      'bars',
      'count',
      platforms.map((p) => countRow(same(p.platform), p.texts, address('market', { platform: p.platform }))),
    ),
    card(
      'topics',
      words('Said more than in the 8 weeks before', '比此前 8 周说得更多'),
      'bars',
      'ratio',
      topics.topics
        .slice(0, 12)
        .map((t) => rowOf(same(t.word), t.ratio, t.recent, address('rows', { word: t.word }))),
    ),
    card(
      'provinces',
      words('Provinces', '省份'),
      'bars',
      'count',
      voice.provinces
        .slice(0, 12)
        .map((p) => countRow(p.name, p.n, address('rows', { province: p.province ?? 'unknown' }))),
    ),
    card(
      'languages',
      words('Languages', '语言'),
      'bars',
      'count',
      voice.languages.slice(0, 6).map((l) => countRow(same(l.language), l.n)),
    ),
  ];
}

async function consumptionCards({ store, scope }: Asked): Promise<DashboardCard[]> {
  const [weeks, products, voice, fresh] = [
    await store.facts.all(intentWeeks, scope),
    await store.facts.all(entitiesNamed, { scope, kind: 'product', most: 12 }),
    await marketVoice(store, scope),
    await newWordsAnswer(store, 12),
  ];
  const INTENT: Record<string, Words> = {
    asks: words('asks', '询问'),
    wants: words('wants', '想要'),
    bought: words('bought', '已买'),
  };
  return [
    card(
      'intent',
      words('Comments that speak of buying', '谈到购买的评论占比'),
      'line',
      'share',
      weeks.map((w) => rowOf(same(w.week), wilson(w.intent, w.comments), w.comments)),
    ),
    card(
      'stages',
      words('Asks, wants, bought', '询问、想要、已买'),
      'bars',
      'share',
      voice.intents.map((i) =>
        rowOf(INTENT[i.intent] ?? same(i.intent), i.share, i.n, address('rows', { intent: i.intent })),
      ),
    ),
    card(
      'products',
      words('Products named', '被提及的产品'),
      'bars',
      'count',
      products.map((p) => countRow(same(p.entity), p.texts, address('rows', { product: p.entity }))),
    ),
    card(
      'words',
      words('New words', '新词'),
      'list',
      'count',
      fresh.words.map((w) =>
        countRow(same(`${w.word} · ${w.firstSeenOn}`), w.texts, address('rows', { q: w.word })),
      ),
    ),
  ];
}

const CARDS: Record<DashboardName, (asked: Asked) => Promise<DashboardCard[]>> = {
  brand: brandCards,
  reputation: reputationCards,
  kol: kolCards,
  social: socialCards,
  consumption: consumptionCards,
};

export async function dashboard(store: Store, name: DashboardName): Promise<Dashboard> {
  const [{ settings, saved }, { labels }] = [await dashboardSettings(store, name), await labelsOf(store)];
  return remembered(store, ['dashboard', name, settings], async () => {
    const { asOf } = await marketVoiceAsOf(store);
    const brand = settings.brand ?? (name === 'brand' || name === 'reputation' ? labels.own : null);
    const from = asOf
      ? new Date(Date.parse(asOf) - settings.windowDays * 86_400_000).toISOString().slice(0, 10)
      : undefined;
    const scope: Scope = {
      ...(brand ? { brand } : {}),
      ...(settings.platform ? { platform: settings.platform } : {}),
      ...(from ? { from } : {}),
    };
    return {
      dashboard: name,
      settings,
      saved,
      asOf,
      cards: await CARDS[name]({ store, scope, brand, windowDays: settings.windowDays }),
    };
  });
}

const marketVoiceAsOf = (store: Store): Promise<{ asOf: string | null }> => topicsAnswer(store);
