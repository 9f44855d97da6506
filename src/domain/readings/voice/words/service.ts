/** New words, hot topics, keywords of a group, angles with their rows, tags that stand together. */
import { wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { checksOf } from '../desk/checks.ts';
import { rowsById } from '../desk/service.ts';
import { anglesOf } from '../measures/angles.ts';
import { centralIdeas, type Sentence } from '../measures/central-ideas.ts';
import { correctedShares, noCounts } from '../measures/corrected-share.ts';
import { groupKeywords } from '../measures/group-keywords.ts';
import { hotTopics } from '../measures/hot-topics.ts';
import { voiceTotals } from '../queries.ts';
import { remembered } from '../remembered.ts';
import type { RowFilter, Scope } from '../schema.ts';
import { labelsOf } from '../settings.ts';
import {
  accountsOfTag,
  brandGraph,
  commonTags,
  groupTexts,
  groupWords,
  newWordWeeks,
  recentTexts,
  recentWords,
  storedNewWords,
  tagsTogether,
  wordedTexts,
} from './queries.ts';
import type {
  AnglesAnswer,
  GraphAnswer,
  KeywordsAnswer,
  NewWordsAnswer,
  TagsAnswer,
  TopicsAnswer,
} from './schema.ts';

const asOfTexts = async (store: Store): Promise<string | null> =>
  (await store.facts.first(voiceTotals, {}))?.as_of ?? null;

export async function newWordsAnswer(store: Store, limit: number): Promise<NewWordsAnswer> {
  const [words, weeks, { labels }] = await Promise.all([
    store.facts.all(storedNewWords, {}),
    store.facts.all(newWordWeeks, {}),
    labelsOf(store),
  ]);
  const byWord = Map.groupBy(weeks, (w) => w.word);
  const [first] = words;
  return {
    asOf: await asOfTexts(store),
    from: first?.window_from ?? null,
    until: first?.window_until ?? null,
    method: first?.model ?? 'new-words@1',
    words: words.slice(0, limit).map((w) => ({
      word: w.word,
      firstSeenOn: w.first_seen_on,
      lastSeenOn: w.last_seen_on,
      texts: w.texts,
      backgroundTexts: w.background_texts,
      cohesion: w.cohesion,
      freedom: w.freedom,
      burst: w.burst,
      weeks: (byWord.get(w.word) ?? []).map((x) => ({ week: x.week, n: x.texts })),
      learned: labels.words.includes(w.word),
    })),
  };
}

const RECENT_DAYS = 14;
const BEFORE_DAYS = 56;
const MOST_TOPICS = 60;

export const topicsAnswer = (store: Store): Promise<TopicsAnswer> =>
  remembered(store, 'topics', async () => {
    const periods = { recentDays: RECENT_DAYS, beforeDays: BEFORE_DAYS };
    const [words, texts] = await Promise.all([
      store.facts.all(recentWords, periods),
      store.facts.first(recentTexts, periods),
    ]);
    const [recent, before] = [texts?.recent ?? 0, texts?.before ?? 0];
    return {
      asOf: await asOfTexts(store),
      ...periods,
      recentTexts: recent,
      beforeTexts: before,
      topics: before === 0 ? [] : hotTopics(words, recent, before).slice(0, MOST_TOPICS),
    };
  });

const MOST_KEYWORDS = 80;

export const keywordsAnswer = (store: Store, filter: RowFilter): Promise<KeywordsAnswer> =>
  remembered(store, ['keywords', filter], async () => {
    const corrected = [...(await checksOf(store)).human.keys()];
    const [words, texts] = await Promise.all([
      store.facts.all(groupWords, { filter, corrected }),
      store.facts.first(groupTexts, { filter, corrected }),
    ]);
    return {
      asOf: await asOfTexts(store),
      groupTexts: texts?.own ?? 0,
      restTexts: texts?.rest ?? 0,
      keywords: groupKeywords(words.map((w) => ({ word: w.word, group: w.in_group, rest: w.in_rest }))).slice(
        0,
        MOST_KEYWORDS,
      ),
    };
  });

/** Texts that angles and ideas are made of; of more, an even sample. */
const MOST_TEXTS = 6000;
const MOST_SENTENCES = 2500;
const MOST_IDEAS = 6;
const ROWS_EACH = 5;
const SENTENCE = /[^。！？!?\n；;]+[。！？!?；;]?/gu;

export const anglesAnswer = (store: Store, filter: RowFilter): Promise<AnglesAnswer> =>
  remembered(store, ['angles', filter], async () => {
    const checked = await checksOf(store);
    const texts = await store.facts.all(wordedTexts, {
      filter,
      corrected: [...checked.human.keys()],
      most: MOST_TEXTS,
    });
    // The subject's own name stands in every text and tells no angle apart.
    const subject = new Set(
      [filter.brand, filter.product, filter.campaign].flatMap((s) => s?.toLowerCase() ?? []),
    );
    const { angles, placed } = anglesOf(
      texts.map((t) => ({ id: t.text_id, words: t.word })),
      subject,
    );
    const known = new Map(texts.map((t) => [t.text_id, t]));
    const sentences: Sentence[] = [];
    for (const t of texts) {
      if (sentences.length >= MOST_SENTENCES) break;
      for (const [sentence] of t.text.matchAll(SENTENCE)) {
        const words = t.word.filter((w) => sentence.toLowerCase().includes(w));
        if (words.length >= 2 && sentence.length <= 120)
          sentences.push({ textId: t.text_id, sentence: sentence.trim(), words });
      }
    }
    const ideas = centralIdeas(sentences, MOST_IDEAS);
    const shown = new Set([
      ...angles.flatMap((a) => a.textIds.slice(0, ROWS_EACH)),
      ...ideas.map((i) => i.textId),
    ]);
    const rows = new Map((await rowsById(store, [...shown])).map((r) => [r.textId, r]));
    return {
      asOf: await asOfTexts(store),
      texts: texts[0]?.total ?? 0,
      sampled: texts.length,
      placed,
      angles: angles.map((a) => {
        const said = noCounts();
        for (const id of a.textIds) {
          const feeling = known.get(id)?.feeling;
          if (feeling) said[feeling]++;
        }
        const { share } = correctedShares(said, [], checked.confusion);
        return {
          words: a.words,
          texts: a.textIds.length,
          positive: share.positive,
          negative: share.negative,
          rows: a.textIds.slice(0, ROWS_EACH).flatMap((id) => rows.get(id) ?? []),
          textIds: a.textIds.slice(0, 500),
        };
      }),
      ideas: ideas.flatMap((i) => {
        const row = rows.get(i.textId);
        return row ? [{ sentence: i.sentence, texts: i.texts, row }] : [];
      }),
    };
  });

export const graphAnswer = (store: Store, scope: Scope): Promise<GraphAnswer> =>
  remembered(store, ['graph', scope], async () => ({
    edges: (await store.facts.all(brandGraph, scope)).map((e) => ({
      brand: e.brand,
      product: e.product,
      aspect: e.aspect,
      texts: e.texts,
      positive: wilson(e.plus, e.plus + e.minus),
    })),
  }));

const MOST_TAGS = 40;

export const tagsAnswer = (store: Store, tag: string | undefined): Promise<TagsAnswer> =>
  remembered(store, ['tags', tag], async () => ({
    tags: await store.facts.all(commonTags, { most: MOST_TAGS }),
    together:
      tag === undefined
        ? []
        : (await store.facts.all(tagsTogether, { tag, most: MOST_TAGS })).map((t) => ({
            tag: t.tag,
            posts: t.posts,
            accounts: t.accounts,
            // Share of the tag's posts that have it, over its share of all posts.
            lift: t.posts / t.own / (t.everywhere / t.all_posts),
          })),
    accounts:
      tag === undefined
        ? []
        : (await store.facts.all(accountsOfTag, { tag, most: MOST_TAGS })).map((a) => ({
            accountId: a.account_id,
            name: a.name,
            platform: a.platform,
            posts: a.posts,
          })),
  }));
