/**
 * Brings what is read of texts up to date: only texts of sources that were not read, posts whose words changed, and
 * everything after a change of model or labels. Each part is one transaction with its watermark, so that a stopped run
 * goes on where it stood.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { told } from '#basis/told.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import { join as joinSql, type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import type { Labels } from '../schema.ts';
import { labelsOf, readerOf } from '../settings.ts';
import { keepStyles } from '../style/keep-styles.ts';
import { newWordsInThread, type Part, readInThread } from './in-voice-thread.ts';
import { modelNameOf, ownModelPath } from './own-model.ts';
import { partsToRead } from './rows-to-read.ts';

/** Texts of one part: about 40 MB of lines. */
const PART_TEXTS = 60_000;
/** Stands for the posts in `voice_source`: imports number their sources from 1. */
const POSTS = 0;
const NEW_WORD_WINDOW_DAYS = 90;

const TEXT_COLUMNS =
  "{text_id: 'VARCHAR', kind: 'VARCHAR', platform: 'VARCHAR', post_id: 'VARCHAR', account_id: 'VARCHAR', actor_key: 'UBIGINT', by_creator: 'BOOLEAN', said_at: 'TIMESTAMP', province: 'VARCHAR', language: 'VARCHAR', text: 'VARCHAR', positive: 'DOUBLE', negative: 'DOUBLE', plain_positive: 'DOUBLE', plain_negative: 'DOUBLE', feeling: 'VARCHAR', plain_feeling: 'VARCHAR', model: 'VARCHAR', intent: 'VARCHAR', intent_from: 'INTEGER', intent_to: 'INTEGER', word: 'VARCHAR[]', source_id: 'INTEGER', source_row: 'INTEGER'}";
const ASPECT_COLUMNS =
  "{text_id: 'VARCHAR', aspect: 'VARCHAR', aspect_word: 'VARCHAR', opinion: 'VARCHAR', polarity: 'INTEGER', brand: 'VARCHAR', product: 'VARCHAR', aspect_from: 'INTEGER', aspect_to: 'INTEGER', opinion_from: 'INTEGER', opinion_to: 'INTEGER', source_id: 'INTEGER'}";
const MENTION_COLUMNS =
  "{text_id: 'VARCHAR', entity_kind: 'VARCHAR', entity: 'VARCHAR', mention_from: 'INTEGER', mention_to: 'INTEGER', source_id: 'INTEGER'}";
const fixed = (text: string): Sql => ({ strings: [text], values: [] });
const linesOf = (folder: string, file: string, columns: string): Sql =>
  sql`SELECT * FROM read_json(${join(folder, `${file}.ndjson`)}, format = 'newline_delimited', maximum_object_size = 16777216, columns = ${fixed(columns)})`;

/** `gone_text`: what no longer stands so in the facts. */
const findGone = (): Sql => sql`
  CREATE OR REPLACE TEMP TABLE gone_text AS
  SELECT v.text_id, v.source_id FROM voice_text v LEFT JOIN post_card p ON p.post_id = v.post_id
  WHERE (v.kind = 'post' AND (p.post_id IS NULL OR trim(concat_ws(chr(10), p.title, p.text)) <> v.text))
    OR (v.kind = 'comment' AND v.source_id NOT IN (SELECT source_id FROM source))`;

const countWords = (sources: Sql): Sql => sql`
  INSERT INTO voice_word_day
  SELECT source_id, kind, CAST(said_at AS DATE) AS said_on, word, count(*) AS texts
  FROM (SELECT source_id, kind, said_at, unnest(word) AS word FROM voice_text WHERE said_at IS NOT NULL AND language IN ('zh', 'en') AND source_id IN (${sources})) w
  GROUP BY source_id, kind, CAST(said_at AS DATE), word`;

async function dropGone(writer: FactWriter): Promise<void> {
  await writer.run(findGone());
  for (const table of ['voice_text', 'voice_aspect', 'voice_mention'])
    await writer.run(sql`DELETE FROM ${fixed(table)} WHERE text_id IN (SELECT text_id FROM gone_text)`);
  await writer.run(sql`DELETE FROM voice_word_day WHERE source_id IN (SELECT source_id FROM gone_text)`);
  await writer.run(countWords(sql`SELECT source_id FROM gone_text`));
  await writer.run(
    sql`DELETE FROM voice_source WHERE source_id <> ${POSTS} AND source_id NOT IN (SELECT source_id FROM source)`,
  );
  await writer.run(sql`DROP TABLE gone_text`);
}

const VOICE_TABLES = ['voice_text', 'voice_aspect', 'voice_mention', 'voice_word_day', 'voice_source'];

/** Adds what a part of the texts was read as. */
async function addPart(writer: FactWriter, folder: string, part: Part, reader: string): Promise<void> {
  const texts = linesOf(folder, 'texts', TEXT_COLUMNS);
  await writer.run(sql`CREATE OR REPLACE TEMP TABLE read_part AS ${texts}`);
  if (part.kind === 'posts')
    // A post whose words are others now is read again: what it was read as goes.
    for (const table of ['voice_aspect', 'voice_mention', 'voice_text'])
      await writer.run(sql`DELETE FROM ${fixed(table)} WHERE text_id IN (SELECT text_id FROM read_part)`);
  await writer.run(sql`INSERT INTO voice_text SELECT * FROM read_part`);
  await writer.run(sql`INSERT INTO voice_aspect ${linesOf(folder, 'aspects', ASPECT_COLUMNS)}`);
  await writer.run(sql`INSERT INTO voice_mention ${linesOf(folder, 'mentions', MENTION_COLUMNS)}`);
  await writer.run(sql`DELETE FROM voice_word_day WHERE source_id IN (SELECT source_id FROM read_part)`);
  await writer.run(countWords(sql`SELECT source_id FROM read_part`));
  const [source, until] = part.kind === 'source' ? [part.sourceId, part.until] : [POSTS, 0];
  await writer.run(sql`DELETE FROM voice_source WHERE source_id = ${source}`);
  await writer.run(sql`INSERT INTO voice_source VALUES (${source}, ${until}, ${reader})`);
  await writer.run(sql`DROP TABLE read_part`);
}

export interface VoiceRead {
  /** Texts that were read now. */
  texts: number;
  newWords: number;
  model: string;
}

export async function refreshVoice(
  store: Store,
  progress: (share: number, message: string) => void = () => {},
  signal?: AbortSignal,
): Promise<VoiceRead> {
  const { facts } = store;
  const given = await labelsOf(store);
  const { labels } = given;
  const model = ownModelPath(store.config.home);
  const name = modelNameOf(store.config.home);
  const reader = readerOf(given, name);
  const [old] = await facts.rows(sql`SELECT count(*) AS n FROM voice_source WHERE reader <> ${reader}`);
  if (Number(old?.['n']) > 0)
    await facts.transaction(async (w) => {
      for (const table of VOICE_TABLES) await w.run(sql`DELETE FROM ${fixed(table)}`);
    });
  else {
    if (await anythingGone(store)) await facts.transaction(dropGone);
    if (!given.edited) await addNewBrands(store, labels);
  }
  await rememberBrands(store, labels);
  const parts: (Part & { texts: number })[] = (
    await facts.all(partsToRead, { reader, size: PART_TEXTS })
  ).map((p) => ({
    kind: 'source',
    sourceId: p.source_id,
    from: p.from_row,
    until: p.until_row,
    texts: p.texts,
  }));
  const posts: Part = { kind: 'posts', most: PART_TEXTS };
  const total = parts.reduce((n, p) => n + p.texts, 1);
  let texts = 0;
  const step = async (part: Part, weight: number): Promise<number> => {
    const folder = await mkdtemp(join(await store.folder('staging'), 'voice-'));
    try {
      const done = texts;
      const read = await readInThread(
        facts,
        { kind: 'read', labels, model, part, folder },
        {
          progress: (share) =>
            progress(Math.min(0.9, (done + share * weight) / (total + weight)), told`reading texts`),
          signal,
        },
      );
      if (read.texts > 0) await facts.transaction((w) => addPart(w, folder, part, reader), signal);
      texts += read.texts;
      return read.texts;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  while ((await step(posts, PART_TEXTS)) === PART_TEXTS);
  for (const part of parts) await step(part, part.texts);
  let newWords = 0;
  if (texts > 0 || (await neverCounted(store))) {
    progress(0.92, told`looking for new words`);
    const found = await newWordsInThread(
      facts,
      { kind: 'new-words', labels, windowDays: NEW_WORD_WINDOW_DAYS },
      { signal },
    );
    newWords = found?.words.length ?? 0;
    await facts.transaction(async (w) => {
      await w.run(sql`DELETE FROM voice_new_word`);
      await w.run(sql`DELETE FROM voice_new_word_day`);
      if (!found || found.words.length === 0) return;
      await w.run(
        sql`INSERT INTO voice_new_word VALUES ${joinSql(
          found.words.map(
            (x) =>
              sql`(${x.word}, ${x.firstSeenOn}::DATE, ${x.lastSeenOn}::DATE, ${x.count}, ${x.backgroundCount}, ${x.cohesion}, ${x.freedom}, ${x.burst}, ${x.score}, ${found.from}::DATE, ${found.until}::DATE, 'new-words@1')`,
          ),
          ', ',
        )}`,
      );
      for (let i = 0; i < found.days.length; i += 500)
        await w.run(
          sql`INSERT INTO voice_new_word_day VALUES ${joinSql(
            found.days.slice(i, i + 500).map((d) => sql`(${d.word}, ${d.said_on}::DATE, ${d.texts})`),
            ', ',
          )}`,
        );
    });
    progress(0.96, told`measuring how accounts write`);
    await keepStyles(store, labels, signal);
  }
  progress(1, told`texts are read`);
  return { texts, newWords, model: name };
}

async function anythingGone(store: Store): Promise<boolean> {
  const [row] = await store.facts.rows(sql`
    SELECT count(*) AS n FROM (SELECT DISTINCT source_id FROM voice_text UNION SELECT source_id FROM voice_source) v
    WHERE source_id <> ${POSTS} AND source_id NOT IN (SELECT source_id FROM source)`);
  const [posts] = await store.facts.rows(sql`
    SELECT count(*) AS n FROM voice_text v LEFT JOIN post_card p ON p.post_id = v.post_id WHERE v.kind = 'post' AND p.post_id IS NULL`);
  return Number(row?.['n']) + Number(posts?.['n']) > 0;
}

async function neverCounted(store: Store): Promise<boolean> {
  const [row] = await store.facts.rows(sql`
    SELECT (SELECT count(*) FROM voice_text) > 0 AND (SELECT count(*) FROM voice_style) = 0 AS missing`);
  return row?.['missing'] === true;
}

const KNOWN_BRANDS = 'voice_brands';

/** Brands that the library named since: found in the texts read before, without reading them again. */
async function addNewBrands(store: Store, labels: Labels): Promise<void> {
  const row = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', KNOWN_BRANDS)
    .executeTakeFirst();
  const known = new Set(row ? (JSON.parse(row.value) as string[]) : []);
  const fresh = labels.brands.filter((b) => !known.has(b.brand));
  if (fresh.length === 0 || known.size === 0) return;
  await store.facts.transaction(async (w) => {
    for (const { brand } of fresh)
      await w.run(sql`
        INSERT INTO voice_mention SELECT text_id, 'brand', ${brand}, strpos(lower(text), lower(${brand})) - 1, strpos(lower(text), lower(${brand})) - 1 + length(${brand}), source_id
        FROM voice_text WHERE contains(lower(text), lower(${brand}))`);
  });
}

async function rememberBrands(store: Store, labels: Labels): Promise<void> {
  const { db } = store.state;
  await db.deleteFrom('setting').where('name', '=', KNOWN_BRANDS).execute();
  await db
    .insertInto('setting')
    .values({ name: KNOWN_BRANDS, value: JSON.stringify(labels.brands.map((b) => b.brand)) })
    .execute();
}
